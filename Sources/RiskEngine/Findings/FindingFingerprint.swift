import KubeCore
import Support

/// What makes a finding the same one in another report of the same objects: its code, its object and what it is about.
///
/// Severity, numbers, words, file and line are not part of it, so it outlives edits of the manifests and new versions
/// of the messages. SARIF's `partialFingerprints` and baselines use the same one.
package struct FindingFingerprint: Hashable, Sendable {
  /// 32 hex digits: the first half of a SHA-256.
  package let text: String

  /// - Parameter occurrence: from 0, among findings that nothing else tells apart.
  package init(_ finding: Finding, occurrence: Int = 0) {
    let object = finding.object
    var parts = [finding.code.rawValue, object.kind, object.namespace, object.name, finding.about]
    if occurrence > 0 { parts.append(String(occurrence)) }
    text = String(SHA256.hexadecimal(JSONWriter().text(.strings(parts))).prefix(32))
  }

  /// A fingerprint that was written down; `nil` where the text is none.
  package init?(text: String) {
    guard text.utf8.count == 32, text.utf8.allSatisfy(Self.isDigit) else { return nil }
    self.text = text
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  /// The fingerprints of the findings of one report, in their order.
  package static func all(of findings: [Finding]) -> [FindingFingerprint] {
    var seen: [FindingFingerprint: Int] = [:]
    return findings.map { finding in
      let first = FindingFingerprint(finding)
      let occurrence = seen[first, default: 0]
      seen[first] = occurrence + 1
      return occurrence == 0 ? first : FindingFingerprint(finding, occurrence: occurrence)
    }
  }
}
