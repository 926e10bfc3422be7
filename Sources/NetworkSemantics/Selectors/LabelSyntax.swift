/// The syntax of label keys and values (`content.IsLabelKey`, `validation.IsValidLabelValue` of apimachinery).
enum LabelSyntax {
  /// A name of at most 63 characters, after an optional DNS subdomain and `/`.
  static func isKey(_ key: String) -> Bool {
    let parts = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isName(parts[0])
    case 2: return isSubdomain(parts[0]) && isName(parts[1])
    default: return false
    }
  }

  /// Empty, or a name of at most 63 characters.
  static func isValue(_ value: String) -> Bool {
    value.utf8.isEmpty || isName(value.utf8[...])
  }

  private static func isName(_ name: Substring.UTF8View) -> Bool {
    guard (1...63).contains(name.count), let first = name.first, let last = name.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && name.allSatisfy {
        isAlphanumeric($0) || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0)
      }
  }

  private static func isSubdomain(_ domain: Substring.UTF8View) -> Bool {
    guard (1...253).contains(domain.count) else { return false }
    return domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.first, let last = label.last else { return false }
      return isLowercase(first) && isLowercase(last) && label.allSatisfy { isLowercase($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isLowercase(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLowercase(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
