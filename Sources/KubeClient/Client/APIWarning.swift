/// A `Warning` header of the API server (RFC 7234, 5.5; code 299): a deprecated API, an unknown field.
package struct APIWarning: Hashable, Sendable {
  package var code: Int
  package var agent: String
  package var text: String

  package init(code: Int, agent: String, text: String) {
    self.code = code
    self.agent = agent
    self.text = text
  }

  /// The warnings of one header; what is malformed ends it. Source: apimachinery `ParseWarningHeader`.
  package static func parse(_ header: String) -> [APIWarning] {
    var scanner = WarningScanner(rest: Array(header.unicodeScalars)[...])
    var warnings: [APIWarning] = []
    while let warning = scanner.next() { warnings.append(warning) }
    return warnings
  }
}

private struct WarningScanner {
  var rest: ArraySlice<Unicode.Scalar>

  mutating func next() -> APIWarning? {
    skipBlanks()
    let code = rest.prefix { $0 != " " }
    guard code.count == 3, code.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(Self.text(code)) else {
      return nil
    }
    rest = rest.dropFirst(4)
    let agent = rest.prefix { $0 != " " }
    rest = rest.dropFirst(agent.count + 1)
    guard !agent.isEmpty, let text = quoted(), !text.isEmpty,
      (Self.text(agent) + text).unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return nil }
    skipBlanks()
    // A date may follow; nobody needs it.
    if rest.first == "\"" { guard quoted() != nil else { return nil } }
    skipBlanks()
    if let separator = rest.popFirst(), separator != "," { rest = [] }
    return APIWarning(code: number, agent: Self.text(agent), text: text)
  }

  private mutating func quoted() -> String? {
    guard rest.popFirst() == "\"" else { return nil }
    var text = ""
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return text
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        text.unicodeScalars.append(escaped)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return nil
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
