import HTTPServer
import Support

/// One of the operator's servers: a handful of paths, GET alone.
final class OperatorServer: Sendable {
  private let server: HTTPServer

  /// Listens from now on.
  init(
    _ address: ListenAddress, flag: String, tls: ServerTLS?, handler: @escaping HTTPServer.Handler
  ) throws(OperatorFailure) {
    var failure: ServerError?
    for host in address.candidates {
      var configuration = ServerConfiguration()
      configuration.address = host
      configuration.port = address.port
      configuration.tls = tls
      configuration.bodyLimit = 1 << 10
      configuration.connectionLimit = 64
      configuration.threads = 1
      do throws(ServerError) {
        let server = try HTTPServer(configuration: configuration) { request in
          request.method == "GET" || request.method == "HEAD"
            ? await handler(request) : Self.text(405, "only GET is answered here\n")
        }
        try server.start()
        self.server = server
        return
      } catch { failure = error }
    }
    let reason = failure.map { "\($0)" } ?? ""
    throw OperatorFailure("--\(flag): cannot listen on \(address.host):\(address.port) (\(reason))")
  }

  var port: UInt16 { server.port }

  func stop() async { await server.stop() }

  static func text(_ status: Int, _ text: String, type: String = "text/plain; charset=utf-8") -> ServerResponse {
    ServerResponse(status: status, headers: [HeaderField("Content-Type", type)], body: .bytes(Array(text.utf8)))
  }
}
