package import Foundation
import KubeClient

/// The real kubectl, with a folder of its own for its home, its cache and manifests.
package struct KubectlProgram: Sendable {
  package struct Answer: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String

    /// Each line of the output, in words.
    package var rows: [[String]] {
      output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }
  }

  package enum Missing: Error, CustomStringConvertible {
    case program
    package var description: String { "kubectl is neither named by NETRISK_KUBECTL nor on the PATH" }
  }

  package let folder: URL
  private let program: String

  /// Takes what `NETRISK_KUBECTL` names, else what is on the PATH.
  package init(folder: URL) throws {
    self.folder = folder
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["NETRISK_KUBECTL"] {
      program = named
      return
    }
    let places = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/kubectl" }
    guard let found = places.first(where: FileManager.default.isExecutableFile) else { throw Missing.program }
    program = found
  }

  /// Runs kubectl with those arguments; `manifest` becomes the file that `-f` names. It ends with the task.
  package func run(
    _ arguments: [String], kubeconfig: String, manifest: String? = nil
  ) async throws -> Answer {
    let run = folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
    var all = ["--kubeconfig", kubeconfig, "--request-timeout=120s"] + arguments
    if let manifest {
      let file = run.appending(path: "manifest.yaml")
      try manifest.write(to: file, atomically: true, encoding: .utf8)
      all += ["-f", file.path]
    }
    // Files for both streams: the runner hands out one of them only. Foundation's Process is not used: started from
    // many tests at once, it has crashed.
    let (output, errors) = (run.appending(path: "output"), run.appending(path: "errors"))
    let script = "exec \"$@\" >'\(output.path)' 2>'\(errors.path)'"
    let command = ProcessCommand(
      executable: "/bin/sh", arguments: ["-c", script, "sh", program] + all,
      environment: [
        "HOME": folder.path, "KUBECACHEDIR": folder.appending(path: "cache").path,
        // `kubectl diff` runs diff.
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
      ])
    let status = try await SystemProcesses().run(command).exitCode
    return Answer(
      status: status, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
