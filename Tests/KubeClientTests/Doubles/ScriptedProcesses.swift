import KubeClient
import Support

/// Programs that answer from a script, and are held until a test lets them go.
final class ScriptedProcesses: ProcessRunner {
  typealias Script = @Sendable (ProcessCommand) async throws(ProcessFailure) -> ProcessOutput

  let hasTerminal: Bool
  private let script: Script
  private let run = Lock<[ProcessCommand]>([])

  init(hasTerminal: Bool = false, _ script: @escaping Script) {
    self.hasTerminal = hasTerminal
    self.script = script
  }

  /// Answers each run with the next text, the last one for all that follow.
  convenience init(hasTerminal: Bool = false, writing texts: String...) {
    let rest = Lock(texts)
    self.init(hasTerminal: hasTerminal) { (_) async throws(ProcessFailure) -> ProcessOutput in
      let text = rest.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? "" }
      return ProcessOutput(exitCode: 0, output: Array(text.utf8))
    }
  }

  var commands: [ProcessCommand] { run.withLock { $0 } }

  func run(_ command: ProcessCommand) async throws(ProcessFailure) -> ProcessOutput {
    run.withLock { $0.append(command) }
    return try await script(command)
  }
}
