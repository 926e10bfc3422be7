import KubeClient
import KubeCore
import RiskEngine
import Support

extension Baseline {
  private static let advice = ["A baseline is what 'netrisk analyze -o json' wrote: netrisk analyze … -o json > FILE"]

  /// Reads a report that `-o json` wrote. What is wrong with it is told with its line and column.
  init(file: String, maximumSize: Int) throws(CommandFailure) {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try SystemFiles(limit: maximumSize).read(file) } catch {
      throw CommandFailure("the baseline \(printable(file)) cannot be read: \(error.message)", advice: Self.advice)
    }
    do throws(WireError) {
      try self.init(report: try Self.tree(bytes))
    } catch {
      let offset = Self.offset(of: error, in: bytes)
      let mark = SourceMark(offset: offset, in: bytes)
      throw CommandFailure(
        "\(printable(file)):\(mark.line):\(mark.column): \(printable(error.message))", advice: Self.advice)
    }
  }

  private static func tree(_ bytes: [UInt8]) throws(WireError) -> Tree {
    try JSONReader.read(bytes) { (reader) throws(WireError) in
      reader.whitespace()
      let tree = try reader.tree()
      reader.whitespace()
      guard reader.position == bytes.count else {
        throw WireError(expected: "the end of the report", found: "more behind it", offset: reader.position)
      }
      return tree
    }
  }

  /// Errors of the syntax know their byte; those of the content know their path.
  private static func offset(of error: WireError, in bytes: [UInt8]) -> Int {
    for count in stride(from: error.path.count, to: 0, by: -1) {
      let path = Array(error.path.prefix(count))
      let found = try? JSONReader.read(bytes) { (reader) throws(WireError) in try reader.offset(of: path) }
      if let found { return found }
    }
    return error.offset
  }

  /// - Throws: what is missing or wrong, with its path.
  init(report: Tree) throws(WireError) {
    self.init()
    try Self.check(report, "kind", is: AnalysisReport.kind)
    try Self.check(report, "apiVersion", is: AnalysisReport.apiVersion)
    try Self.each("findings", of: report) { (finding, fingerprint) throws(WireError) in
      guard let severity = finding["severity"]?.stringValue.flatMap({ Severity(name: $0) }) else {
        throw WireError(expected: "a severity", found: Self.words(finding["severity"]), [.field("severity")])
      }
      findings[fingerprint] = severity
    }
    try Self.each("suppressed", of: report) { (_, fingerprint) in suppressed.insert(fingerprint) }
  }

  private static func check(_ report: Tree, _ name: String, is expected: String) throws(WireError) {
    guard report[name]?.stringValue == expected else {
      throw WireError(expected: expected, found: words(report[name]), [.field(name)])
    }
  }

  private static func each(
    _ name: String, of report: Tree, _ body: (Tree, FindingFingerprint) throws(WireError) -> Void
  ) throws(WireError) {
    guard case .array(let elements)? = report[name] else {
      throw WireError(expected: "a list", found: words(report[name]), [.field(name)])
    }
    for (index, element) in elements.enumerated() {
      do throws(WireError) {
        guard let fingerprint = element["fingerprint"]?.stringValue.flatMap({ FindingFingerprint(text: $0) }) else {
          throw WireError(expected: "a fingerprint", found: words(element["fingerprint"]), [.field("fingerprint")])
        }
        try body(element, fingerprint)
      } catch {
        throw error.inside(.index(index)).inside(.field(name))
      }
    }
  }

  private static func words(_ tree: Tree?) -> String {
    tree.map { $0.stringValue.map(WireError.quoted) ?? "another type" } ?? "nothing"
  }
}

extension WireError {
  fileprivate init(expected: String, found: String, _ path: [Segment]) {
    self.init(expected: expected, found: found, offset: 0, path: path)
  }
}
