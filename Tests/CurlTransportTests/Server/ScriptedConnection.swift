import Glibc
import Support

/// One connection of a ``ScriptedServer``, on a thread of its own. All calls block.
final class ScriptedConnection: Sendable {
  private struct State {
    var unread: [UInt8] = []
    var isClosed = false
  }

  let descriptor: Int32
  /// From 1, in the order of connecting.
  let index: Int
  private let state = Lock(State())

  init(descriptor: Int32, index: Int) {
    self.descriptor = descriptor
    self.index = index
  }

  func close() {
    state.withLock { state in
      // Never twice: the number may be another's by now.
      if !state.isClosed { Glibc.close(descriptor) }
      state.isClosed = true
    }
  }

  /// Ends whatever the script waits for. From any thread.
  func cut() {
    state.withLock { state in
      if !state.isClosed { Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// The next request; `nil` when the client has closed.
  func request() throws -> ReceivedRequest? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      let head = state.withLock { state -> String? in
        guard let index = state.unread.firstIndex(of: end) else { return nil }
        let head = String(decoding: state.unread[..<index], as: UTF8.self)
        state.unread.removeFirst(index + end.count)
        return head
      }
      if let head {
        var request = ReceivedRequest(head)
        let length = request["Content-Length"].flatMap { Int($0) } ?? 0
        while state.withLock({ $0.unread.count < length }) {
          guard try receive() else { return nil }
        }
        request.body = state.withLock { state in
          defer { state.unread.removeFirst(length) }
          return Array(state.unread.prefix(length))
        }
        return request
      }
      guard try receive() else { return nil }
    }
  }

  /// So many bytes, whatever they say.
  func bytes(_ count: Int) throws -> [UInt8] {
    while state.withLock({ $0.unread.count < count }) {
      guard try receive() else { throw SocketError("closed") }
    }
    return state.withLock { state in
      defer { state.unread.removeFirst(count) }
      return Array(state.unread.prefix(count))
    }
  }

  /// `false` at the end.
  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { throw SocketError("recv: \(errno)") }
    state.withLock { $0.unread.append(contentsOf: buffer[..<count]) }
    return count > 0
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { throw SocketError("send: \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  /// A whole response with its length.
  func respond(_ body: String = "", status: String = "200 OK", headers: [String] = []) throws {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
    try send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// Answers every request alike until the client closes.
  func respondForever(_ body: String) throws {
    while try request() != nil { try respond(body) }
  }

  /// Says that nothing more will come (FIN).
  func finish() { Glibc.shutdown(descriptor, Int32(SHUT_WR)) }

  /// Cuts the connection (RST).
  func reset() {
    state.withLock { state in
      if state.isClosed { return }
      state.isClosed = true
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
      Glibc.close(descriptor)
    }
  }

  /// Returns when the client has closed, in whatever way.
  func waitForClose() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
  }

  /// Carries bytes both ways until one side closes: what a proxy does after `CONNECT`.
  func tunnel(to port: UInt16) throws {
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(other) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw SocketError("connect: \(errno)") }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      var polled = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polled, 2, -1) > 0 else { return }
      for (index, entry) in polled.enumerated() where entry.revents != 0 {
        let count = recv(entry.fd, &buffer, buffer.count, 0)
        if count <= 0 { return }
        let target = index == 0 ? other : descriptor
        guard Glibc.send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
      }
    }
  }
}

extension [UInt8] {
  /// Where `pattern` begins for the first time.
  fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
    guard count >= pattern.count else { return nil }
    return (0...(count - pattern.count)).first { self[$0..<($0 + pattern.count)].elementsEqual(pattern) }
  }
}
