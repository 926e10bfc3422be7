/// Just enough JSON to find where values end; it does not judge them.
enum JSONMembers {
  /// The members of the object that `bytes` begin with.
  static func of(_ bytes: ArraySlice<UInt8>) -> [String: ArraySlice<UInt8>] {
    var members: [String: ArraySlice<UInt8>] = [:]
    var rest = bytes.drop(while: isBlank)
    guard rest.popFirst() == UInt8(ascii: "{") else { return members }
    while true {
      rest = rest.drop { isBlank($0) || $0 == UInt8(ascii: ",") }
      guard rest.first == UInt8(ascii: "\""), let nameEnd = valueEnd(rest) else { return members }
      let name = text(rest[..<nameEnd])
      rest = rest[nameEnd...].drop { isBlank($0) || $0 == UInt8(ascii: ":") }
      guard let end = valueEnd(rest) else { return members }
      members[name] = rest[..<end]
      rest = rest[end...]
    }
  }

  /// A string without its quotes, escapes left as they are: enough for names of Kubernetes.
  static func text(_ literal: ArraySlice<UInt8>) -> String {
    String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
  }

  /// The index behind the value that `bytes` begin with; `nil` where it is not whole.
  static func valueEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for index in bytes.indices {
      let byte = bytes[index]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return index + 1 }
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
