import KubeClient
import KubeCore
import NetRiskAPI
import Support

/// `netrisk reconcile`: asks the operator for a fresh look, and waits for it.
enum ReconcileCommand: Command {
  static let all = OptionSpec("all", "Every NetRisk of the namespace")
  static let allNamespaces = OptionSpec("all-namespaces", short: "A", "Every NetRisk of every namespace")
  static let cluster = OptionSpec("cluster", "The ClusterNetRisk, too")
  static let timeout = OptionSpec(
    "timeout", value: .text("DURATION"), "How long to wait, such as 90s or 2m; 0 not at all (default 30s)")

  static let spec = CommandSpec(
    name: "reconcile", summary: "Have the operator look at NetRisks again, and wait for it",
    description: [
      """
      Set the annotation netrisk.dev/requested-at of NetRisk objects to the current time, and wait until the operator \
      has analysed the cluster anew and says so in status.lastHandledRequest.
      """
    ],
    usage: ["[NAME...] [options]"], positionals: [CommandSpec.Positional(isRequired: false, isRepeatable: true)],
    options: [.namespaceOfObjects, all, allNamespaces, cluster, timeout, .kubeconfig, .context, .quiet],
    examples: [
      CommandSpec.Example("Look at one workload again", "{program} reconcile deployment-homeassistant -n automation"),
      CommandSpec.Example("Look at everything again", "{program} reconcile --all-namespaces --cluster"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "The operator has looked at all of them."),
      CommandSpec.ExitCode(1, "The command line is wrong, or one of them was not looked at in time."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let environment = context.environment
    let selection = try ReconcileSelection(context.arguments)
    let wait = try context.arguments.duration(timeout) ?? .seconds(30)
    let connection = try environment.cluster.connect(ClusterTarget(context.arguments), environment)
    for notice in connection.notices { context.notice(notice) }
    let request = ReconcileRequest(client: connection.client, value: environment.clock().rfc3339, timeout: wait)
    let result = Waiting.for(
      { (tell: @escaping @Sendable (ReconcileRequest.News) -> Void) -> Result<Bool, KubeError> in
        let result: Result<Bool, KubeError>
        do throws(KubeError) { result = .success(try await request.run(selection, tell)) } catch {
          result = .failure(error)
        }
        await connection.close()
        return result
      },
      hearing: { news in
        switch news {
        case .done(let text): context.write(lines: [printable(text)])
        case .failed(let text): environment.writeError("error: \(printable(text)).\n")
        }
      })
    do throws(KubeError) { return try result.get() ? 0 : 1 } catch {
      var failure = connection.failure(error, reading: "NetRisks")
      if error.isNotFound {
        failure.advice.append("Are NetRisk's CustomResourceDefinitions installed? They are in config/crd.")
      }
      throw failure
    }
  }
}

extension OptionSpec {
  static let namespaceOfObjects = OptionSpec(
    "namespace", short: "n", value: .text("NAMESPACE"), "Namespace of the NetRisks (default the context's)")
}

extension ParsedArguments {
  /// A duration as Go's `time.ParseDuration` reads it, without sign and with units from `ms` up; a bare `0` too.
  func duration(_ option: OptionSpec) throws(UsageError) -> Duration? {
    guard let text = value(option) else { return nil }
    if text == "0" { return .zero }
    var rest = text[...]
    var total = Duration.zero
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
      let milliseconds = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000][unit]
      guard let number = Int(digits), number <= 1_000_000, let milliseconds else { break }
      total += .milliseconds(number * milliseconds)
      rest = rest.dropFirst(digits.count + unit.count)
    }
    guard rest.isEmpty, !text.isEmpty else {
      throw UsageError("--\(option.name) takes a duration such as 90s or 2m, not \(quoted(text))")
    }
    return total
  }
}
