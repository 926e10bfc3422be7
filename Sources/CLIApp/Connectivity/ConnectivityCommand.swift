import KubeCore
import NetworkSemantics
import RiskEngine
import Support

/// `netrisk connectivity`.
enum ConnectivityCommand: Command {
  static let workloads = OptionSpec("workloads", "Name workloads (NAMESPACE/KIND/NAME) instead of pods")

  static let spec = CommandSpec(
    name: "connectivity", summary: "List every connection that NetworkPolicies allow",
    description: [
      """
      List the connections that NetworkPolicies allow between pods, by the specification of Kubernetes: one line for \
      each pair, with the destination's ports. Named ports are resolved. Pairs without an allowed connection, a pod \
      with itself, finished pods and pods on the host's network are left out. A workload whose pods are not in the \
      input is judged by its template.
      """,
      "With --workloads, two workloads are connected where any of their pods are.", OptionSpec.sources,
      OptionSpec.configuration,
    ],
    usage: ["[-f PATH...] [--workloads] [options]"],
    options: [
      .filename, .kubeconfig, .context, workloads, .output(["table", "json"]), .config, .noConfig, .maxFileSize, .quiet,
    ],
    examples: [
      CommandSpec.Example("List what the cluster of the current kubeconfig allows", "{program} connectivity"),
      CommandSpec.Example("List what the manifests of a folder allow", "{program} connectivity -f manifests/"),
      CommandSpec.Example(
        "See what a change allows and forbids",
        "diff <({program} connectivity -f before/) <({program} connectivity -f after/)"),
      CommandSpec.Example(
        "Read it in a program, one JSON object a line",
        "{program} connectivity -f manifests/ --workloads -o json"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "Listed."),
      CommandSpec.ExitCode(
        1, "The command line is wrong, something in the input could not be used, or no cluster could be read."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let input = try context.loadInput()
    let (snapshot, refused) = input.snapshot(
      EvaluationOptions(now: context.environment.clock(), zones: context.environment.zones))
    let connectivity = snapshot.policySnapshot.connectivity()
    let names =
      context.arguments.isSet(workloads)
      ? WorkloadNames(snapshot, connectivity.endpoints).names : connectivity.endpoints.map(podName)
    let listing = ConnectivityListing(
      names: names, isJSON: context.arguments.value(.anyOutput) == "json", write: context.write)
    if context.arguments.isSet(workloads) {
      listing.writeMerged(connectivity)
    } else {
      listing.writePairs(connectivity)
    }
    return context.report(input.problems + refused)
  }

  /// `namespace/pod`; `namespace/Kind/name` for a template, whose pods have no names yet.
  private static func podName(_ endpoint: PodEndpoint) -> String {
    endpoint.id.kind == "Pod" ? endpoint.name : "\(endpoint.id.namespace)/\(endpoint.id.kind)/\(endpoint.id.name)"
  }
}

/// The workload of each endpoint, as `namespace/Kind/name`.
struct WorkloadNames {
  let names: [String]

  init(_ snapshot: Snapshot, _ endpoints: [PodEndpoint]) {
    var owners: [String: String] = [:]
    for workload in WorkloadBuilder.workloads(of: snapshot) {
      let key = workload.key
      for pod in workload.pods {
        owners["\(pod.metadata.namespace)/\(pod.metadata.name)"] = "\(key.namespace)/\(key.kind)/\(key.name)"
      }
    }
    names = endpoints.map { endpoint in
      let own = "\(endpoint.id.namespace)/\(endpoint.id.kind)/\(endpoint.id.name)"
      return endpoint.id.kind == "Pod" ? owners[endpoint.name] ?? own : own
    }
  }
}

extension CommandContext {
  /// Reads what `-f` names, or the cluster, and tells the notices.
  func loadInput() throws -> LoadedInput {
    let input = try LoadedInput(try InputRequest(self), environment)
    for text in input.notices { notice(text) }
    return input
  }

  /// Tells problems of the input; any makes the exit code 1.
  func report(_ problems: [InputProblem]) -> Int32 {
    for problem in problems.sorted() { environment.writeError(problem.text + "\n") }
    return problems.isEmpty ? 0 : 1
  }
}
