internal import CCurl
internal import Glibc

/// Owns the eventfd that wakes the thread from any other.
struct Wakeup: ~Copyable, Sendable {
  let descriptor: Int32

  /// `nil` when the process has no descriptor left.
  init?() {
    let descriptor = ccurl_wakeup_create()
    if descriptor < 0 { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func signal() { ccurl_wakeup_signal(descriptor) }

  func clear() { ccurl_wakeup_clear(descriptor) }
}
