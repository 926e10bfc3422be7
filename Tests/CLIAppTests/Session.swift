import CLIApp
import Support

/// One run of the program in-process: what it wrote, and its exit code.
struct Session {
  var output = ""
  var error = ""
  var exitCode: Int32 = 0

  /// The moment that tests take for now: 2026-11-21T06:00:00Z.
  static let now = Timestamp(seconds: 1_795_240_800)

  /// Runs `netrisk` with these words.
  static func run(
    _ words: String..., as name: String = "netrisk", standardInput: String = "", variables: [String: String] = [:],
    isTerminal: Bool = false, terminalWidth: Int? = nil, zones: ZoneDatabase = .system,
    analysis: AnalysisSource = .manifests
  ) -> Session {
    run(
      words: words, as: name, standardInput: standardInput, variables: variables, isTerminal: isTerminal,
      terminalWidth: terminalWidth, zones: zones, analysis: analysis)
  }

  static func run(
    words: [String], as name: String = "netrisk", standardInput: String = "", variables: [String: String] = [:],
    isTerminal: Bool = false, terminalWidth: Int? = nil, zones: ZoneDatabase = .system,
    analysis: AnalysisSource = .manifests
  ) -> Session {
    var session = Session()
    var output = ""
    var error = ""
    let environment = CommandLineEnvironment(
      arguments: ["/usr/local/bin/" + name] + words, variables: variables,
      standardInput: { (_) throws(CommandFailure) in Array(standardInput.utf8) }, writeOutput: { output += $0 },
      writeError: { error += $0 }, outputIsTerminal: isTerminal, errorIsTerminal: isTerminal,
      terminalWidth: terminalWidth, clock: { now }, zones: zones)
    // An operator would not return.
    let operation = OperatorSource { _, _ in }
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
