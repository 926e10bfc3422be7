import RiskEngine

extension EvaluationOptions {
  /// The settings of a request.
  init(_ request: AnalysisRequest, zones: ZoneDatabase) {
    self.init(now: request.now, zones: zones)
    engine = request.engine
    syncRequestBudget = request.budget.map { Double($0) }
    if let runs = request.frequentCronJobRunsPerHour { thresholds.frequentCronJobRunsPerHour = runs }
    if let seconds = request.programmingDelaySeconds { thresholds.programmingDelaySeconds = seconds }
  }

  /// The settings that `explain` knows.
  init(_ context: CommandContext) throws(UsageError) {
    self.init(
      now: try context.arguments.time(.at) ?? context.environment.clock(), zones: context.environment.zones)
    engine = context.arguments.engine
  }
}

extension ParsedArguments {
  /// The engine that `--engine` names; parsing has refused other names.
  var engine: PolicyEngine? { value(.engine).flatMap { PolicyEngine(rawValue: $0) } }
}
