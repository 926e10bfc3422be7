package import Support

/// A `metav1.Status` that the proxy makes up.
package struct ServerStatus: Hashable, Sendable {
  package var code: Int
  package var reason: String
  package var message: String
  /// The reason of one cause: `ResourceVersionTooLarge`.
  package var cause: String?
  package var retryAfterSeconds: Int?

  package init(_ code: Int, _ reason: String, _ message: String, cause: String? = nil, retryAfterSeconds: Int? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.cause = cause
    self.retryAfterSeconds = retryAfterSeconds
  }

  package static let expired = ServerStatus(410, "Expired", "too old resource version: 1 (1000)")
  package static let expiredContinue = ServerStatus(
    410, "Expired",
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter."
  )
  package static let tooManyRequests = ServerStatus(
    429, "TooManyRequests", "the server has received too many requests and has asked us to try again later",
    retryAfterSeconds: 1)
  package static let internalError = ServerStatus(
    500, "InternalError", "Internal error occurred: etcdserver: leader changed")
  package static let unavailable = ServerStatus(
    503, "ServiceUnavailable", "the server is currently unable to handle the request")
  package static let tooLargeResourceVersion = ServerStatus(
    504, "Timeout", "Too large resource version: 1000, current: 1", cause: "ResourceVersionTooLarge",
    retryAfterSeconds: 1)
  /// What a server without the feature gate `WatchList` says (apimachinery `ValidateListOptions`).
  package static let sendInitialEventsForbidden = ServerStatus(
    422, "Invalid",
    "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"
  )

  package var tree: Tree {
    let details = Tree.members(
      ("causes", cause.map { [["reason": .string($0), "message": "Too large resource version"]] }),
      ("retryAfterSeconds", retryAfterSeconds.map { .integer(Int64($0)) }))
    return .members(
      ("kind", "Status"), ("apiVersion", "v1"), ("metadata", .object([])), ("status", "Failure"),
      ("message", .string(message)), ("reason", .string(reason)), ("details", details),
      ("code", .integer(Int64(code))))
  }

  var json: [UInt8] { JSONWriter().bytes(tree) }

  /// The message of `generated.proto` inside its envelope.
  var protobuf: [UInt8] {
    var details = ProtobufWriter()
    if let cause {
      var message = ProtobufWriter()
      message.write(1, cause)
      message.write(2, "Too large resource version")
      details.write(4, message.bytes)
    }
    if let retryAfterSeconds { details.write(5, retryAfterSeconds) }
    var status = ProtobufWriter()
    status.write(1, [])
    status.write(2, "Failure")
    status.write(3, message)
    status.write(4, reason)
    status.write(5, details.bytes)
    status.write(6, code)
    return ProtobufWriter.envelope(apiVersion: "v1", kind: "Status", status.bytes)
  }
}
