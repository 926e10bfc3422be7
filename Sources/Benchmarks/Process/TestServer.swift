import Foundation

/// A ``PodServer`` in a process of its own.
final class TestServer {
  let kubeconfig: String
  private let child: Child

  /// Returns when it listens.
  init(pods: Int) throws {
    kubeconfig = NSTemporaryDirectory() + "netrisk-bench-\(getpid())-\(pods).kubeconfig"
    child = try Child(["serve", String(pods), kubeconfig])
    try child.wait(for: "ready")
  }

  /// Gives it a command and waits until it is done.
  func order(_ command: String) throws {
    child.send(command)
    try child.wait(for: "done")
  }

  func stop() {
    child.finish()
    try? FileManager.default.removeItem(atPath: kubeconfig)
  }
}
