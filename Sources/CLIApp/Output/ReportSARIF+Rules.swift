import RiskEngine
import Support

extension FindingCode {
  /// The code as a rule: `problem.severity`, `precision` and `tags` are what GitHub shows and sorts by.
  var sarifRule: Tree {
    let exception = "ignore.netrisk.dev/\(rawValue)"
    let plain = """
      \(description.why)

      What to do: \(description.remedy)

      To accept a finding, annotate its object with \(exception) and a reason.
      """
    let markdown = """
      **\(title).** \(description.why)

      **What to do:** \(description.remedy)

      To accept a finding, annotate its object with `\(exception): "a reason"`.
      """
    return .members(
      ("id", .string(rawValue)), ("name", .string(name)), ("shortDescription", ReportSARIF.text(title)),
      ("fullDescription", ReportSARIF.text(description.why)),
      ("help", .members(("text", .string(plain)), ("markdown", .string(markdown)))),
      ("defaultConfiguration", .members(("level", .string(usualSeverity.sarifLevel)))),
      (
        "properties",
        .members(
          ("precision", "high"), ("problem.severity", .string(usualSeverity.sarifProblemSeverity)),
          ("tags", .strings(["kubernetes", "networkpolicy"])))
      ))
  }
}

extension Severity {
  /// Source: SARIF 3.27.10.
  var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// Source: GitHub, "SARIF support for code scanning", `properties.problem.severity`.
  var sarifProblemSeverity: String { sarifLevel == "note" ? "recommendation" : sarifLevel }
}

extension Baseline.State {
  /// Source: SARIF 3.27.24.
  var sarif: String {
    switch self {
    case .new: "new"
    case .unchanged: "unchanged"
    case .worse: "updated"
    }
  }
}

extension SuppressedFinding {
  /// Source: SARIF 3.35.
  var sarif: Tree {
    .members(
      ("kind", "external"), ("status", "accepted"), ("justification", .string(reason)),
      ("properties", until.map { .members(("until", .string($0.rfc3339))) }))
  }
}
