import DevAPIServer
import HTTPServer
import KubeCore
import Support
import Testing

/// Talks to a server in this process as its administrator.
struct LocalClient {
  struct Answer {
    var status: Int
    var headers: [HeaderField]
    var bytes: [UInt8]

    var tree: Tree {
      get throws {
        try JSONReader.read(bytes) { (reader) throws(WireError) in try reader.tree() }
      }
    }

    subscript(header name: String) -> String? { headers.first { $0.isNamed(name) }?.value }
  }

  let server: DevAPIServer

  init(_ configure: (inout DevAPIServerConfiguration) -> Void = { _ in }) {
    var configuration = DevAPIServerConfiguration()
    configuration.seed = 1
    configure(&configuration)
    server = DevAPIServer(configuration)
  }

  func send(
    _ method: String, _ target: String, _ body: Tree? = nil, accept: String = "application/json",
    contentType: String = "application/json", token: String? = "admin-token"
  ) async -> ServerResponse {
    await send(method, target, bytes: body.map { JSONWriter().bytes($0) } ?? [], accept, contentType, token)
  }

  func send(
    _ method: String, _ target: String, bytes: [UInt8], _ accept: String = "application/json",
    _ contentType: String = "application/json", _ token: String? = "admin-token"
  ) async -> ServerResponse {
    let parsed = RequestTarget(target)
    var request = ServerRequest(
      method: method, path: parsed?.path ?? "", query: parsed?.query ?? [],
      headers: [HeaderField("Accept", accept), HeaderField("Content-Type", contentType)], body: bytes)
    if let token { request.headers.append(HeaderField("Authorization", "Bearer \(token)")) }
    return await server.handle(request)
  }

  func ask(
    _ method: String, _ target: String, _ body: Tree? = nil, accept: String = "application/json",
    contentType: String = "application/json", token: String? = "admin-token"
  ) async throws -> Answer {
    try Self.whole(
      await send(method, target, body, accept: accept, contentType: contentType, token: token))
  }

  static func whole(_ response: ServerResponse) throws -> Answer {
    let bytes: [UInt8] =
      switch response.body {
      case .bytes(let bytes): bytes
      case .pieces(let pieces): pieces.flatMap { $0 }
      case .stream(let stream): stream.takePending()
      }
    return Answer(status: response.status, headers: response.headers, bytes: bytes)
  }

  /// The events that a watch has written so far.
  func events(_ response: ServerResponse) throws -> [Tree] {
    try Self.whole(response).bytes.split(separator: 0x0A).map { line in
      try JSONReader.read(Array(line)) { (reader) throws(WireError) in try reader.tree() }
    }
  }
}
