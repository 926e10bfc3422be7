internal import CCurl
internal import Glibc

/// Owns the epoll instance that the thread waits with.
final class Poller {
  private let descriptor: Int32
  private let ready: UnsafeMutableBufferPointer<ccurl_readiness>

  /// `nil` when the process has no descriptor left.
  init?() {
    let descriptor = ccurl_poller_create()
    if descriptor < 0 { return nil }
    self.descriptor = descriptor
    ready = .allocate(capacity: 64)
  }

  deinit {
    close(descriptor)
    ready.deallocate()
  }

  /// Neither input nor output: the socket is watched no longer. `tag` comes back with what happens.
  func watch(_ socket: Int32, tag: UInt32, input: Bool, output: Bool) -> Bool {
    ccurl_poller_watch(
      descriptor, ccurl_readiness(tag: tag, descriptor: socket, input: input, output: output, failure: false))
  }

  /// Waits until something is ready or the time is over; `nil` waits for ever.
  func wait(_ time: Duration?) -> Slice<UnsafeMutableBufferPointer<ccurl_readiness>> {
    let count = ccurl_poller_wait(descriptor, ready.baseAddress, Int32(ready.count), Self.milliseconds(time))
    return ready[0..<max(0, Int(count))]
  }

  /// Waits until this one descriptor can be read or the time is over, whatever else is ready.
  func wait(for descriptor: Int32, _ time: Duration) {
    var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&one, 1, Self.milliseconds(time))
  }

  /// Rounded up: waking before the time would only mean waiting again.
  private static func milliseconds(_ time: Duration?) -> Int32 {
    guard let time else { return -1 }
    return time <= .zero ? 0 : Int32(clamping: time.wholeMilliseconds)
  }
}
