import KubeCore
import RiskEngine
import Support

/// A report in the form of JUnit's test results, as Jenkins and GitLab read it: a suite is a check, a test case one
/// object that it looked at. A finding is a failure, a suppressed one is skipped, and a problem of the input an error.
struct ReportJUnit {
  let analysis: Analysis
  /// The objects that were read and are shown.
  let objects: [ObjectKey]

  func text() -> String {
    let suites = ([input] + FindingCode.allCases.map(suite)).filter { !$0.cases.isEmpty }
    func total(_ count: (JUnitSuite) -> Int) -> String { "\(suites.reduce(0) { $0 + count($1) })" }
    let root = XMLNode(
      "testsuites",
      [
        ("name", "netrisk"), ("tests", total(\.cases.count)), ("failures", total(\.failures)),
        ("errors", total(\.errors)),
      ], children: suites.map(\.node))
    return root.document
  }

  /// What could not be read, a case for each place.
  private var input: JUnitSuite {
    let places = Dictionary(grouping: analysis.problems, by: \.place)
    let cases = places.sorted { $0.key < $1.key }.map { place, problems in
      JUnitCase(
        name: place.text,
        outcome: .error(Self.heading(problems.map(\.message)), lines: problems.map(\.text)))
    }
    return JUnitSuite(id: "Input", title: "", cases: cases)
  }

  private func suite(_ code: FindingCode) -> JUnitSuite {
    let findings = Dictionary(grouping: analysis.report.findings.filter { $0.code == code }, by: \.object)
    let suppressed = Dictionary(
      grouping: analysis.report.suppressed.filter { $0.finding.code == code }, by: \.finding.object)
    let names = Set(subjects(of: code)).union(findings.keys).union(suppressed.keys).sorted()
    let cases = names.map { key in
      JUnitCase(name: "\(key)", outcome: outcome(findings[key] ?? [], suppressed[key] ?? []))
    }
    return JUnitSuite(id: code.rawValue, title: code.name, cases: cases)
  }

  /// What the check looked at, so that a run without findings has tests that passed.
  private func subjects(of code: FindingCode) -> [ObjectKey] {
    switch code.subject {
    case .cluster: analysis.isOfNothing || objects.isEmpty ? [] : [FindingChecks.cluster]
    case .workload: analysis.report.workloads.map(\.key)
    case .cronJob: objects.filter { $0.kind == ObjectKind.cronJob.rawValue }
    case .networkPolicy: objects.filter { $0.kind == ObjectKind.networkPolicy.rawValue }
    case .object: objects
    case .finding: []
    }
  }

  private func outcome(_ findings: [Finding], _ suppressed: [SuppressedFinding]) -> JUnitCase.Outcome {
    let new = findings.filter { !(analysis.comparison?.isKnown($0) ?? false) }
    if let first = new.first {
      return .failure(
        Self.heading(new.map(\.message)), type: first.severity.name,
        lines: new.flatMap(lines) + ["What to do: \(first.code.description.remedy)"])
    }
    if let known = findings.first { return .skipped("In the baseline: \(known.message)") }
    if let exception = suppressed.first {
      let until = exception.until.map { " (until \($0.rfc3339))" } ?? ""
      return .skipped("Suppressed: \(exception.reason)\(until)")
    }
    return .passed
  }

  private func lines(_ finding: Finding) -> [String] {
    let place = analysis.places[finding].map { "\($0.text): " } ?? ""
    return [place + finding.message] + finding.evidence.map { "- \($0.state.name): \($0.statement)" }
  }

  private static func heading(_ messages: [String]) -> String {
    (messages.first ?? "") + (messages.count > 1 ? " (and \(messages.count - 1) more)" : "")
  }
}
