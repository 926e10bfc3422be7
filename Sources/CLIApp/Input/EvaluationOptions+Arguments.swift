import RiskEngine

extension EvaluationOptions {
  /// The settings of a request.
  init(_ request: AnalysisRequest, zones: ZoneDatabase) throws(CommandFailure) {
    self.init(now: request.now, zones: zones)
    engine = try Self.engine(named: request.engine)
    syncRequestBudget = request.budget.map { Double($0) }
    if let runs = request.frequentCronJobRunsPerHour { thresholds.frequentCronJobRunsPerHour = runs }
    if let seconds = request.programmingDelaySeconds { thresholds.programmingDelaySeconds = seconds }
  }

  /// The settings that `explain` knows.
  init(_ context: CommandContext) throws {
    self.init(
      now: try context.arguments.time(.at) ?? context.environment.clock(), zones: context.environment.zones)
    engine = try Self.engine(named: context.arguments.value(.engine))
  }

  private static func engine(named name: String?) throws(CommandFailure) -> PolicyEngine? {
    guard let name else { return nil }
    if let engine = PolicyEngine(rawValue: name) { return engine }
    let names = PolicyEngine.allCases.map(\.rawValue)
    let meant = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
    throw CommandFailure("--engine knows no \(quoted(name)): it is one of \(names.joined(separator: ", "))\(meant)")
  }
}
