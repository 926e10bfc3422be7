import KubeCore
import RiskEngine
import Support

/// `netrisk explain`: reads the topic and hands it to the file that knows it.
enum ExplainCommand: Command {
  static let from = OptionSpec("from", value: .text("NS/POD|CIDR"), "Where the connection is opened (connection)")
  static let to = OptionSpec("to", value: .text("NS/POD|CIDR"), "Where it goes (connection)")
  static let port = OptionSpec(
    "port", value: .text("PROTO/PORT"), "The destination pod's own port, such as TCP/8123 (connection)")

  static let spec = CommandSpec(
    name: "explain", summary: "Explain a pod, a workload, the cluster or one connection",
    description: [
      """
      Explain how policies hold a pod, where a workload's risk comes from, which inputs and formulas the cluster's \
      numbers are made of, or whether one connection may be opened and which rule decides it.
      """,
      "A CIDR block or an address may stand in the place of a pod at one end of a connection.", OptionSpec.sources,
      OptionSpec.configuration,
    ],
    usage: [
      "pod NAMESPACE/NAME [-f PATH...]", "workload KIND/NAMESPACE/NAME [-f PATH...]", "cluster [-f PATH...]",
      "connection --from NS/POD|CIDR --to NS/POD|CIDR --port PROTO/PORT [-f PATH...]",
    ],
    positionals: [
      CommandSpec.Positional(choices: ExplainTopic.names), CommandSpec.Positional(isRequired: false),
    ],
    options: [
      .filename, .kubeconfig, .context, from, to, port, .output(["text", "json", "yaml"]), .engine, .config, .noConfig,
      .at, .maxFileSize, .quiet,
    ],
    examples: [
      CommandSpec.Example(
        "See why a connection is refused",
        "{program} explain connection -f manifests/ --from automation/homeassistant-0 \\\n"
          + "  --to media/plex-0 --port TCP/32400"),
      CommandSpec.Example(
        "See which policies select a pod", "{program} explain pod automation/homeassistant-0 -f manifests/"),
      CommandSpec.Example("See where the numbers of a running cluster come from", "{program} explain cluster"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "Explained."),
      CommandSpec.ExitCode(
        1, "The command line is wrong, something in the input could not be used, or no cluster could be read."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let topic = try ExplainTopic(context.arguments)
    let input = try context.loadInput()
    let options = try EvaluationOptions(context)
    let (snapshot, refused) = input.snapshot(options)
    func report() -> AnalysisReport { RiskEngine.evaluate(input.objects, options: options) }
    let explanation: Explanation =
      switch topic {
      case .pod(let namespace, let name):
        try PodExplanation(snapshot, report(), namespace: namespace, name: name).explanation
      case .workload(let key): try WorkloadExplanation(snapshot, report(), key: key).explanation
      case .cluster: ClusterExplanation(cluster: report().cluster).explanation
      case .connection(let question): try ConnectionExplanation(snapshot, question).explanation
      }
    switch context.arguments.value(.anyOutput) {
    case "json": context.write(Documents.json(explanation.tree))
    case "yaml": context.write(Documents.yaml(explanation.tree))
    default: context.write(lines: explanation.lines(width: context.environment.width))
    }
    return context.report(input.problems + refused)
  }
}
