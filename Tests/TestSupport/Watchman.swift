import Foundation
import Glibc

/// Kills a child process when this one is gone, however it went: no child outlives its tests.
package final class Watchman: Sendable {
  private let process = Process()
  /// The watchman acts when nobody holds its other end.
  private let leash = Pipe()

  package init(of child: Int32) throws {
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "cat; kill -9 \(child)"]
    process.standardInput = leash
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { dismiss() }

  /// The child has ended: another process may get its number.
  package func dismiss() {
    if process.isRunning { _ = kill(process.processIdentifier, SIGKILL) }
    try? leash.fileHandleForWriting.close()
  }
}
