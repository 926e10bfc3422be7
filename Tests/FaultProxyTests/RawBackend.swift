import FaultProxy
import Glibc
import Support

/// A server that answers each request with bytes, as they stand; it listens until the tests are over.
final class RawBackend: Sendable {
  let endpoint: Endpoint
  private let requests = Lock<[String]>([])

  /// `answer` gets the request and the connection; what it returns is sent. `nil` ends the connection.
  init(_ answer: @escaping @Sendable (_ request: String, _ socket: RawSocket) -> [UInt8]?) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = RawSocket.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(number, $0, length)
        _ = listen(number, 64)
        _ = getsockname(number, $0, &length)
      }
    }
    endpoint = Endpoint(port: UInt16(bigEndian: address.sin_port))
    let requests = requests
    Self.detach {
      while true {
        let client = accept(number, nil, nil)
        if client < 0 { return }
        let socket = RawSocket(client, isServer: true)
        Self.detach {
          while true {
            let request = socket.request()
            if request.isEmpty { return }
            requests.withLock { $0.append(request) }
            guard let bytes = answer(request, socket) else { return }
            socket.send(bytes)
          }
        }
      }
    }
  }

  convenience init(_ answer: String) { self.init { _, _ in Array(answer.utf8) } }

  /// The requests that arrived, heads only.
  var heads: [String] { requests.withLock { $0 } }

  static func answer(_ body: String, type: String = "application/json") -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// A response of one chunk for each piece.
  static func chunked(_ pieces: [[UInt8]], type: String = "application/json") -> [UInt8] {
    var bytes = Array("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    for piece in pieces { bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8) }
    return bytes + Array("0\r\n\r\n".utf8)
  }

  private static func detach(_ body: @escaping @Sendable () -> Void) {
    final class Start {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Start(body)).toOpaque())
    pthread_detach(thread)
  }
}
