import CurlTransport
import KubeClient
import Testing

/// Runs `body` with a transport and a scripted server, and ends both.
func withTransport(
  configuration: CurlConfiguration = CurlConfiguration(), _ script: @escaping ScriptedServer.Script,
  _ body: (CurlTransport, ScriptedServer) async throws -> Void
) async throws {
  let server = try ScriptedServer(script)
  let transport = try CurlTransport(configuration)
  do {
    try await body(transport, server)
  } catch {
    server.stop()
    await transport.shutdown()
    throw error
  }
  server.stop()
  await transport.shutdown()
}

extension Transport {
  /// Reads a response to its end.
  func text(_ request: HTTPRequest) async throws -> String {
    let response = try await open(request)
    return String(decoding: try await response.body.rest(), as: UTF8.self)
  }

  /// How the exchange fails, be it before the head or in the body; `nil` when it does not.
  func failure(_ request: HTTPRequest) async -> TransportError? {
    do throws(TransportError) {
      let response = try await open(request)
      while try await response.body.next() != nil {}
      return nil
    } catch {
      return error
    }
  }
}

extension HTTPBody {
  /// All that is still to come.
  func rest() async throws(TransportError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try await next() { bytes += piece }
    return bytes
  }
}

extension HTTPRequest {
  static func get(_ url: String, _ pool: Pool = .list) -> HTTPRequest {
    HTTPRequest(method: .get, url: url, pool: pool)
  }
}
