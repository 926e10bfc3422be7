import Dispatch
import Glibc
import KubeRuntime

/// SIGINT and SIGTERM, waited for.
final class SignalWaiter: Sendable {
  private let arrived = Gate()
  private let queue = DispatchQueue(label: "netrisk.signals")

  init() {
    for number in [SIGINT, SIGTERM] {
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      let arrived = arrived
      // The handler holds the source: it lives as long as the process.
      source.setEventHandler {
        _ = source
        arrived.open()
      }
      source.resume()
    }
  }

  /// Returns when a signal has come, after ``stop()``, or when the task is cancelled.
  func wait() async { await arrived.wait() }

  func stop() { arrived.open() }
}
