/// Finds the end of a JSON value in bytes that arrive in pieces, without reading it: it counts brackets outside of
/// strings and leaves the grammar to ``JSONReader``.
struct JSONValueScanner {
  private enum State {
    case fresh
    /// A number or a literal, which ends where a delimiter stands.
    case scalar
    case structure
    case string
    /// Behind a backslash.
    case escape
  }

  private var state = State.fresh
  private var depth = 0

  /// Whether a value has begun and is not complete.
  var isActive: Bool { state != .fresh }

  /// The index behind the value's last byte, or `nil` where that has not arrived; then `start` must be the next byte of
  /// the next piece.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      switch state {
      case .fresh: begin(bytes[index], &index)
      case .scalar:
        guard !Self.endsScalar(bytes[index]) else { return finish(index) }
        index += 1
      case .structure:
        index = Self.skipPlain(bytes, from: index, Self.structural)
        guard index < bytes.count else { return nil }
        if structure(bytes[index]) { return finish(index + 1) }
        index += 1
      case .string:
        index = Self.skipPlain(bytes, from: index, Self.quoting)
        guard index < bytes.count else { return nil }
        if string(bytes[index]) { return finish(index + 1) }
        index += 1
      case .escape:
        state = .string
        index += 1
      }
    }
    return nil
  }

  private mutating func begin(_ byte: UInt8, _ index: inout Int) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      state = .structure
      depth = 1
      index += 1
    case UInt8(ascii: "\""):
      state = .string
      depth = 0
      index += 1
    default: state = .scalar
    }
  }

  /// Whether the value ends with this byte.
  private mutating func structure(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      return depth == 0
    case UInt8(ascii: "\""): state = .string
    default: break
    }
    return false
  }

  private mutating func string(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""):
      guard depth > 0 else { return true }
      state = .structure
    case UInt8(ascii: "\\"): state = .escape
    default: break
    }
    return false
  }

  private mutating func finish(_ end: Int) -> Int {
    self = JSONValueScanner()
    return end
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"): true
    default: false
    }
  }

  // MARK: Eight bytes at a time

  /// The first byte that `isSpecial` may stand in, from `start` on.
  @inline(__always)
  private static func skipPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ special: (UInt64) -> UInt64
  ) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found = special(word)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    return index
  }

  /// The high bit of each byte that is a quote or a bracket; the lowest one that is set is exact.
  @inline(__always)
  private static func structural(_ word: UInt64) -> UInt64 {
    // `[`, `]`, `{` and `}` differ in two bits only: 0x5B, 0x5D, 0x7B, 0x7D. With 0x20 set, they are 0x7B and 0x7D.
    let folded = word | ones &* 0x20
    return (zeros(word ^ (ones &* 0x22)) | zeros(folded ^ (ones &* 0x7B)) | zeros(folded ^ (ones &* 0x7D)))
  }

  /// The same for a quote or a backslash.
  @inline(__always)
  private static func quoting(_ word: UInt64) -> UInt64 {
    zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The high bit of each byte that is zero; a borrow may set further ones above the lowest.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones &* 0x80) }
}
