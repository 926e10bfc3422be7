import CLIApp
import Dispatch
import Support

/// One run of the program in-process: what it wrote, and its exit code.
struct Session: Equatable {
  var output = ""
  var error = ""
  var exitCode: Int32 = 0

  /// The moment that tests take for now: 2026-11-21T06:00:00Z.
  static let now = Timestamp(seconds: 1_795_240_800)

  /// Runs `netrisk` with these words.
  static func run(
    _ words: String..., as name: String = "netrisk", standardInput: String = "", variables: [String: String] = [:],
    isTerminal: Bool = false, terminalWidth: Int? = nil, zones: ZoneDatabase = .system,
    analysis: AnalysisSource = .input
  ) -> Session {
    run(
      words: words, as: name, standardInput: standardInput, variables: variables, isTerminal: isTerminal,
      terminalWidth: terminalWidth, zones: zones, analysis: analysis)
  }

  /// Runs a command that waits for a cluster: on a thread of its own, which those of the tasks do not need.
  static func run(
    waiting words: String..., variables: [String: String] = [:], cluster: ClusterSource = .kubeconfig
  ) async -> Session {
    await run(waiting: words, variables: variables, cluster: cluster)
  }

  static func run(
    waiting words: [String], variables: [String: String] = [:], cluster: ClusterSource = .kubeconfig
  ) async -> Session {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "netrisk.command").async {
        continuation.resume(returning: run(words: words, variables: variables, cluster: cluster))
      }
    }
  }

  /// - Parameters:
  ///   - operation: what runs as the operator; a real one would not return.
  ///   - configuration: text of configuration files by name; the test's own working directory has none.
  static func run(
    words: [String], as name: String = "netrisk", standardInput: String = "", variables: [String: String] = [:],
    isTerminal: Bool = false, terminalWidth: Int? = nil, zones: ZoneDatabase = .system,
    analysis: AnalysisSource = .input, cluster: ClusterSource = .kubeconfig,
    operation: OperatorSource = OperatorSource { _, _ in }, configuration: [String: String] = [:]
  ) -> Session {
    var session = Session()
    var output = ""
    var error = ""
    let environment = CommandLineEnvironment(
      arguments: ["/usr/local/bin/" + name] + words, variables: variables,
      standardInput: { (_) throws(CommandFailure) in Array(standardInput.utf8) }, writeOutput: { output += $0 },
      writeError: { error += $0 }, outputIsTerminal: isTerminal, errorIsTerminal: isTerminal,
      terminalWidth: terminalWidth, clock: { now }, zones: zones, cluster: cluster,
      sourceRoot: SourceRoot(workingDirectory: "/work"), files: ConfigurationFiles(texts: configuration))
    session.exitCode = NetRiskCommand.run(in: environment, analysis: analysis, operation: operation)
    session.output = output
    session.error = error
    return session
  }

  /// Lines that are wider than `width`, in characters.
  func lines(widerThan width: Int) -> [String] {
    output.split(separator: "\n").map(String.init).filter { $0.count > width }
  }
}
