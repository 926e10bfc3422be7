import CurlTransport
import KubeClient

/// A transport whose time-outs run as fast as ``HurriedTime`` does; libcurl knows the machine's clock alone.
struct HurriedTransport: Transport {
  let transport: CurlTransport
  let factor: Int

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var request = request
    request.timeout = request.timeout.map { $0 / factor }
    request.idleTimeout = request.idleTimeout.map { $0 / factor }
    return try await transport.open(request)
  }

  func shutdown() async { await transport.shutdown() }
}
