import Dispatch
package import OperatorApp
import Support

/// What runs as the operator: the operator in the program, something that returns at once in tests of its flags.
package struct OperatorSource: Sendable {
  /// Returns when the operator has stopped; throws a `CommandFailure`.
  package let run: @Sendable (OperatorOptions, CommandLineEnvironment) throws -> Void

  package init(run: @escaping @Sendable (OperatorOptions, CommandLineEnvironment) throws -> Void) { self.run = run }

  /// Runs the operator of this process until a signal ends it.
  package static let process = OperatorSource { options, environment in
    let zones = environment.zones
    let outcome = Lock<(any Error)?>(nil)
    let finished = DispatchSemaphore(value: 0)
    // The command line is synchronous; its thread waits here, and is none of those that tasks run on.
    Task.detached {
      do {
        try await OperatorProcess.run(options, version: VersionCommand.current, zones: zones) {
          StandardError.write($0)
        }
      } catch { outcome.withLock { $0 = error } }
      finished.signal()
    }
    finished.wait()
    if let error = outcome.withLock({ $0 }) {
      throw CommandFailure((error as? OperatorFailure)?.message ?? "\(error)")
    }
  }
}
