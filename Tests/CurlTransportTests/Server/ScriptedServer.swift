import Glibc
import Support

/// A TCP server on a loopback port of its own that does to each connection what a test says, byte by byte.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (ScriptedConnection) throws -> Void

  private struct State {
    var open: [Int: ScriptedConnection] = [:]
    var count = 0
    var isStopped = false
  }

  private let state = Lock(State())
  private let listener: Int32
  private let script: Script
  let port: UInt16

  init(_ script: @escaping Script) throws {
    self.script = script
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isListening else { throw SocketError("no loopback port: \(errno)") }
    port = UInt16(bigEndian: address.sin_port)
    try Self.thread { [self] in accept() }
  }

  /// `http://127.0.0.1:…` with the path.
  func url(_ path: String = "/", scheme: String = "http") -> String { "\(scheme)://127.0.0.1:\(port)\(path)" }

  /// How many connections came so far.
  var connectionCount: Int { state.withLock { $0.count } }

  /// No more connections: whoever connects is refused. Those that are open are cut.
  func stop() {
    state.withLock { state in
      if state.isStopped { return }
      state.isStopped = true
      for connection in state.open.values { connection.cut() }
      // Wakes `accept`, which closes it.
      Glibc.shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  private func accept() {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 { break }
      let connection = state.withLock { state -> ScriptedConnection? in
        if state.isStopped { return nil }
        state.count += 1
        let connection = ScriptedConnection(descriptor: descriptor, index: state.count)
        state.open[state.count] = connection
        return connection
      }
      guard let connection else {
        close(descriptor)
        break
      }
      do { try Self.thread { [self] in serve(connection) } } catch { connection.close() }
    }
    close(listener)
  }

  private func serve(_ connection: ScriptedConnection) {
    // A script that fails has lost its client; the client's side of the test says what that means.
    try? script(connection)
    state.withLock { $0.open[connection.index] = nil }
    connection.close()
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) throws {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body))
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, context.toOpaque())
    guard failure == 0 else { throw SocketError("no thread: \(failure)") }
    pthread_detach(thread)
  }
}

struct SocketError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
