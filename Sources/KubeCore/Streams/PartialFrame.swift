/// The bytes of a frame whose end has not arrived.
struct PartialFrame {
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }

  /// Keeps a copy of the bytes in `range`.
  mutating func append(_ piece: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(WireError) {
    guard range.count <= WireLimits.frame - bytes.count else { throw Self.tooLong(bytes.count + range.count) }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[range]))
  }

  /// Forgets the bytes, and the memory of a frame of uncommon length.
  mutating func clear() {
    if bytes.capacity > 1 << 20 { bytes = [] } else { bytes.removeAll(keepingCapacity: true) }
  }

  static func tooLong(_ count: Int) -> WireError {
    WireError(expected: "at most \(WireLimits.frame) bytes", found: "\(count) bytes", offset: 0)
  }
}
