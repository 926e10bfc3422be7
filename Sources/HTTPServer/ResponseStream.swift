internal import CMicrohttpd
internal import Support

/// The body of a response that is written while it is sent. Any thread may write.
package final class ResponseStream: Sendable {
  private enum End { case none, finished, aborted }

  private struct State {
    var queue = PieceQueue()
    var limit: Int?
    var end = End.none
    /// Set from the first read until the exchange is over.
    var connection: Connection?
    var descriptor: Int32 = -1
    var isSuspended = false
    var isClosed = false
    var onClose: (@Sendable () -> Void)?
  }

  private let state = Lock(State())

  package init() {}

  /// Adds bytes and returns at once; false when the exchange has ended or ends now.
  ///
  /// A client that leaves more than ``ServerConfiguration/streamLimit`` unread loses its connection, as a slow watcher
  /// does (apiserver `cache_watcher.go`).
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool { write(bytes[...]) }

  @discardableResult
  package func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    let (isTaken, resumed) = state.withLock { state -> (Bool, Connection?) in
      guard state.end == .none, !state.isClosed else { return (false, nil) }
      state.queue.append(bytes)
      if let limit = state.limit, state.queue.count > limit { return (false, Self.abort(&state)) }
      return (true, Self.wake(&state))
    }
    resumed?.resume()
    return isTaken
  }

  /// Ends the body well, after what has been written. Safe to call twice.
  package func finish() {
    let resumed = state.withLock { state -> Connection? in
      guard state.end == .none else { return nil }
      state.end = .finished
      return Self.wake(&state)
    }
    resumed?.resume()
  }

  /// Breaks the connection without the last chunk: the client must not take what it has for the whole.
  package func abort() {
    let resumed = state.withLock { state in Self.abort(&state) }
    resumed?.resume()
  }

  /// Calls `body` once when the exchange is over: the client has gone, or everything was sent.
  package func onClose(_ body: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isClosed { state.onClose = body }
      return state.isClosed
    }
    if isLate { body() }
  }

  /// Bytes that wait to be sent.
  package var pendingCount: Int { state.withLock { $0.queue.count } }

  private static func abort(_ state: inout sending State) -> Connection? {
    guard state.end != .aborted, !state.isClosed else { return nil }
    state.end = .aborted
    state.queue.removeAll()
    // The server may be waiting for the client to read: only a broken socket wakes it then.
    cmhd_break(state.descriptor)
    return wake(&state)
  }

  private static func wake(_ state: inout sending State) -> Connection? {
    guard state.isSuspended else { return nil }
    state.isSuspended = false
    return state.connection
  }
}

extension ResponseStream {
  /// The response is about to be sent on that connection.
  func attach(to connection: Connection, limit: Int) {
    state.withLock { state in
      state.connection = connection
      state.descriptor = connection.descriptor
      state.limit = limit
    }
  }

  /// The exchange is over: the connection is not touched from now on.
  func close() {
    let body = state.withLock { state -> (@Sendable () -> Void)? in
      guard !state.isClosed else { return nil }
      state.isClosed = true
      state.isSuspended = false
      state.connection = nil
      state.descriptor = -1
      state.queue.removeAll()
      defer { state.onClose = nil }
      return state.onClose
    }
    body?()
  }
}

extension ResponseStream: BodySource {
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    state.withLock { [buffer = Destination(buffer)] state in
      if state.end == .aborted { return Int(CMHD_FAILED) }
      let moved = state.queue.move(into: buffer.bytes)
      if moved > 0 { return moved }
      guard state.end == .none, let connection = state.connection else { return Int(CMHD_FINISHED) }
      state.isSuspended = true
      connection.suspend()
      return 0
    }
  }
}

extension ResponseStream {
  /// Takes what waits to be sent, for who reads a stream without a connection.
  package func takePending() -> [UInt8] {
    state.withLock { state in
      var bytes = [UInt8](repeating: 0, count: state.queue.count)
      _ = bytes.withUnsafeMutableBytes { state.queue.move(into: $0) }
      return bytes
    }
  }
}
