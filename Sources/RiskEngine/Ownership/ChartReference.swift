/// A Helm chart by name and version, as the label `helm.sh/chart` has it: `app-template-4.3.0`.
///
/// Source: Helm's chart best practices, "Standard Labels": `{{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}`, cut
/// at 63 characters.
package struct ChartReference: Hashable, Sendable {
  package var name: String
  /// Empty where the label tells none.
  package var version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// A name may hold `-` and digits, and so may a pre-release: the version is the longest end of the label that is one.
  package init(label: String) {
    for index in label.indices where label[index] == "-" && index > label.startIndex {
      let rest = label[label.index(after: index)...]
      guard Self.numbers(of: rest) != nil else { continue }
      self.init(name: String(label[..<index]), version: String(rest))
      return
    }
    self.init(name: label, version: "")
  }

  /// Major, minor and patch; `nil` where the version is no semantic one.
  package var numbers: [Int]? { Self.numbers(of: version[...]) }

  /// Whether the version is at least this one; a pre-release counts as what it is before.
  func isAtLeast(_ major: Int, _ minor: Int, _ patch: Int = 0) -> Bool {
    guard let numbers else { return false }
    return !numbers.lexicographicallyPrecedes([major, minor, patch])
  }

  /// Semantic Versioning 2.0.0 with the `v` that some charts put before and the `_` that labels have for `+`.
  private static func numbers(of text: Substring) -> [Int]? {
    let text = text.hasPrefix("v") ? text.dropFirst() : text
    let core = text.prefix { $0 != "-" && $0 != "_" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy(\.isNumber) ? Int(part) : nil }
    return parts.count == 3 && numbers.count == 3 ? numbers : nil
  }
}

extension ChartReference: CustomStringConvertible {
  /// `app-template 4.3.0`.
  package var description: String { version.isEmpty ? name : "\(name) \(version)" }
}
