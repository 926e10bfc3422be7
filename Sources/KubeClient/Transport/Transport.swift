/// Carries HTTP requests to a server and answers back. Implemented by CurlTransport, and by scripts in tests.
package protocol Transport: Sendable {
  /// Sends one request; returns when the head of the response is there. Redirects are not followed.
  ///
  /// Cancelling the calling task ends the exchange.
  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
  /// Ends every exchange with ``TransportError/Code/closed`` and returns when all connections are closed.
  func shutdown() async
}

/// The body of a response as it arrives.
package protocol HTTPBody: AnyObject, Sendable {
  /// All bytes that have arrived since the last call, at least one; waits where there are none. `nil` when the body
  /// is complete: the announced length was reached, or the last chunk was read. A connection that closes before is an
  /// error, never an end.
  func next() async throws(TransportError) -> [UInt8]?
  /// Ends the exchange; ``next()`` throws ``TransportError/Code/cancelled`` from then on. Safe to call twice.
  func cancel()
}

/// A response whose body is still to come. Whoever holds it reads the body to its end or cancels it.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: [HTTPHeader]
  package var body: any HTTPBody

  package init(status: Int, headers: [HTTPHeader], body: any HTTPBody) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, in any case.
  package subscript(header name: String) -> String? { headers.first { $0.isNamed(name) }?.value }
}
