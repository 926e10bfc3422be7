import RiskEngine
import Support

/// `netrisk analyze`.
enum AnalyzeCommand: Command {
  static let failOn = OptionSpec(
    "fail-on", value: .choice("SEVERITY", ["off", "info", "low", "medium", "high", "critical"]),
    "Exit with 2 when a finding that is shown has this severity or a higher one (default off)")
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
      """, OptionSpec.sources,
      """
      All namespaces are read, whatever is to be shown, since policies and their peers cross namespaces; -n, -A and -l \
      choose what is shown.
      """,
      "Data goes to standard output, notices and problems of the input to standard error.",
    ],
    usage: ["[-f PATH...] [options]"],
    options: [
      .filename, .kubeconfig, .context, .output(["table", "wide", "json", "yaml", "markdown"]), failOn, .namespace,
      .allNamespaces, .selector, .engine, budget, frequentCronJob, programmingDelay, .at, .maxFileSize, .color,
      .noColor, .quiet,
    ],
    examples: [
      CommandSpec.Example("Analyze the cluster of the current kubeconfig", "{program} analyze"),
      CommandSpec.Example("Analyze the manifests of a folder", "{program} analyze -f manifests/"),
      CommandSpec.Example(
        "Fail a pipeline on findings of severity High or Critical",
        "{program} analyze -f manifests/ --fail-on high -o markdown"),
      CommandSpec.Example(
        "Look at one namespace, knowing the engine",
        "{program} analyze -f manifests/ -n automation --engine kube-router"),
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
    let request = try request(context)
    let analysis = filter.apply(to: try context.analysis.analyze(request, context.environment))
    for notice in analysis.notices { context.notice(notice) }
    if let notice = filter.notice(of: analysis) { context.notice(notice) }
    write(analysis, context)
    for problem in analysis.problems { context.environment.writeError(problem.text + "\n") }
    return exitCode(analysis, failOn: arguments.value(failOn).flatMap { Severity(name: $0) })
  }

  static func exitCode(_ analysis: Analysis, failOn: Severity?) -> Int32 {
    if !analysis.problems.isEmpty { return 1 }
    guard let failOn else { return 0 }
    return analysis.report.findings.contains { $0.severity >= failOn } ? 2 : 0
  }

  private static func write(_ analysis: Analysis, _ context: CommandContext) {
    let format = context.arguments.value(.anyOutput) ?? "table"
    switch format {
    case "json": context.write(Documents.json(analysis.tree))
    case "yaml": context.write(Documents.yaml(analysis.tree))
    case "markdown":
      context.write(
        ReportMarkdown(report: analysis.report, problems: analysis.problems, places: analysis.places).text())
    default:
      guard !analysis.isOfNothing else {
        return context.write(lines: ["Nothing to analyze: the input holds no object of a kind that NetRisk reads."])
      }
      let environment = context.environment
      let isColored = environment.isColored(context.arguments, isTerminal: environment.outputIsTerminal)
      let text = ReportText(
        report: analysis.report, places: analysis.places, problemCount: analysis.problems.count,
        isWide: format == "wide", width: environment.width, style: TextStyle(isColored: isColored))
      context.write(lines: text.lines())
    }
  }

  private static func request(_ context: CommandContext) throws(UsageError) -> AnalysisRequest {
    let arguments = context.arguments
    return AnalysisRequest(
      input: try InputRequest(arguments), engine: arguments.engine,
      now: try arguments.time(.at) ?? context.environment.clock(), budget: try arguments.integer(budget, atLeast: 0),
      frequentCronJobRunsPerHour: try arguments.number(frequentCronJob),
      programmingDelaySeconds: try arguments.number(programmingDelay))
  }
}
