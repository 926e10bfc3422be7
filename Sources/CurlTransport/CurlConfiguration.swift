/// What a transport does alike for all its requests.
package struct CurlConfiguration: Hashable, Sendable {
  /// From the lookup of the name to the end of the TLS handshake.
  package var connectTimeout: Duration = .seconds(10)
  /// How a peer that no longer answers is noticed.
  package var liveness = ConnectionLiveness()
  /// How long a pooled connection may lie unused before it is closed. Source: `IdleConnTimeout` of Go's
  /// `http.DefaultTransport`, which client-go keeps.
  package var idleConnectionLifetime: Duration = .seconds(90)
  /// How long events of watches may lie in their sockets after others came, where nothing but watches is under way: a
  /// thousand events a second need not wake threads a thousand times. The first event after a pause waits for nothing.
  package var gathering: Duration = .milliseconds(10)
  /// Connections that a pool keeps open between requests.
  package var idleConnections = 8

  package init() {}
}

/// TCP keep-alive and user timeout: the path is dead when nothing is acknowledged.
///
/// A connection is given up with the first probe that falls due `userTimeout` after the last sign of the peer, one that
/// sends as soon as its bytes wait that long for an acknowledgement. The defaults stay under the 45 seconds that
/// client-go takes with HTTP/2 pings (`ReadIdleTimeout` 30 s and `PingTimeout` 15 s in apimachinery,
/// `util/net/http.go`). A frozen process still acknowledges; that is what ``HTTPRequest/idleTimeout`` is for.
package struct ConnectionLiveness: Hashable, Sendable {
  /// Without traffic before the first probe; whole seconds.
  package var keepAliveIdle: Duration = .seconds(15)
  /// Between probes; whole seconds.
  package var keepAliveInterval: Duration = .seconds(5)
  /// Probes without an answer. Linux looks at `userTimeout` instead where that is set (tcp(7)).
  package var keepAliveProbes = 3
  /// `TCP_USER_TIMEOUT`.
  package var userTimeout: Duration = .seconds(30)

  package init() {}
}
