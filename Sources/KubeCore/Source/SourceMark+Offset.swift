extension SourceMark {
  /// The start of a file.
  package static let start = SourceMark(offset: 0, line: 1, column: 1)

  /// The mark of a byte offset into UTF-8 text; lines end with LF, CR LF or CR.
  ///
  /// An offset beyond the end counts as the end; one inside a character belongs to that character.
  package init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    // A byte order mark takes no column.
    let isMarked = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    self.init(offset: isMarked && offset >= 3 ? 3 : 0, line: 1, column: 1)
    advance(to: offset, in: bytes)
  }

  /// Moves on to a byte offset into the same text; one that lies before stays where it is.
  package mutating func advance(to target: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let end = Swift.min(target, bytes.count)
    while offset < end {
      let byte = bytes[offset]
      let endsLine = byte == 0x0A || (byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A))
      offset += 1
      if endsLine {
        line += 1
        column = 1
      } else if offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  /// The mark of a byte offset into UTF-8 text.
  package init(offset: Int, in bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { SourceMark(offset: offset, in: $0) }
  }
}
