import Dispatch
import Glibc

/// A TCP client that sends and reads bytes as they are. It blocks on threads of its own, never on those of tasks.
final class RawClient: Sendable {
  struct Failure: Error { let errno: Int32 }

  private let descriptor: Int32

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Failure(errno: errno) }
  }

  deinit { Glibc.close(descriptor) }

  func send(_ text: String) async { await send([UInt8](text.utf8)) }

  /// Sends what the server takes; a server that closes ends it.
  func send(_ bytes: [UInt8]) async {
    await blocking { [descriptor] in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }
  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Up to `limit` bytes as they come; empty at the end, whether the connection was closed or reset.
  func readSome(_ limit: Int = 65_536) async -> [UInt8] {
    await blocking { [descriptor] in
      var buffer = [UInt8](repeating: 0, count: limit)
      let count = recv(descriptor, &buffer, limit, 0)
      return count > 0 ? Array(buffer.prefix(count)) : []
    }
  }

  /// Everything until the server closes.
  func readAll() async -> String {
    var all: [UInt8] = []
    while case let part = await readSome(), !part.isEmpty { all += part }
    return String(decoding: all, as: UTF8.self)
  }

  /// Reads until the text ends so.
  func read(until end: String) async -> String {
    var all: [UInt8] = []
    while !all.reversed().starts(with: end.utf8.reversed()), case let part = await readSome(1), !part.isEmpty {
      all += part
    }
    return String(decoding: all, as: UTF8.self)
  }

  private func blocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: body()) }
    }
  }
}
