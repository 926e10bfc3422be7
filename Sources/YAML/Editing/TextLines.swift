/// The bytes of one document by lines, which end with LF, CR LF or CR.
struct TextLines {
  let bytes: [UInt8]
  /// The document, without a byte order mark before it.
  let range: Range<Int>

  init(_ bytes: [UInt8], document: Range<Int>) {
    self.bytes = bytes
    let start = document.lowerBound + EncodingCheck.byteOrderMarkLength(bytes, at: document.lowerBound)
    range = min(start, document.upperBound)..<document.upperBound
  }

  /// The break that the first line of a file ends with.
  static func lineBreak(of bytes: [UInt8]) -> [UInt8] {
    guard let first = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [0x0A] }
    return bytes[first] == 0x0D && first + 1 < bytes.count && bytes[first + 1] == 0x0A ? [0x0D, 0x0A] : [bytes[first]]
  }

  private func isBreak(_ offset: Int) -> Bool { bytes[offset] == 0x0A || bytes[offset] == 0x0D }

  private func behindBreak(_ offset: Int) -> Int {
    bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  func lineStart(_ offset: Int) -> Int {
    var position = offset
    while position > range.lowerBound, !isBreak(position - 1) { position -= 1 }
    return position
  }

  /// Where the line's break stands, or the end of the document.
  func lineEnd(_ offset: Int) -> Int {
    var position = offset
    while position < range.upperBound, !isBreak(position) { position += 1 }
    return position
  }

  /// Behind the line's break, or the end of the document.
  func nextLine(_ offset: Int) -> Int {
    let end = lineEnd(offset)
    return end < range.upperBound ? behindBreak(end) : end
  }

  /// Whether the document ends with the line that `offset` lies in, without a break.
  func isUnfinished(_ offset: Int) -> Bool { lineEnd(offset) == range.upperBound }

  /// Where the break before the line that starts at `start` stands.
  func endBefore(_ start: Int) -> Int {
    guard start > range.lowerBound else { return start }
    return start >= range.lowerBound + 2 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D ? start - 2 : start - 1
  }

  func skipBlanks(_ offset: Int) -> Int {
    var position = offset
    while position < range.upperBound, isBlank(position) { position += 1 }
    return position
  }

  private func isBlank(_ offset: Int) -> Bool { bytes[offset] == 0x20 || bytes[offset] == 0x09 }

  /// Behind blanks, breaks and comments.
  func skipTrivia(_ offset: Int) -> Int {
    var position = offset
    while position < range.upperBound {
      if isBlank(position) || isBreak(position) {
        position += 1
      } else if bytes[position] == UInt8(ascii: "#") {
        position = lineEnd(position)
      } else {
        break
      }
    }
    return position
  }

  /// Behind an anchor and a tag.
  func skipProperties(_ offset: Int) -> Int {
    var position = offset
    while position < range.upperBound, bytes[position] == UInt8(ascii: "&") || bytes[position] == UInt8(ascii: "!") {
      while position < range.upperBound, !isBlank(position), !isBreak(position) { position += 1 }
      position = skipTrivia(position)
    }
    return position
  }

  /// Whether `?` stands before the key.
  func isExplicitKey(at offset: Int) -> Bool {
    var position = offset
    while position > range.lowerBound, isBlank(position - 1) { position -= 1 }
    return position > range.lowerBound && bytes[position - 1] == UInt8(ascii: "?")
  }

  /// Whether only blanks stand in front of the offset in its line.
  func isFirstInLine(_ offset: Int) -> Bool { skipBlanks(lineStart(offset)) >= offset }

  /// Behind the lines after `offset` that hold only a comment further in than `column`: they belong to what ends there.
  func behindInnerComments(_ offset: Int, column: Int) -> Int {
    var last = offset
    var next = nextLine(offset)
    while next < range.upperBound, !isUnfinished(last) {
      let text = skipBlanks(next)
      guard text < range.upperBound, bytes[text] == UInt8(ascii: "#"), text - next > column else { break }
      last = text
      next = nextLine(text)
    }
    return last
  }
}
