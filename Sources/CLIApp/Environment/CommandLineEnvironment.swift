package import KubeClient
package import Support

/// Everything that the command line takes from and gives to the world, so that tests run commands in-process.
package struct CommandLineEnvironment {
  /// With the program's own name first.
  package var arguments: [String]
  package var variables: [String: String]
  /// Reads standard input to its end, at most so many bytes and one more.
  package var standardInput: (Int) throws(CommandFailure) -> [UInt8]
  package var writeOutput: (String) -> Void
  package var writeError: (String) -> Void
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// Columns of the terminal behind standard output, where it tells.
  package var terminalWidth: Int?
  package var clock: () -> Timestamp
  package var zones: ZoneDatabase
  package var cluster: ClusterSource
  package var sourceRoot: SourceRoot
  /// Where configuration files are read, relative paths as from the working directory.
  package var files: any FileAccess

  package init(
    arguments: [String], variables: [String: String] = [:],
    standardInput: @escaping (Int) throws(CommandFailure) -> [UInt8], writeOutput: @escaping (String) -> Void,
    writeError: @escaping (String) -> Void, outputIsTerminal: Bool = false, errorIsTerminal: Bool = false,
    terminalWidth: Int? = nil, clock: @escaping () -> Timestamp, zones: ZoneDatabase,
    cluster: ClusterSource = .kubeconfig, sourceRoot: SourceRoot = SourceRoot(workingDirectory: "/"),
    files: any FileAccess
  ) {
    self.arguments = arguments
    self.variables = variables
    self.standardInput = standardInput
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.terminalWidth = terminalWidth
    self.clock = clock
    self.zones = zones
    self.cluster = cluster
    self.sourceRoot = sourceRoot
    self.files = files
  }
}

extension CommandLineEnvironment {
  /// The last part of the path that the program was called by.
  var calledBy: String {
    arguments.first?.split(separator: "/").last.map(String.init) ?? "netrisk"
  }

  /// How usage text names the program: `kubectl netrisk` when kubectl runs it as its plugin.
  var program: String { calledBy.hasPrefix("kubectl-") ? "kubectl netrisk" : "netrisk" }

  /// Columns for standard output: the terminal's, then `COLUMNS`, at least 60; 80 where it is no terminal.
  var width: Int {
    guard outputIsTerminal else { return 80 }
    return max(60, terminalWidth ?? variables["COLUMNS"].flatMap { Int($0) } ?? 80)
  }

  /// Whether to colour a stream. `--color always` and `never` decide; else only on a terminal, without `NO_COLOR`
  /// (no-color.org: set and not empty) and not on `TERM=dumb`.
  func isColored(_ arguments: ParsedArguments, isTerminal: Bool) -> Bool {
    if arguments.isSet(.noColor) { return false }
    switch arguments.value(.color) {
    case "always": return true
    case "never": return false
    default:
      return isTerminal && (variables["NO_COLOR"] ?? "").isEmpty && variables["TERM"] != "dumb"
    }
  }
}
