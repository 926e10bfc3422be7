internal import KubeCore
internal import Support

/// The formats of strings that the API server checks. Source: kube-openapi, pkg/validation/strfmt, and
/// apiextensions-apiserver, pkg/apiserver/validation/formats.go; dashes in names do not count.
enum ValueFormat {
  /// Whether the format is one of those that are checked. Others are ignored.
  static func isKnown(_ format: String) -> Bool {
    let name = normalized(format)
    return patterns[name] != nil || checks[name] != nil
  }

  static func accepts(_ text: String, _ format: String) -> Bool {
    let name = normalized(format)
    if let check = checks[name] { return check(text) }
    return patterns[name]?.matches(text) ?? true
  }

  private static func normalized(_ format: String) -> String { format.filter { $0 != "-" } }

  private static let patterns: [String: GoRegex] = [
    "uuid": "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$",
    "uuid3": "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$",
    "uuid4": "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$",
    "uuid5": "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$",
    "bsonobjectid": "^[0-9a-fA-F]{24}$",
    "hexcolor": "^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$",
    "rgbcolor": #"^rgb\(\s*\#(colour)\s*,\s*\#(colour)\s*,\s*\#(colour)\s*\)$"#,
    "byte": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
    "password": "",
    "mac": "^([0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){7}|[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){19}"
      + "|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){7}|[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){19}"
      + #"|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){2}|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){3}|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){9})$"#,
    "email": #"^([^<>]*<)?[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[^@\s<>,;]+>?$"#,
    "uri": #"^(/[^\x00-\x20\x7F]*|\*|[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7F]+)$"#,
    "duration": #"^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$|"#
      + #"(?i)[0-9]+\s*(ns|nano[a-zµ]*|us|µs|micro[a-zµ]*|ms|milli[a-zµ]*|s|sec[a-zµ]*|m|min[a-zµ]*"#
      + #"|h|hr|hour[a-zµ]*|d|day[a-zµ]*|w|wk|week[a-zµ]*)([^a-zµ]|$)"#,
    "k8sshortname": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
  ].compactMapValues { try? GoRegex($0) }

  private static let colour = #"(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])"#

  private static let checks: [String: @Sendable (String) -> Bool] = [
    "date": isDate,
    "datetime": isDateTime,
    "hostname": isHostname,
    "ipv4": { IPAddressParser.parse($0) != nil && $0.contains(".") },
    "ipv6": { IPAddressParser.parse($0) != nil && $0.contains(":") },
    "cidr": isCIDR,
    "k8slongname": { NameRules.dnsSubdomain($0).isEmpty },
    "ssn": { $0.utf8.count == 11 && (try? GoRegex(#"^\d{3}[- ]?\d{2}[- ]?\d{4}$"#).matches($0)) == true },
    "creditcard": isCreditCard,
    "isbn": { isISBN10($0) || isISBN13($0) },
    "isbn10": isISBN10,
    "isbn13": isISBN13,
  ]
}

extension ValueFormat {
  private static func isDate(_ text: String) -> Bool {
    text.utf8.count == 10 && Timestamp(rfc3339: text + "T00:00:00Z") != nil
  }

  private static let time = try? GoRegex(#"^[0-9]{2}:[0-9]{2}:[0-9]{2}(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$"#)

  private static func isDateTime(_ text: String) -> Bool {
    let parts = text.lowercased().split(separator: "t", omittingEmptySubsequences: false)
    guard parts.count >= 2, isDate(String(parts[0])), time?.matches(String(parts[1])) == true else { return false }
    let fields = parts[1].prefix(8).split(separator: ":")
    return fields[0] <= "23" && fields[1] <= "59" && fields[2] <= "59"
  }

  private static let host = try? GoRegex(
    #"^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|"#
      + #"([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$"#
  )

  private static func isHostname(_ text: String) -> Bool {
    host?.matches(text) == true && text.utf8.count <= 255
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { $0.utf8.count <= 63 }
  }

  private static func isCIDR(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddressParser.parse(String(parts[0])) else { return false }
    guard let length = Int(parts[1]), parts[1].utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
    return length <= (address.family == .ipv4 ? 32 : 128)
  }

  private static let card = try? GoRegex(
    #"^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}"#
      + #"|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$"#)

  /// With the check digit of Luhn.
  private static func isCreditCard(_ text: String) -> Bool {
    let digits = text.utf8.filter { (48...57).contains($0) }.map { Int($0) - 48 }
    guard card?.matches(digits.map(String.init).joined()) == true else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, next in
      guard next.offset % 2 == 1 else { return sum + next.element }
      let doubled = next.element * 2
      return sum + (doubled >= 10 ? doubled % 10 + 1 : doubled)
    }
    return sum % 10 == 0
  }

  private static func isbnDigits(_ text: String) -> [UInt8] {
    text.utf8.filter { $0 != 0x2D && !(9...13).contains($0) && $0 != 0x20 }
  }

  private static func isISBN10(_ text: String) -> Bool {
    let digits = isbnDigits(text)
    guard digits.count == 10, digits.dropLast().allSatisfy({ (48...57).contains($0) }), let last = digits.last,
      (48...57).contains(last) || last == UInt8(ascii: "X")
    else { return false }
    let sum = digits.enumerated().reduce(0) { sum, next in
      sum + (next.offset + 1) * (next.element == UInt8(ascii: "X") ? 10 : Int(next.element) - 48)
    }
    return sum % 11 == 0
  }

  private static func isISBN13(_ text: String) -> Bool {
    let digits = isbnDigits(text)
    guard digits.count == 13, digits.allSatisfy({ (48...57).contains($0) }) else { return false }
    let sum = digits.enumerated().reduce(0) { $0 + ($1.offset % 2 == 0 ? 1 : 3) * (Int($1.element) - 48) }
    return sum % 10 == 0
  }
}
