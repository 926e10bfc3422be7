/// A short piece of the input for a message.
enum Excerpt {
  /// The text in quotes, cut to a few characters, control characters escaped.
  static func quoted(_ text: String) -> String {
    let limit = 30
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      shown += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return "'\(shown)\(text.unicodeScalars.count > limit ? "…" : "")'"
  }

  /// What stands at an offset, in words.
  static func found(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int, end: Int) -> String {
    guard offset < end else { return "the end of the document" }
    switch bytes[offset] {
    case 0x09: return "a tab"
    case 0x0A, 0x0D: return "the end of the line"
    default: break
    }
    let rest = bytes[offset..<min(offset + 160, end)]
    let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
    return quoted(String(decoding: line, as: UTF8.self))
  }
}
