internal import CMicrohttpd
internal import Support

/// Notices clients that close their connection while the server has nothing to say to them.
///
/// libmicrohttpd does not look at a suspended connection: an idle watch whose client has gone would stay for ever.
final class HangupMonitor: Sendable {
  private static let wakeUp: UInt64 = 0
  private let set: Int32
  private let event: Int32
  private let thread = Lock<ServerThread?>(nil)

  /// `nil` when the system has no descriptors left.
  init?() {
    set = cmhd_hangups_create()
    event = cmhd_event_create()
    guard set >= 0, event >= 0, cmhd_hangups_add_wakeup(set, event, Self.wakeUp) else {
      cmhd_close(set)
      cmhd_close(event)
      return nil
    }
  }

  deinit {
    cmhd_close(set)
    cmhd_close(event)
  }

  /// Calls `body` on a thread of its own with the identifier of each connection that was closed.
  func start(_ body: @escaping @Sendable (UInt64) -> Void) -> Bool {
    let started = ServerThread { [self] in
      var identifiers = [UInt64](repeating: 0, count: 64)
      while true {
        let count = cmhd_hangups_wait(set, &identifiers, Int32(identifiers.count))
        if count < 0 { return }
        for identifier in identifiers.prefix(Int(count)) {
          if identifier == Self.wakeUp { return }
          body(identifier)
        }
      }
    }
    guard let started else { return false }
    thread.withLock { $0 = started }
    return true
  }

  /// Ends the thread and waits for it.
  func stop() {
    cmhd_event_signal(event)
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  func add(_ descriptor: Int32, _ identifier: UInt64) { _ = cmhd_hangups_add(set, descriptor, identifier) }
  func remove(_ descriptor: Int32) { cmhd_hangups_remove(set, descriptor) }
}
