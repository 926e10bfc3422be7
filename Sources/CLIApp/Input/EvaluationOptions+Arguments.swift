import RiskEngine

extension EvaluationOptions {
  /// The settings that a command line gives, those that it does not as the configuration file has them.
  init(_ context: CommandContext) throws(UsageError) {
    let (arguments, defaults) = (context.arguments, context.defaults)
    self.init(
      now: try arguments.time(.at) ?? context.environment.clock(), zones: context.environment.zones)
    if let zone = defaults.localZone { localZone = zone }
    engine = arguments.engine ?? defaults.engine
    syncRequestBudget = (try arguments.integer(AnalyzeCommand.budget, atLeast: 0) ?? defaults.budget).map { Double($0) }
    thresholds = defaults.thresholds
    if let runs = try arguments.number(AnalyzeCommand.frequentCronJob) { thresholds.frequentCronJobRunsPerHour = runs }
    if let seconds = try arguments.number(AnalyzeCommand.programmingDelay) {
      thresholds.programmingDelaySeconds = seconds
    }
    if !defaults.catalogueAdditions.isEmpty {
      catalogue = Catalogue(Catalogue.standard.entries + defaults.catalogueAdditions)
    }
  }
}

extension ParsedArguments {
  /// The engine that `--engine` names; parsing has refused other names.
  var engine: PolicyEngine? { value(.engine).flatMap { PolicyEngine(rawValue: $0) } }
}
