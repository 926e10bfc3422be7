import Foundation
import Glibc
import Support

/// The machine's programs. Each runs beside a thread of its own, which waits for it: the cooperative pool never does.
package struct SystemProcesses: ProcessRunner {
  package init() {}

  package var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  package func run(_ command: ProcessCommand) async throws(ProcessFailure) -> ProcessOutput {
    let child = ChildProcess(command)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: child.run()) }
      }
    } onCancel: {
      child.end()
    }
    return try result.get()
  }
}
