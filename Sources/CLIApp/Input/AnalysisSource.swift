import RiskEngine

/// Where a report comes from: the input in the program, a made-up report in tests of its output.
package struct AnalysisSource: Sendable {
  package let analyze: @Sendable (AnalysisRequest, CommandLineEnvironment) throws(CommandFailure) -> Analysis

  package init(
    analyze: @escaping @Sendable (AnalysisRequest, CommandLineEnvironment) throws(CommandFailure) -> Analysis
  ) {
    self.analyze = analyze
  }

  /// Reads files, folders and standard input, or the cluster where there are none, and evaluates what is there.
  package static let input = AnalysisSource { (request, environment) throws(CommandFailure) in
    let input = try LoadedInput(request.input, environment)
    let report = input.locating(RiskEngine.evaluate(input.objects, options: request.options))
    return Analysis(
      report: report, problems: input.problems, notices: input.notices, labels: input.labels,
      places: input.places(of: report.findings + report.suppressed.map(\.finding)), anchor: input.anchor)
  }
}
