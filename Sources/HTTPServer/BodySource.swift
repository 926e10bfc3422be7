internal import CMicrohttpd
internal import Support

/// Where the server takes the bytes of a response from, on its own threads.
protocol BodySource: AnyObject, Sendable {
  /// Fills as much as there is: a count, 0 after suspending the connection, `CMHD_FINISHED` or `CMHD_FAILED`.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}

/// Carries a source through C.
final class BodyBox {
  private let source: any BodySource

  init(_ source: any BodySource) { self.source = source }

  static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, Int) -> Int = {
    context, buffer, capacity in
    guard let context else { return Int(CMHD_FAILED) }
    let box = Unmanaged<BodyBox>.fromOpaque(context).takeUnretainedValue()
    return box.source.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
  }

  static let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
    if let context { Unmanaged<BodyBox>.fromOpaque(context).release() }
  }
}

/// Pieces in a row, with a position.
struct PieceQueue {
  private var pieces: [ArraySlice<UInt8>] = []
  private var first = 0
  private(set) var count = 0

  init() {}

  init(_ pieces: [ArraySlice<UInt8>]) {
    self.pieces = pieces
    count = pieces.reduce(0) { $0 + $1.count }
  }

  mutating func append(_ piece: ArraySlice<UInt8>) {
    guard !piece.isEmpty else { return }
    pieces.append(piece)
    count += piece.count
  }

  mutating func removeAll() { self = PieceQueue() }

  /// Moves bytes until the buffer is full or the queue empty.
  mutating func move(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var moved = 0
    while moved < buffer.count, first < pieces.count {
      let taken = min(buffer.count - moved, pieces[first].count)
      pieces[first].withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[moved...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[..<taken]))
      }
      moved += taken
      if taken == pieces[first].count {
        pieces[first] = []
        first += 1
      } else {
        pieces[first] = pieces[first].dropFirst(taken)
      }
    }
    count -= moved
    if first == pieces.count {
      pieces.removeAll(keepingCapacity: first <= 64)
      first = 0
    } else if first > 1024, first * 2 > pieces.count {
      pieces.removeFirst(first)
      first = 0
    }
    return moved
  }
}

/// A body of known length.
final class FixedBody: BodySource {
  private let queue: Lock<PieceQueue>

  init(_ queue: sending PieceQueue) { self.queue = Lock(queue) }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let moved = queue.withLock { [buffer = Destination(buffer)] queue in queue.move(into: buffer.bytes) }
    return moved == 0 ? Int(CMHD_FINISHED) : moved
  }
}

/// A buffer of libmicrohttpd for the length of one call.
///
/// Sendable: it does not leave the call that it was given to.
struct Destination: @unchecked Sendable {
  let bytes: UnsafeMutableRawBufferPointer

  init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }
}
