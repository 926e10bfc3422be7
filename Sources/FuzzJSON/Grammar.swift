import KubeCore

/// RFC 8259 as it is written, one production after the other, with the limits of ``JSONReader``: its depth, UTF-8 and
/// no lone surrogates.
struct Grammar {
  private let bytes: [UInt8]
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    rest = bytes[...]
  }

  mutating func accepts() -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    blanks()
    guard value(depth: 0) else { return false }
    blanks()
    return rest.isEmpty
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func blanks() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  private mutating func value(depth: Int) -> Bool {
    if take("{") {
      return depth < JSONReader.maxDepth && list(until: "}") { $0.member(depth: depth + 1) }
    }
    if take("[") {
      return depth < JSONReader.maxDepth && list(until: "]") { $0.value(depth: depth + 1) }
    }
    if take("\"") { return string() }
    return take("true") || take("false") || take("null") || number()
  }

  private mutating func list(until end: String, _ element: (inout Grammar) -> Bool) -> Bool {
    blanks()
    if take(end) { return true }
    while true {
      blanks()
      guard element(&self) else { return false }
      blanks()
      if take(end) { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func member(depth: Int) -> Bool {
    guard take("\""), string() else { return false }
    blanks()
    guard take(":") else { return false }
    blanks()
    return value(depth: depth)
  }

  private mutating func string() -> Bool {
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard escape() else { return false }
      case 0..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let letter = rest.popFirst() else { return false }
    guard letter == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(letter) }
    guard let unit = hexadecimal() else { return false }
    guard (0xD800...0xDFFF).contains(unit) else { return true }
    guard unit < 0xDC00, take("\\u"), let second = hexadecimal() else { return false }
    return (0xDC00...0xDFFF).contains(second)
  }

  private mutating func hexadecimal() -> UInt16? {
    let digits = rest.prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    rest = rest.dropFirst(4)
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func digits() -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), digits() == 0 { return false }
    if take("."), digits() == 0 { return false }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if digits() == 0 { return false }
    }
    return true
  }
}
