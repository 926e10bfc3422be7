/// A command: what it says of itself, and what it does.
protocol Command: Sendable {
  static var spec: CommandSpec { get }

  /// Carries the command out and gives its exit code; throws a `UsageError` or a `CommandFailure`.
  static func run(_ context: CommandContext) throws -> Int32
}

/// What one run of a command works with.
struct CommandContext {
  let environment: CommandLineEnvironment
  let arguments: ParsedArguments
  /// What holds where an option is not given.
  let defaults: CommandDefaults
  let analysis: AnalysisSource
  let operation: OperatorSource

  func write(_ text: String) { environment.writeOutput(text) }

  func write(lines: [String]) {
    if !lines.isEmpty { environment.writeOutput(lines.joined(separator: "\n") + "\n") }
  }

  /// Something to know that is no error; `-q` silences it.
  func notice(_ text: String) {
    if !arguments.isSet(.quiet) { environment.writeError(printable(text) + "\n") }
  }
}
