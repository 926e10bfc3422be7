/// Cuts a file into pieces of at most one document, so that each is read for itself.
///
/// A line that begins with `---` or `...`, followed by a blank or the line's end, is a document marker wherever it
/// stands: plain, quoted and flow text cannot go across it, and a block scalar is indented by at least one. Source:
/// YAML 1.1, `c-forbidden`; libyaml, `yaml_parser_fetch_next_token`.
struct DocumentSplitter {
  /// One piece.
  struct Chunk {
    var range: Range<Int>
    /// From 1: the line that the piece starts in.
    var line: Int
    /// The first of too many directives, where there are too many.
    var excessDirective: Int?

    init(range: Range<Int>, line: Int, excessDirective: Int? = nil) {
      self.range = range
      self.line = line
      self.excessDirective = excessDirective
    }
  }

  /// libyaml compares each directive with all before it; no manifest has more than one or two.
  static let directiveLimit = 100

  private var position: Int
  private var line: Int

  init(start: Int, line: Int) {
    position = start
    self.line = line
  }

  private enum Line {
    case empty, directive, start, end, content
  }

  /// The next piece; `nil` at the end.
  mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Chunk? {
    guard position < bytes.count else { return nil }
    let start = position
    let startLine = line
    var hasContent = false
    var directives = 0
    var excess: Int?
    loop: while position < bytes.count {
      switch Self.classify(bytes, at: position) {
      case .empty: break
      case .directive:
        directives += 1
        if directives > Self.directiveLimit, excess == nil { excess = position }
      case .start:
        if hasContent { break loop }
        hasContent = true
      case .end:
        skipLine(bytes)
        break loop
      case .content: hasContent = true
      }
      skipLine(bytes)
    }
    return Chunk(range: start..<position, line: startLine, excessDirective: excess)
  }

  private static func classify(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Line {
    var position = EncodingCheck.hasByteOrderMark(bytes, at: start) ? start + 3 : start
    guard position < bytes.count else { return .empty }
    switch bytes[position] {
    case UInt8(ascii: "%"): return .directive
    case UInt8(ascii: "-"): return isMarker(bytes, at: position) ? .start : .content
    case UInt8(ascii: "."): return isMarker(bytes, at: position) ? .end : .content
    default: break
    }
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    guard position < bytes.count else { return .empty }
    return [UInt8(ascii: "#"), 0x0A, 0x0D].contains(bytes[position]) ? .empty : .content
  }

  private static func isMarker(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start + 3 <= bytes.count, bytes[start + 1] == bytes[start], bytes[start + 2] == bytes[start] else {
      return false
    }
    return start + 3 == bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start + 3])
  }

  private mutating func skipLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A || (byte == 0x0D && !(position < bytes.count && bytes[position] == 0x0A)) {
        line += 1
        return
      }
    }
  }
}
