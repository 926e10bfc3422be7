package import RiskEngine
package import Support

/// What is to be analysed, and with which settings.
package struct AnalysisRequest: Sendable {
  package var input: InputRequest
  package var options: EvaluationOptions

  package init(input: InputRequest, options: EvaluationOptions) {
    self.input = input
    self.options = options
  }
}

/// Where objects are read from.
package struct InputRequest: Hashable, Sendable {
  package static let standardInputPath = "-"

  /// Files and folders; `-` is standard input. Without any the cluster is read.
  package var paths: [String]
  package var cluster = ClusterTarget()
  /// Bytes that one file may have.
  package var maximumFileSize: Int

  package init(paths: [String], maximumFileSize: Int = 256 << 20) {
    self.paths = paths
    self.maximumFileSize = maximumFileSize
  }
}

/// A report with what only the input knows.
package struct Analysis: Sendable {
  package var report: AnalysisReport
  /// What could not be read or used; any of them makes the exit code 1.
  package var problems: [InputProblem]
  /// Things to know that are no problems, whole sentences.
  package var notices: [String]
  /// Labels of the objects that were read, for `--selector`.
  package var labels: [ObjectLabels]
  /// Places of findings in the input.
  package var places: [Finding: SourcePlace]
  /// Where formats that need a place put findings without one; `nil` where there are no files.
  package var anchor: SourcePlace?
  /// How the findings compare to the baseline; `nil` without one.
  package var comparison: Baseline.Comparison?

  package init(
    report: AnalysisReport, problems: [InputProblem] = [], notices: [String] = [], labels: [ObjectLabels] = [],
    places: [Finding: SourcePlace] = [:], anchor: SourcePlace? = nil
  ) {
    self.report = report
    self.problems = problems.sorted()
    self.notices = notices
    self.labels = labels
    self.places = places
    self.anchor = anchor
  }

  /// Whether there was no object to analyze: then what the report says of engine and cost is about no cluster.
  package var isOfNothing: Bool {
    labels.isEmpty && report.workloads.isEmpty && report.findings.isEmpty && report.suppressed.isEmpty
  }

  /// The report as JSON has it.
  package var tree: Tree {
    report.tree(
      location: { places[$0]?.tree }, isKnown: { finding in comparison.map { $0.isKnown(finding) } },
      problems: problems.map(\.tree))
  }

  package static var reportVersion: String { AnalysisReport.apiVersion }
}
