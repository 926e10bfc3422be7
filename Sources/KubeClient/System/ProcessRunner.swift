/// Runs programs. Comes in through initializers, so that tests need none.
package protocol ProcessRunner: Sendable {
  /// Runs a program to its end. Cancelling the calling task ends the program.
  func run(_ command: ProcessCommand) async throws(ProcessFailure) -> ProcessOutput
  /// Whether standard input is a terminal.
  var hasTerminal: Bool { get }
}

/// One program with all that it is given.
package struct ProcessCommand: Hashable, Sendable {
  /// An absolute path, or a name that is looked up in the `PATH` of ``environment``.
  package var executable: String
  package var arguments: [String]
  /// The whole environment.
  package var environment: [String: String]
  /// Standard input is the client's own; else it is empty.
  package var inheritsInput = false
  /// What it may write before it is ended.
  package var outputLimit = 1 << 20

  package init(executable: String, arguments: [String], environment: [String: String]) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
  }
}

package struct ProcessOutput: Hashable, Sendable {
  /// The exit code; 128 and the signal's number for a program that a signal ended.
  package var exitCode: Int32
  /// Standard output. Standard error goes where the client's own goes.
  package var output: [UInt8]

  package init(exitCode: Int32, output: [UInt8]) {
    self.exitCode = exitCode
    self.output = output
  }
}

/// Why a program has no result.
package enum ProcessFailure: Error, Hashable {
  /// No such program.
  case notFound
  /// It could not be started, in the system's words.
  case notStarted(String)
  /// More than ``ProcessCommand/outputLimit``.
  case tooMuchOutput
  case cancelled
}
