/// An answer. `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the server's to write.
package struct ServerResponse: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// One body in pieces that are shared with others and never copied together: a list of cached objects.
    case pieces([ArraySlice<UInt8>])
    /// Sent in chunks while the exchange lasts: a watch.
    case stream(ResponseStream)
  }

  package var status: Int
  package var headers: [HeaderField]
  package var body: Body

  package init(status: Int, headers: [HeaderField] = [], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
