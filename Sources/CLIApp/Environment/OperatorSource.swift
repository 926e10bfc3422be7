package import OperatorApp

/// What runs as the operator: the operator in the program, something that returns at once in tests of its flags.
package struct OperatorSource: Sendable {
  /// Returns when the operator has stopped; throws a `CommandFailure`.
  package let run: @Sendable (OperatorOptions, CommandLineEnvironment) throws -> Void

  package init(run: @escaping @Sendable (OperatorOptions, CommandLineEnvironment) throws -> Void) { self.run = run }

  /// Runs the operator of this process until a signal ends it.
  package static let process = OperatorSource { options, environment in
    let zones = environment.zones
    let failure = Waiting.for { () -> CommandFailure? in
      do {
        try await OperatorProcess.run(options, version: VersionCommand.current, zones: zones) {
          StandardError.write($0)
        }
        return nil
      } catch { return CommandFailure((error as? OperatorFailure)?.message ?? "\(error)") }
    }
    if let failure { throw failure }
  }
}
