import Glibc

/// A listening socket on loopback.
final class ListenSocket: Sendable {
  private let descriptor: Descriptor
  let port: UInt16

  /// Port 0 asks for a free one.
  init(port: UInt16) throws(SocketError) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard number >= 0 else { throw SocketError(call: "socket", number: errno) }
    let descriptor = Descriptor(number: number)
    Socket.set(number, SOL_SOCKET, SO_REUSEADDR, 1)
    guard SocketAddress.call(Endpoint(port: port), { bind(number, $0, $1) }) == 0 else {
      throw SocketError(call: "bind", number: errno)
    }
    guard listen(number, 1024) == 0, let given = SocketAddress.port(of: number) else {
      throw SocketError(call: "listen", number: errno)
    }
    self.descriptor = descriptor
    self.port = given
  }

  var number: Int32 { descriptor.number }

  /// `nil` where nobody waits.
  func next() -> Socket? {
    let number = accept(descriptor.number, nil, nil)
    return number < 0 ? nil : Socket(Descriptor(number: number))
  }
}
