import RiskEngine
import Support

/// `netrisk analyze`.
enum AnalyzeCommand: Command {
  static let failOn = OptionSpec(
    "fail-on", value: .choice("SEVERITY", ["off", "info", "low", "medium", "high", "critical"]),
    "Exit with 2 when a finding that is shown has this severity or a higher one (default off)")
  static let baseline = OptionSpec(
    "baseline", value: .path("FILE"),
    "Count and show only what is new or more severe than in FILE, which an earlier -o json wrote")
  static let budget = OptionSpec(
    "budget", value: .text("N"), "Sync requests per hour that are accepted; more is finding NR109")
  static let frequentCronJob = OptionSpec(
    "frequent-cronjob-runs-per-hour", value: .text("N"),
    "Runs per hour from which a CronJob is finding NR102 (default 4)")
  static let programmingDelay = OptionSpec(
    "programming-delay-seconds", value: .text("S"),
    "Seconds that a new peer waits from which it is finding NR106 (default 0.5)")

  static let spec = CommandSpec(
    name: "analyze", summary: "Find exposed workloads, their causes and what would help",
    description: [
      """
      Analyze a cluster, or manifests: which workloads depend on network policy state that is rebuilt whenever pods \
      come and go, what causes the rebuilding, and which change would help by how much. Nothing is written.
      """, OptionSpec.sources, OptionSpec.configuration,
      """
      All namespaces are read, whatever is to be shown, since policies and their peers cross namespaces; -n, -A and -l \
      choose what is shown.
      """,
      "Data goes to standard output, notices and problems of the input to standard error.",
    ],
    usage: ["[-f PATH...] [options]"],
    options: [
      .filename, .kubeconfig, .context, .output(formats), failOn, baseline, .namespace, .allNamespaces, .selector,
      .engine, budget, frequentCronJob, programmingDelay, .config, .noConfig, .at, .maxFileSize, .color, .noColor,
      .quiet,
    ],
    examples: [
      CommandSpec.Example("Analyze the cluster of the current kubeconfig", "{program} analyze"),
      CommandSpec.Example("Analyze the manifests of a folder", "{program} analyze -f manifests/"),
      CommandSpec.Example(
        "Fail a pipeline on findings of severity High or Critical",
        "{program} analyze -f manifests/ --fail-on high -o markdown"),
      CommandSpec.Example(
        "Fail it only on findings that are new since a report was kept",
        "{program} analyze -f manifests/ --baseline baseline.json --fail-on low"),
      CommandSpec.Example("Write SARIF for code scanning", "{program} analyze -f manifests/ -o sarif"),
      CommandSpec.Example(
        "Look at one namespace, knowing the engine",
        "{program} analyze -f manifests/ -n automation --engine kube-router"),
      CommandSpec.Example(
        "Read a cluster in a folder whose .netrisk.yaml names manifests", "{program} analyze --context homelab"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "No finding at or above --fail-on."),
      CommandSpec.ExitCode(
        1, "The command line is wrong, something in the input could not be used, or no cluster could be read."),
      CommandSpec.ExitCode(2, "A finding at or above --fail-on, and no problem in the input."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let arguments = context.arguments
    let filter = try ReportFilter(arguments)
    let request = AnalysisRequest(input: try InputRequest(context), options: try EvaluationOptions(context))
    let baseline = try baseline(context, maximumSize: request.input.maximumFileSize)
    var analysis = filter.apply(to: try context.analysis.analyze(request, context.environment))
    if let baseline { analysis.comparison = baseline.comparison(with: analysis.report) }
    for notice in analysis.notices { context.notice(notice) }
    if let notice = filter.notice(of: analysis) { context.notice(notice) }
    write(analysis, isShown: filter.isShown(of: analysis), context)
    for problem in analysis.problems { context.environment.writeError(problem.text + "\n") }
    return exitCode(analysis, failOn: context.severity(failOn))
  }

  static func exitCode(_ analysis: Analysis, failOn: Severity?) -> Int32 {
    if !analysis.problems.isEmpty { return 1 }
    guard let failOn else { return 0 }
    return analysis.newFindings.contains { $0.severity >= failOn } ? 2 : 0
  }

  /// What to compare with; an empty name is nothing, even where the configuration file names a report.
  private static func baseline(_ context: CommandContext, maximumSize: Int) throws(CommandFailure) -> Baseline? {
    let file = context.arguments.value(baseline) ?? context.defaults.baseline ?? ""
    return file.isEmpty ? nil : try Baseline(file: file, maximumSize: maximumSize)
  }
}

extension CommandContext {
  /// The severity from which findings fail a command; `nil` for none.
  func severity(_ failOn: OptionSpec) -> Severity? {
    guard let word = arguments.value(failOn) else { return defaults.failOn }
    return Severity(name: word)
  }
}
