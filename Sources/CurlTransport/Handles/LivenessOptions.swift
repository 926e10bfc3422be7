internal import CCurl

/// Owns the socket options where libcurl can read them for as long as it opens sockets.
struct LivenessOptions: ~Copyable {
  let pointer: UnsafeMutablePointer<ccurl_liveness>

  init(_ liveness: ConnectionLiveness) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(
      to: ccurl_liveness(
        idle: Int32(clamping: liveness.keepAliveIdle.components.seconds),
        interval: Int32(clamping: liveness.keepAliveInterval.components.seconds),
        probes: Int32(clamping: liveness.keepAliveProbes),
        user_timeout: UInt32(clamping: liveness.userTimeout.wholeMilliseconds)))
  }

  deinit { pointer.deallocate() }
}
