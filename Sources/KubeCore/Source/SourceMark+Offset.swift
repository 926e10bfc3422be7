extension SourceMark {
  /// The start of a file.
  package static let start = SourceMark(offset: 0, line: 1, column: 1)

  /// The mark of a byte offset into UTF-8 text; lines end with LF, CR LF or CR.
  ///
  /// An offset beyond the end counts as the end; one inside a character belongs to that character.
  package init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let end = Swift.min(Swift.max(offset, 0), bytes.count)
    self.init(offset: end, line: 1, column: 1)
    // A byte order mark takes no column.
    var position = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    while position < end {
      let byte = bytes[position]
      let endsLine =
        byte == 0x0A || (byte == 0x0D && !(position + 1 < bytes.count && bytes[position + 1] == 0x0A))
      position += 1
      if endsLine {
        line += 1
        column = 1
      } else if position == bytes.count || bytes[position] & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  /// The mark of a byte offset into UTF-8 text.
  package init(offset: Int, in bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { SourceMark(offset: offset, in: $0) }
  }
}
