import KubeCore
package import Support

/// A request to the API server as a value: what is asked, without who asks and of which server.
package struct APIRequest: Hashable, Sendable {
  /// What the body is, with its bytes.
  package struct Body: Hashable, Sendable {
    package var contentType: String
    package var bytes: [UInt8]

    package init(contentType: String, bytes: [UInt8]) {
      self.contentType = contentType
      self.bytes = bytes
    }

    /// A tree as JSON.
    package static func json(_ tree: Tree, as contentType: String = WireFormat.json.rawValue) -> Body {
      Body(contentType: contentType, bytes: JSONWriter().bytes(tree))
    }
  }

  package var method: HTTPRequest.Method
  /// The path below the server's own, escaped: `/api/v1/pods`.
  package var path: String
  package var query: [QueryItem] = []
  package var accept = WireFormat.json.rawValue
  package var body: Body?
  package var pool: HTTPRequest.Pool
  /// From the start to the last byte; `nil` for none.
  package var timeout: Duration?
  /// The longest time without a byte of the body; `nil` for none.
  package var idleTimeout: Duration?
  /// How often it is sent again where the server asks to with `Retry-After`.
  package var maxRetries = RetryPolicy.maxRetries
  /// What it is about, for messages: `pods web/api-0`.
  package var words: String

  package init(_ method: HTTPRequest.Method, path: String, pool: HTTPRequest.Pool, words: String? = nil) {
    self.method = method
    self.path = path
    self.pool = pool
    self.words = words ?? path
  }

  /// The path with the query behind it.
  package var target: String { query.isEmpty ? path : "\(path)?\(QueryItem.text(query))" }
}

extension APIRequest {
  /// Servers end requests other than watches after a minute (`--request-timeout`); this is for those that cannot.
  package static let defaultTimeout: Duration = .seconds(75)
  /// The longest pause in the body of a list.
  package static let listIdleTimeout: Duration = .seconds(60)
  /// A server sends a bookmark about every minute (`bookmarkFrequency` of the watch cache): silence for longer means
  /// that it is frozen.
  package static let bookmarkWatchdog: Duration = .seconds(90)
}
