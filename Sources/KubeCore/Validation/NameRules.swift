/// The rules for names, labels and ports of k8s.io/apimachinery (`pkg/util/validation`, `pkg/api/validate/content`).
///
/// Each returns what is wrong, in the server's words; nothing for a valid value. Lengths are in bytes, though some
/// messages say characters.
package enum NameRules {
  private static let labelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
  private static let keyFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
  private static let keyMessage =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
    + " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '\(keyFormat)')"

  /// `IsDNS1123Label`: namespaces, containers.
  package static func dnsLabel(_ text: String) -> [String] {
    var problems = tooLong(text, 63, "characters")
    if !isDNSLabel(text.utf8[...]) {
      problems.append(
        isDNSSubdomain(text)
          ? "must not contain dots"
          : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start"
            + " and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
            + " '\(labelFormat)')")
    }
    return problems
  }

  /// `IsDNS1123Subdomain`: most names.
  package static func dnsSubdomain(_ text: String) -> [String] { dnsSubdomain(text, unit: "characters") }

  private static func dnsSubdomain(_ text: String, unit: String) -> [String] {
    var problems = tooLong(text, 253, unit)
    if !isDNSSubdomain(text) {
      problems.append(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
          + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
          + " '\(labelFormat)(\\.\(labelFormat))*')")
    }
    return problems
  }

  /// `IsDNS1035Label`: Services.
  package static func dns1035Label(_ text: String) -> [String] {
    var problems = tooLong(text, 63, "characters")
    if !isDNSLabel(text.utf8[...]) || !text.utf8.prefix(1).allSatisfy(isLower) {
      problems.append(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
          + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
          + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")
    }
    return problems
  }

  /// `IsLabelKey`, which is `IsQualifiedName`.
  package static func labelKey(_ text: String) -> [String] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.last else {
      return [
        "a valid label key \(keyMessage) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    var problems: [String] = []
    if parts.count == 2, let prefix = parts.first {
      problems +=
        prefix.isEmpty
        ? ["prefix part must be non-empty"]
        : dnsSubdomain(String(prefix), unit: "bytes").map { "prefix part " + $0 }
    }
    if name.isEmpty { problems.append("name part must be non-empty") }
    problems += tooLong(String(name), 63, "bytes").map { "name part " + $0 }
    if !isKeyPart(name.utf8) { problems.append("name part " + keyMessage) }
    return problems
  }

  /// `IsLabelValue`.
  static func labelValue(_ text: String) -> [String] {
    var problems = tooLong(text, 63, "bytes")
    if !text.isEmpty && !isKeyPart(text.utf8[...]) {
      problems.append(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
          + " and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for"
          + " validation is '(\(keyFormat))?')")
    }
    return problems
  }

  /// `IsValidPortName`.
  static func portName(_ text: String) -> [String] {
    var problems = tooLong(text, 15, "characters")
    if text.isEmpty || !text.utf8.allSatisfy({ isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }) {
      problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !text.utf8.contains(where: isLower) { problems.append("must contain at least one letter (a-z)") }
    let bytes = Array(text.utf8)
    if zip(bytes, bytes.dropFirst()).contains(where: { $0 == UInt8(ascii: "-") && $1 == UInt8(ascii: "-") }) {
      problems.append("must not contain consecutive hyphens")
    }
    if bytes.first == UInt8(ascii: "-") || bytes.last == UInt8(ascii: "-") {
      problems.append("must not begin or end with a hyphen")
    }
    return problems
  }

  /// `IsValidPercent`.
  static func percent(_ text: String) -> [String] {
    let digits = text.utf8.dropLast()
    if text.utf8.last == UInt8(ascii: "%"), !digits.isEmpty, digits.allSatisfy(isDigit) { return [] }
    return [
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for"
        + " validation is '[0-9]+%')"
    ]
  }
}

extension NameRules {
  private static func tooLong(_ text: String, _ limit: Int, _ unit: String) -> [String] {
    text.utf8.count > limit ? ["must be no more than \(limit) \(unit)"] : []
  }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLower(byte | 0x20) || isDigit(byte) }

  private static func isDNSLabel(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    let isEdge = { (byte: UInt8) in isLower(byte) || isDigit(byte) }
    return isEdge(first) && isEdge(last) && text.allSatisfy { isEdge($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isDNSSubdomain(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isDNSLabel)
  }

  private static func isKeyPart(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.allSatisfy {
        isAlphanumeric($0) || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0)
      }
  }
}
