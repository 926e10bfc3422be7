/// An answer that the proxy gives in the server's place.
package enum ScriptedAnswer: Sendable {
  /// A refusal in the format that the client asks for; `retryAfter` is the header as it stands, right or wrong:
  /// `30`, `soon`, `Wed, 21 Oct 2026 07:28:00 GMT`.
  case status(ServerStatus, retryAfter: String? = nil)
  /// A watch that begins well and whose first event is an `ERROR`, as a server answers a resourceVersion that is too old.
  case watchError(ServerStatus)
  /// 200 with a page instead of an object, as from a captive proxy.
  case htmlPage
  /// 200 and nothing.
  case empty
  /// 200 and a watch that ends at once.
  case emptyWatch
  case raw(status: Int, headers: [(String, String)], body: [UInt8])

  /// Head and body as they go out.
  func bytes(for request: ProxiedRequest) -> [UInt8] {
    let isProtobuf = request.accept.contains("application/vnd.kubernetes.protobuf")
    let type = isProtobuf ? "application/vnd.kubernetes.protobuf" : "application/json"
    switch self {
    case .status(let status, let retryAfter):
      let headers = [("Content-Type", type)] + (retryAfter.map { [("Retry-After", $0)] } ?? [])
      return Self.message(status.code, headers, isProtobuf ? status.protobuf : status.json)
    case .watchError(let status):
      let frame = WatchFrame.error(status, isProtobuf: isProtobuf)
      return Self.stream(isProtobuf ? type + ";stream=watch" : type, frame)
    case .emptyWatch: return Self.stream(isProtobuf ? type + ";stream=watch" : type, [])
    case .htmlPage:
      let page = "<!DOCTYPE html><html><body><h1>Please sign in</h1></body></html>"
      return Self.message(200, [("Content-Type", "text/html; charset=utf-8")], Array(page.utf8))
    case .empty: return Self.message(200, [("Content-Type", type)], [])
    case .raw(let status, let headers, let body): return Self.message(status, headers, body)
    }
  }

  private static func message(_ status: Int, _ headers: [(String, String)], _ body: [UInt8]) -> [UInt8] {
    let head = MessageHead(
      start: "HTTP/1.1 \(status) Scripted", headers: headers + [("Content-Length", String(body.count))])
    return head.bytes + body
  }

  private static func stream(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let head = MessageHead(
      start: "HTTP/1.1 200 OK", headers: [("Content-Type", type), ("Transfer-Encoding", "chunked")])
    return head.bytes + BodyDecoder.chunk(body) + BodyDecoder.lastChunk
  }
}
