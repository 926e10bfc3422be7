/// Why an exchange has no answer, or no whole one.
package struct TransportError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case connectionRefused
    case hostNotFound
    /// No connection within the time for it, or the request's ``HTTPRequest/timeout`` is over.
    case timedOut
    /// No byte for the request's ``HTTPRequest/idleTimeout``: the server is frozen or the path is dead.
    case idle
    /// The certificate, the host name, the version or the handshake.
    case tls
    /// The connection broke: reset, no answer to keep-alives, closed before the body's end.
    case connectionLost
    /// More unread bytes than ``HTTPRequest/bufferLimit``.
    case consumerTooSlow
    case proxy
    /// The request itself cannot be sent: a bad URL, a bad certificate text.
    case invalidRequest
    case cancelled
    /// The transport was shut down.
    case closed
  }

  package var code: Code
  /// One sentence without secrets: `connecting to 127.0.0.1:6443: connection refused`.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
