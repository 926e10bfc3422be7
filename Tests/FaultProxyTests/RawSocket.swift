import Glibc
import Support
import Testing

/// A blocking socket. Of a client, a read that waits for a minute fails, so that a broken proxy cannot hang the tests; a
/// server waits for its clients as long as they like.
final class RawSocket: Sendable {
  struct Closed: Error, Equatable {
    var wasReset: Bool
  }

  private let number: Int32

  init(_ number: Int32, isServer: Bool = false) {
    self.number = number
    if isServer { return }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(number) }

  static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// `nil` where nobody listens.
  convenience init?(connectingTo port: UInt16) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    self.init(number)
    if result != 0 { return nil }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) { _ = Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

  func finish() { shutdown(number, Int32(SHUT_WR)) }

  /// Some bytes, or none at the end.
  func receive() throws(Closed) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let received = recv(number, buffer.baseAddress, buffer.count, 0)
      failure = received < 0 ? errno : 0
      count = max(0, received)
    }
    if failure == EAGAIN { Issue.record("nothing came for a minute") }
    if failure != 0 { throw Closed(wasReset: failure == ECONNRESET) }
    return bytes
  }

  /// Whether nothing can be read now, and the connection is open.
  var isSilent: Bool {
    var byte: UInt8 = 0
    return recv(number, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) < 0 && errno == EAGAIN
  }

  /// Everything until the end, and whether that was a reset.
  func rest() -> (bytes: [UInt8], wasReset: Bool) {
    var all: [UInt8] = []
    while true {
      do throws(Closed) {
        let bytes = try receive()
        if bytes.isEmpty { return (all, false) }
        all += bytes
      } catch {
        return (all, error.wasReset)
      }
    }
  }

  /// Reads until there is a head; what has come with it is returned too. Empty at the end.
  func request() -> String {
    var text = ""
    while !text.contains("\r\n\r\n") {
      guard let bytes = try? receive(), !bytes.isEmpty else { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    return text
  }

  /// Reads until what has come ends with `suffix`.
  func text(through suffix: String) -> String {
    var all: [UInt8] = []
    while !all.reversed().starts(with: suffix.utf8.reversed()) {
      guard let bytes = try? receive(), !bytes.isEmpty else { break }
      all += bytes
    }
    return String(decoding: all, as: UTF8.self)
  }
}
