extension ProtobufReader {
  static let endOfMessage = "the end of the message"

  // MARK: Varints

  /// Takes a varint: seven bits a byte, the lowest first, at most ten bytes.
  @inline(__always)
  mutating func varint() throws(WireError) -> UInt64 {
    if position < end {
      let first = bytes[position]
      if first < 0x80 {
        position += 1
        return UInt64(first)
      }
    }
    return try longVarint()
  }

  private mutating func longVarint() throws(WireError) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      // The tenth byte holds the one bit that is left.
      guard shift < 63 || byte < 2 else {
        throw WireError(expected: "a varint of 64 bits", found: "a longer one", offset: start)
      }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw WireError(expected: "a varint", found: Self.endOfMessage, offset: position)
  }

  /// Whether the message that the reader is in has no more fields.
  package var isAtEnd: Bool { position >= end }

  /// Takes the number and the wire type in front of a value, and returns the number.
  @inline(__always)
  package mutating func tag() throws(WireError) -> UInt32 {
    let start = position
    let tag = try varint()
    guard tag >> 3 != 0, tag >> 3 < 1 << 29, let coding = Coding(rawValue: UInt8(tag & 7)) else {
      throw WireError(expected: "a field", found: "the tag \(tag)", offset: start)
    }
    self.coding = coding
    return UInt32(tag >> 3)
  }

  @inline(__always)
  func require(_ coding: Coding, _ expected: String) throws(WireError) {
    guard self.coding == coding else {
      throw WireError(expected: expected, found: "wire type \(self.coding.rawValue)", offset: position)
    }
  }

  // MARK: Lengths

  /// Takes a length and that many bytes; where they are.
  @inline(__always)
  mutating func lengthPrefixed(_ expected: String) throws(WireError) -> Range<Int> {
    try require(.length, expected)
    let start = position
    let count = try varint()
    guard count <= UInt64(end - position) else {
      throw WireError(expected: expected, found: "a length of \(count) beyond the message", offset: start)
    }
    let range = position..<position + Int(count)
    position = range.upperBound
    return range
  }

  /// Takes bytes that are no text.
  package mutating func data() throws(WireError) -> [UInt8] { Array(bytes[try lengthPrefixed("bytes")]) }

  /// Takes the length of a message and stands at its first field; returns the end of the one around it.
  @inline(__always)
  package mutating func enter() throws(WireError) -> Int {
    let range = try lengthPrefixed("a message")
    try deeper()
    position = range.lowerBound
    let outer = end
    end = range.upperBound
    return outer
  }

  /// Goes on in the message around the one that ends here.
  @inline(__always)
  package mutating func leave(_ outer: Int) {
    end = outer
    depth -= 1
  }

  private mutating func deeper() throws(WireError) {
    depth += 1
    guard depth <= Self.maxDepth else {
      throw WireError(expected: "at most \(Self.maxDepth) levels", found: "a deeper one", offset: position)
    }
  }

  // MARK: Values that are not wanted

  package mutating func skip() throws(WireError) {
    switch coding {
    case .varint: _ = try varint()
    case .length: _ = try lengthPrefixed("a value")
    case .fixed64: try skip(bytes: 8)
    case .fixed32: try skip(bytes: 4)
    case .startGroup: try skipGroup()
    case .endGroup: throw WireError(expected: "a field", found: "the end of a group", offset: position)
    }
  }

  private mutating func skip(bytes count: Int) throws(WireError) {
    guard count <= end - position else {
      throw WireError(expected: "\(count) bytes", found: Self.endOfMessage, offset: position)
    }
    position += count
  }

  /// Passes over a group. The number at its end is not compared: it says nothing about what comes behind.
  private mutating func skipGroup() throws(WireError) {
    try deeper()
    while true {
      guard position < end else {
        throw WireError(expected: "the end of a group", found: Self.endOfMessage, offset: position)
      }
      _ = try tag()
      if coding == .endGroup { break }
      try skip()
    }
    depth -= 1
  }
}
