/// Reads a label selector, with the words of the API server where it cannot.
struct LabelQueryParser {
  private enum Token: Equatable {
    case word(String)
    case symbol(String)
    case end

    var text: String {
      switch self {
      case .word(let text), .symbol(let text): text
      case .end: ""
      }
    }
  }

  private var tokens: [Token]
  private var index = 0

  init(_ text: String) { tokens = Self.tokens(text) }

  private static func tokens(_ text: String) -> [Token] {
    let symbols: Set<Character> = ["=", "!", "(", ")", ",", ">", "<"]
    var tokens: [Token] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if ["==", "!="].contains(rest.prefix(2)) {
        tokens.append(.symbol(String(rest.prefix(2))))
        rest = rest.dropFirst(2)
      } else if symbols.contains(first) {
        tokens.append(.symbol(String(first)))
        rest = rest.dropFirst()
      } else {
        let word = rest.prefix { !symbols.contains($0) && !$0.isWhitespace }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      }
    }
    return tokens + [.end]
  }

  private var current: Token { tokens[min(index, tokens.count - 1)] }

  private mutating func next() -> Token {
    defer { index += 1 }
    return current
  }

  mutating func requirements() throws(StatusError) -> [LabelQuery.Requirement] {
    var found: [LabelQuery.Requirement] = []
    if current == .end { return found }
    while true {
      found.append(try requirement())
      switch next() {
      case .end: return found
      case .symbol(","):
        guard case .word = current else {
          if current == .symbol("!") { continue }
          throw refusal(current.text, "identifier after ','")
        }
      case let token: throw refusal(token.text, "',' or 'end of string'")
      }
    }
  }

  private mutating func requirement() throws(StatusError) -> LabelQuery.Requirement {
    let isNegated = current == .symbol("!")
    if isNegated { index += 1 }
    guard case .word(let key) = next() else {
      index -= 1
      throw refusal(current.text, "!, identifier, or 'end of string'")
    }
    if current == .end || current == .symbol(",") {
      return LabelQuery.Requirement(key: key, operator: isNegated ? .doesNotExist : .exists)
    }
    if isNegated { throw refusal(current.text, "',' or 'end of string'") }
    return try comparison(key)
  }

  private mutating func comparison(_ key: String) throws(StatusError) -> LabelQuery.Requirement {
    switch next() {
    case .word("in"): return .init(key: key, operator: .isIn, values: try values())
    case .word("notin"): return .init(key: key, operator: .isNotIn, values: try values())
    case .symbol("="), .symbol("=="): return .init(key: key, operator: .isIn, values: [try value()])
    case .symbol("!="): return .init(key: key, operator: .isNotIn, values: [try value()])
    case .symbol(">"): return .init(key: key, operator: .greater, values: [try number()])
    case .symbol("<"): return .init(key: key, operator: .less, values: [try number()])
    case let token: throw refusal(token.text, "in, notin, =, ==, !=, gt, lt")
    }
  }

  private mutating func value() throws(StatusError) -> String {
    switch current {
    case .word(let text):
      index += 1
      return text
    case .end, .symbol(","): return ""
    case .symbol(let text): throw refusal(text, "identifier")
    }
  }

  private mutating func number() throws(StatusError) -> String {
    let text = try value()
    guard Int64(text) != nil else {
      throw .badRequest(
        "unable to parse requirement: values[0]: Invalid value: \"\(text)\": for 'Gt', 'Lt' operators, the value must be an integer"
      )
    }
    return text
  }

  private mutating func values() throws(StatusError) -> Set<String> {
    guard next() == .symbol("(") else {
      index -= 1
      throw refusal(current.text, "'('")
    }
    var found: Set<String> = []
    while true {
      switch next() {
      case .word(let text):
        found.insert(text)
        if current == .symbol(",") {
          index += 1
        } else if current != .symbol(")") {
          throw refusal(current.text, "',' or ')'")
        }
      case .symbol(")"):
        return found
      case .symbol(","): found.insert("")
      case let token: throw refusal(token.text, "',', ')' or identifier")
      }
    }
  }

  private func refusal(_ found: String, _ expected: String) -> StatusError {
    .badRequest("unable to parse requirement: found '\(found)', expected: \(expected)")
  }
}
