/// Paths as git writes them into the headers of a diff.
enum GitPath {
  /// The path in double quotes with C's escapes where it holds a control character, a quote, a backslash or a byte
  /// beyond ASCII; otherwise as it is, spaces and all. Source: git, `quote_c_style` with `core.quotePath`.
  static func quoted(_ path: String) -> String {
    guard path.utf8.contains(where: needsEscape) else { return path }
    return "\"" + path.utf8.map(escaped).joined() + "\""
  }

  /// The same for a line that begins with `---` or `+++`: a tab ends a name with a space in it, which readers would
  /// take for the start of a date. Source: git, `emit_rewrite_diff` and `builtin_diff`.
  static func ended(_ path: String) -> String {
    quoted(path) + (path.utf8.contains(0x20) ? "\t" : "")
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case 0x07: return "\\a"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0B: return "\\v"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    default: break
    }
    guard needsEscape(byte) else { return String(UnicodeScalar(byte)) }
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }
}
