/// Where a report comes from: manifests in the program, a made-up report in tests of its output.
package struct AnalysisSource: Sendable {
  package let analyze: @Sendable (AnalysisRequest, CommandLineEnvironment) throws(CommandFailure) -> Analysis

  package init(
    analyze: @escaping @Sendable (AnalysisRequest, CommandLineEnvironment) throws(CommandFailure) -> Analysis
  ) {
    self.analyze = analyze
  }
}

extension AnalysisSource {
  package static let manifests = AnalysisSource { (_, _) throws(CommandFailure) in
    throw CommandFailure("not there yet")
  }
}
