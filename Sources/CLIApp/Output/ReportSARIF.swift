import KubeCore
import RiskEngine
import Support

/// A report as SARIF 2.1.0, for code scanning.
///
/// Source: OASIS "Static Analysis Results Interchange Format 2.1.0", and what GitHub's code scanning takes of it: texts
/// of at most 1,024 characters, at most 25,000 results, a file for each result.
struct ReportSARIF {
  let analysis: Analysis
  let root: SourceRoot
  /// Further results are left out, the least severe first, and a notification says so.
  var resultLimit = 25_000

  func tree() -> Tree {
    .members(
      ("$schema", "https://json.schemastore.org/sarif-2.1.0.json"), ("version", "2.1.0"), ("runs", .array([run])))
  }

  private var run: Tree {
    let results = results
    return .members(
      ("tool", .members(("driver", driver))),
      ("invocations", .array([invocation(leftOut: results.count - min(results.count, resultLimit))])),
      ("originalUriBaseIds", .members((Self.rootID, .members(("description", Self.text(Self.rootDescription)))))),
      ("columnKind", "unicodeCodePoints"), ("results", .array(Array(results.prefix(resultLimit)))))
  }

  static let rootID = "%SRCROOT%"
  private static let rootDescription = "The root of the git repository that was analyzed in, else the folder."

  private var driver: Tree {
    .members(
      ("name", "netrisk"), ("semanticVersion", .string(VersionCommand.current)),
      ("rules", .array(FindingCode.allCases.map(\.sarifRule))))
  }

  private func invocation(leftOut: Int) -> Tree {
    var notifications = analysis.problems.map { problem in
      Self.notification("error", problem.message, locations: [.members(("physicalLocation", physical(problem.place)))])
    }
    if leftOut > 0 {
      notifications.append(
        Self.notification(
          "warning", "\(leftOut) more results are left out: a run holds at most \(resultLimit).", locations: nil))
    }
    return .members(
      ("executionSuccessful", .bool(analysis.problems.isEmpty)), ("toolExecutionNotifications", .array(notifications)))
  }

  private static func notification(_ level: String, _ message: String, locations: [Tree]?) -> Tree {
    .members(
      ("level", .string(level)), ("message", text(message)), ("locations", locations.map { .array($0) }))
  }

  static func text(_ text: String) -> Tree { .members(("text", .string(text))) }

  // MARK: Results

  /// Findings in output order, then what is suppressed.
  private var results: [Tree] {
    let findings = analysis.report.findings
    let suppressed = analysis.report.suppressed
    let excepted = suppressed.map(\.finding)
    return zip(findings, FindingFingerprint.all(of: findings)).map { result($0, $1, suppressions: []) }
      + zip(suppressed, FindingFingerprint.all(of: excepted)).map { suppressed, fingerprint in
        result(suppressed.finding, fingerprint, suppressions: [suppressed.sarif])
      }
  }

  /// `suppressions` is there in each result or in none (3.27.23): empty means that the finding stands.
  private func result(_ finding: Finding, _ fingerprint: FindingFingerprint, suppressions: [Tree]) -> Tree {
    .members(
      ("ruleId", .string(finding.code.rawValue)),
      ("ruleIndex", FindingCode.allCases.firstIndex(of: finding.code).map { .integer(Int64($0)) }),
      ("level", .string(finding.severity.sarifLevel)), ("message", Self.text(finding.message)),
      ("locations", .array([location(finding)])),
      ("partialFingerprints", .members(("netriskFinding/v1", .string(fingerprint.text)))),
      ("baselineState", analysis.comparison.map { .string($0.state(finding).sarif) }),
      ("suppressions", .array(suppressions)),
      (
        "properties",
        .members(
          ("severity", .string(finding.severity.name)), ("evidence", .strings(finding.evidence.map(\.statement))))
      ))
  }

  // MARK: Locations

  /// The finding's place. What is about no object of the files, such as the cluster, stands at the anchor, since code
  /// scanning refuses a file with a result that has none; what comes from a cluster has its object alone.
  private func location(_ finding: Finding) -> Tree {
    let place = analysis.places[finding]
    let note = place == nil && analysis.anchor != nil
    let object = finding.object
    let path = [object.namespace, object.kind, object.name].filter { !$0.isEmpty }.joined(separator: "/")
    let logical = Tree.members(
      ("name", .string(object.name)), ("fullyQualifiedName", .string(path)), ("kind", "resource"))
    return .members(
      ("physicalLocation", (place ?? analysis.anchor).map(physical)), ("logicalLocations", .array([logical])),
      ("message", note ? Self.text("\(object) is not in the files: the place stands for all of them.") : nil))
  }

  private func physical(_ place: SourcePlace) -> Tree {
    let isInput = place.file == InputRequest.standardInputPath
    let (uri, isRelative) = isInput ? (place.file, false) : root.uri(of: place.file)
    return .members(
      (
        "artifactLocation",
        .members(("uri", .string(uri)), ("uriBaseId", isRelative ? .string(Self.rootID) : nil))
      ), ("region", place.line.map { Self.region(place, line: $0) }))
  }

  /// A region from its first character to the one behind its last.
  private static func region(_ place: SourcePlace, line: Int) -> Tree {
    .members(
      ("startLine", .integer(Int64(line))), ("startColumn", place.column.map { .integer(Int64($0)) }),
      ("endLine", place.end.map { .integer(Int64($0.line)) }),
      ("endColumn", place.end.map { .integer(Int64($0.column)) }))
  }
}
