import Glibc

/// A socket on a loopback port of its own.
private func bound(_ address: inout sockaddr_in) throws -> Int32 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
    }
  }
  guard isBound else { throw SocketError("no loopback port: \(errno)") }
  return descriptor
}

/// A port that is taken and that nobody listens on: connecting to it is refused.
final class RefusingPort {
  private let descriptor: Int32
  let number: UInt16

  init() throws {
    var address = sockaddr_in()
    descriptor = try bound(&address)
    number = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}

/// A listener whose queue is full: connecting to it hangs.
final class FullListener {
  private var descriptors: [Int32] = []
  let port: UInt16

  init() throws {
    var address = sockaddr_in()
    let listener = try bound(&address)
    listen(listener, 0)
    port = UInt16(bigEndian: address.sin_port)
    descriptors.append(listener)
    for _ in 0..<4 {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      descriptors.append(filler)
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(filler, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
  }

  deinit { for descriptor in descriptors { close(descriptor) } }
}

/// A socket of this process that is connected to a loopback port.
struct ClientSocket {
  var descriptor: Int32

  init?(to port: UInt16) {
    guard let descriptor = Self.all(to: port).first else { return nil }
    self.descriptor = descriptor
  }

  /// All that are open, closed by the peer or not.
  static func all(to port: UInt16) -> [Int32] {
    (0..<4096).filter { descriptor in
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      return withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
      } && address.sin_family == sa_family_t(AF_INET) && UInt16(bigEndian: address.sin_port) == port
    }
  }

  func option(_ level: Int32, _ name: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, level, name, &value, &length) == 0 ? value : -1
  }
}
