import KubeCore

/// Whether bytes are text at all.
package enum EncodingCheck {
  /// 3 where a UTF-8 byte order mark stands at `offset`, else 0.
  package static func byteOrderMarkLength(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes.withUnsafeBufferPointer { hasByteOrderMark($0, at: offset) ? 3 : 0 }
  }

  static func hasByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    offset >= 0 && offset + 3 <= bytes.count && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBB
      && bytes[offset + 2] == 0xBF
  }

  /// Why these bytes cannot be UTF-8 text, `nil` where they can.
  package static func refusal(of bytes: [UInt8]) -> YAMLSyntaxError? {
    bytes.withUnsafeBufferPointer { refusal(of: $0) }
  }

  static func refusal(of bytes: UnsafeBufferPointer<UInt8>) -> YAMLSyntaxError? {
    if let encoding = wideEncoding(bytes) {
      return YAMLSyntaxError(mark: .start, expected: "UTF-8 text", found: "\(encoding) (save the file as UTF-8)")
    }
    guard let problem = firstProblem(bytes) else { return nil }
    let mark = SourceMark(offset: problem, in: bytes)
    guard bytes[problem] != 0 else {
      return YAMLSyntaxError(mark: mark, expected: "text", found: "a NUL byte at byte \(problem): a binary file")
    }
    return YAMLSyntaxError(
      mark: mark, expected: "UTF-8 text", found: "the byte 0x\(hexadecimal(bytes[problem])) at byte \(problem)")
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count < 2 ? "0" + digits : digits
  }

  private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count >= 2 else { return nil }
    let second = bytes.count > 2 ? bytes[2] : 0
    let third = bytes.count > 3 ? bytes[3] : 0
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return bytes.count > 3 && second == 0 && third == 0 ? "UTF-32" : "UTF-16"
    case (0xFE, 0xFF): return "UTF-16"
    case (0, 0): return bytes.count > 3 && second == 0xFE && third == 0xFF ? "UTF-32" : nil
    // Text in UTF-16 without a mark: every other byte of its first characters is NUL.
    case (0, 0x09...0x7E): return bytes.count > 3 && second == 0 && third != 0 ? "UTF-16" : nil
    case (0x09...0x7E, 0): return bytes.count > 3 && second != 0 && third == 0 ? "UTF-16" : nil
    default: return nil
    }
  }

  /// The first byte that is NUL or belongs to no UTF-8 sequence.
  private static func firstProblem(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte &- 1 < 0x7F {
        position += 1
        continue
      }
      guard byte != 0, let length = sequenceLength(bytes, at: position) else { return position }
      position += length
    }
    return nil
  }

  /// The length of the well-formed sequence of two to four bytes at `position`. Source: Unicode 16, table 3-7.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + distance < bytes.count && range.contains(bytes[position + distance])
    }
    switch bytes[position] {
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : nil
    case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }
}
