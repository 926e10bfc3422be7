/// A JSON pointer as the library reads it: split at `/`, the part before the first slash ignored. Source: RFC 6901;
/// evanphx json-patch, `findObject`.
struct JSONPointer: Hashable, Sendable {
  /// The names on the way, unescaped.
  var parents: [String]
  var key: String

  /// `nil` for text without a slash, the empty pointer to the whole document among them.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { return nil }
    parents = parts.dropFirst().dropLast().map(Self.unescaped)
    key = Self.unescaped(last)
  }

  /// `~1` is a slash and `~0` a tilde, read from left to right in one pass; other tildes stand for themselves.
  private static func unescaped(_ part: Substring) -> String {
    guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
    var output = ""
    var rest = part
    while let tilde = rest.firstIndex(of: "~") {
      output += rest[..<tilde]
      let after = rest.index(after: tilde)
      switch after < rest.endIndex ? rest[after] : nil {
      case "0": output += "~"
      case "1": output += "/"
      default:
        output += "~"
        rest = rest[after...]
        continue
      }
      rest = rest[rest.index(after: after)...]
    }
    return output + rest
  }

  /// The text of a pointer through these names.
  static func text(_ names: [String]) -> String {
    names.map { name in
      "/"
        + name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0").split(
          separator: "/", omittingEmptySubsequences: false
        ).joined(separator: "~1")
    }.joined()
  }
}
