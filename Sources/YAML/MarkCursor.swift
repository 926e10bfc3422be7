import KubeCore

/// Turns libyaml's code point indices into byte offsets, lines and columns, walking the text once.
struct MarkCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: SourceMark
  private let end: Int
  private var index = 0
  private(set) var mark: SourceMark

  /// - Parameter range: what libyaml was given.
  init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, line: Int) {
    self.bytes = bytes
    start = SourceMark(offset: range.lowerBound, line: line, column: 1)
    end = range.upperBound
    mark = start
  }

  /// The mark of a code point index. Indices come in order but for those of errors.
  mutating func advance(toIndex target: Int) -> SourceMark {
    if target < index {
      index = 0
      mark = start
    }
    while index < target, mark.offset < end { step() }
    return mark
  }

  /// The mark of a byte offset.
  mutating func advance(toOffset target: Int) -> SourceMark {
    if target < mark.offset {
      index = 0
      mark = start
    }
    while mark.offset < target, mark.offset < end { step() }
    return mark
  }

  /// The mark of the end of a block scalar, without the blank lines behind it that are not part of its text.
  mutating func advance(toBlockScalarEnd target: Int, keepsBreaks: Bool) -> SourceMark {
    var ahead = self
    let limit = ahead.advance(toIndex: target).offset
    var trimmed = limit
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    if keepsBreaks {
      if trimmed > mark.offset, bytes[trimmed - 1] == 0x0A { trimmed -= 1 }
      if trimmed > mark.offset, bytes[trimmed - 1] == 0x0D { trimmed -= 1 }
    } else {
      while trimmed > mark.offset, isBreak(bytes[trimmed - 1]) || bytes[trimmed - 1] == 0x20 { trimmed -= 1 }
    }
    while mark.offset < trimmed { step() }
    return mark
  }

  private mutating func step() {
    let byte = bytes[mark.offset]
    mark.offset += 1
    index += 1
    if byte >= 0x80 {
      while mark.offset < end, bytes[mark.offset] & 0xC0 == 0x80 { mark.offset += 1 }
    }
    if byte == 0x0A || (byte == 0x0D && !(mark.offset < end && bytes[mark.offset] == 0x0A)) {
      mark.line += 1
      mark.column = 1
    } else {
      mark.column += 1
    }
  }
}
