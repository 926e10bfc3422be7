import NetworkSemantics
import RiskEngine
import Support

/// `netrisk diff BASE HEAD`: what a change does, for the people who review it.
enum DiffCommand: Command {
  static let paths = OptionSpec(
    "filename", short: "f", value: .path("PATH"), isRepeatable: true,
    "Which files and folders of git revisions to read (default the folder that it runs in); may be repeated")
  static let failOn = OptionSpec(
    "fail-on", value: .choice("SEVERITY", ["off", "info", "low", "medium", "high", "critical"]),
    "Exit with 1 only where a new finding has this severity or a higher one (default off)")
  static let maximumAdded = OptionSpec(
    "max-added-requests", value: .text("N"), "Exit with 1 only where more than N sync requests an hour come on top")
  static let limitsOnly = OptionSpec(
    "limits-only", "Exit with 0 where something differs and no limit is exceeded, even where none is given")

  static let spec = CommandSpec(
    name: "diff", summary: "Tell what a change does: findings, churn, connections",
    description: [
      """
      Analyze two states of the same manifests and tell what differs: findings that are new or gone, levels of \
      workloads, sync requests and time of rebuilding, and the connections that are gained and lost. BASE and HEAD are \
      files, folders, or git revisions such as main and HEAD; revisions need git and tar.
      """,
      """
      Connections are compared between the pods and workloads that are on both sides. With --fail-on or \
      --max-added-requests, or failOn or maxAddedRequests of the configuration file, the exit code is 1 only where one of \
      them is exceeded.
      """,
      """
      Defaults for a repository may stand in .netrisk.yaml of the folder that the command runs in; docs/ci.md lists the \
      keys. Of its filename, what is there is read where both sides are revisions and -f is not given. Options win.
      """,
    ],
    usage: ["BASE HEAD [-f PATH...] [options]"],
    positionals: [CommandSpec.Positional(), CommandSpec.Positional()],
    options: [
      paths, .output(["text", "markdown", "json"]), failOn, maximumAdded, limitsOnly, .engine, .config,
      .noConfig, .at, .maxFileSize, .quiet,
    ],
    examples: [
      CommandSpec.Example(
        "Comment a pull request", "{program} diff origin/main HEAD -f manifests/ -o markdown"),
      CommandSpec.Example("Compare two folders", "{program} diff before/ after/"),
      CommandSpec.Example(
        "Fail where a change adds more than 20 sync requests an hour",
        "{program} diff main HEAD --max-added-requests 20"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "Nothing differs, or no limit is exceeded."),
      CommandSpec.ExitCode(1, "Something differs, or a limit is exceeded."),
      CommandSpec.ExitCode(2, "The command line is wrong, or something in the input could not be used."),
    ], failureCode: 2)

  static func run(_ context: CommandContext) throws -> Int32 {
    let arguments = context.arguments
    let limit = try arguments.integer(maximumAdded, atLeast: 0) ?? context.defaults.maximumAddedRequests
    let options = try EvaluationOptions(context)
    let sides = try DiffInput(context)
    defer { sides.removeCopies() }
    let (base, head) = (try side(sides.base, context, options), try side(sides.head, context, options))
    let difference = ReportDifference(from: base.report, to: head.report)
    let connections = base.network.difference(to: head.network, limit: 20)
    let output = DiffOutput(names: (arguments.positionals[0], arguments.positionals[1]), difference, connections)
    switch arguments.value(.anyOutput) ?? "text" {
    case "json": context.write(Documents.json(output.tree))
    case "markdown": context.write(output.markdown())
    default: context.write(lines: output.lines(width: context.environment.width))
    }
    let problems = base.problems + head.problems
    if context.report(problems) != 0 { return 2 }
    let severity = context.severity(failOn)
    guard severity != nil || limit != nil || arguments.isSet(limitsOnly) else { return output.isEmpty ? 0 : 1 }
    let hasFinding = severity.map { limit in difference.newFindings.contains { $0.severity >= limit } } ?? false
    let isTooMuch = limit.map { difference.addedRequestsPerHour > Double($0) } ?? false
    return hasFinding || isTooMuch ? 1 : 0
  }

  /// One state of the manifests, analysed.
  private struct Side {
    var report: AnalysisReport
    var network: PolicySnapshot
    var problems: [InputProblem]
  }

  private static func side(
    _ paths: [String], _ context: CommandContext, _ options: EvaluationOptions
  ) throws -> Side {
    let size = try context.arguments.size(.maxFileSize) ?? 256 << 20
    let request = InputRequest(paths: paths, maximumFileSize: size)
    // Without a path the request would be for the cluster.
    let input = paths.isEmpty ? LoadedInput.nothing : try LoadedInput(request, context.environment)
    for text in input.notices { context.notice(text) }
    let (snapshot, _) = input.snapshot(options)
    return Side(
      report: RiskEngine.evaluate(input.objects, options: options), network: snapshot.policySnapshot,
      problems: input.problems)
  }
}
