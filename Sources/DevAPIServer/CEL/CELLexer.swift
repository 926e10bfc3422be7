/// Splits a CEL expression into tokens. Source: cel-spec, doc/langdef.md, "Syntax".
struct CELLexer {
  struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      case name(String)
      case int(Int64)
      case double(Double)
      case string(String)
      case symbol(String)
      case end
    }

    var kind: Kind
    var offset: Int
  }

  private let source: [Unicode.Scalar]
  private var position = 0

  static func tokens(_ text: String) throws(CELError) -> [Token] {
    var lexer = CELLexer(source: Array(text.unicodeScalars))
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private init(source: [Unicode.Scalar]) { self.source = source }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < source.count ? source[position + offset] : nil
  }

  private mutating func next() throws(CELError) -> Token {
    skipBlanks()
    let start = position
    guard let first = peek() else { return Token(kind: .end, offset: start) }
    if isDigit(first) || (first == "." && isDigit(peek(1))) { return Token(kind: try number(), offset: start) }
    if first == "\"" || first == "'" { return Token(kind: .string(try string(isRaw: false)), offset: start) }
    if first == "r" || first == "R", peek(1) == "\"" || peek(1) == "'" {
      position += 1
      return Token(kind: .string(try string(isRaw: true)), offset: start)
    }
    if isLetter(first) {
      var name = ""
      while let scalar = peek(), isLetter(scalar) || isDigit(scalar) {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      return Token(kind: .name(name), offset: start)
    }
    for symbol in ["&&", "||", "==", "!=", "<=", ">="] {
      let scalars = Array(symbol.unicodeScalars)
      if first == scalars[0], peek(1) == scalars[1] {
        position += 2
        return Token(kind: .symbol(symbol), offset: start)
      }
    }
    guard "()[]{}.,?:!-<>+*/%".unicodeScalars.contains(first) else {
      throw CELError(detail: "Syntax error: token recognition error at: '\(first)'", offset: start)
    }
    position += 1
    return Token(kind: .symbol(String(first)), offset: start)
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      if scalar == "/", peek(1) == "/" {
        while let other = peek(), other != "\n" { position += other == "\n" ? 0 : 1 }
      } else if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{0C}" {
        position += 1
      } else {
        return
      }
    }
  }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }

  private mutating func number() throws(CELError) -> Token.Kind {
    let start = position
    if peek() == "0", peek(1) == "x" || peek(1) == "X" {
      position += 2
      var digits = ""
      while let scalar = peek(), scalar.properties.isASCIIHexDigit {
        digits.unicodeScalars.append(scalar)
        position += 1
      }
      guard let value = Int64(digits, radix: 16) else { throw CELError(detail: "invalid int literal", offset: start) }
      return .int(value)
    }
    var text = ""
    var isWhole = true
    while let scalar = peek() {
      if scalar == "." || scalar == "e" || scalar == "E" {
        if scalar == ".", !isDigit(peek(1)) { break }
        isWhole = false
      } else if scalar == "+" || scalar == "-" {
        guard text.hasSuffix("e") || text.hasSuffix("E") else { break }
      } else if !isDigit(scalar) {
        break
      }
      text.unicodeScalars.append(scalar)
      position += 1
    }
    if peek() == "u" || peek() == "U" {
      throw CELError(detail: "unsigned literals are not supported by this server", offset: start)
    }
    if isWhole {
      // The sign is a token of its own: the smallest integer is written with one.
      guard let value = Int64(text) else { throw CELError(detail: "invalid int literal", offset: start) }
      return .int(value)
    }
    guard let value = Double(text), value.isFinite else {
      throw CELError(detail: "invalid double literal", offset: start)
    }
    return .double(value)
  }

  private mutating func string(isRaw: Bool) throws(CELError) -> String {
    let start = position
    guard let quote = peek() else { return "" }
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    var text = ""
    while let scalar = peek() {
      if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        return text
      }
      if scalar == "\n", !isTriple { break }
      position += 1
      if scalar == "\\", !isRaw {
        text.unicodeScalars.append(try escape(start))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    throw CELError(detail: "Syntax error: token recognition error: unterminated string", offset: start)
  }

  private mutating func escape(_ start: Int) throws(CELError) -> Unicode.Scalar {
    guard let scalar = peek() else { throw CELError(detail: "invalid escape sequence", offset: start) }
    position += 1
    switch scalar {
    case "a": return "\u{07}"
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "\\", "\"", "'", "`", "?": return scalar
    case "x", "X": return try code(digits: 2, radix: 16, start)
    case "u": return try code(digits: 4, radix: 16, start)
    case "U": return try code(digits: 8, radix: 16, start)
    case "0"..."3":
      position -= 1
      return try code(digits: 3, radix: 8, start)
    default: throw CELError(detail: "invalid escape sequence", offset: start)
    }
  }

  private mutating func code(digits: Int, radix: Int, _ start: Int) throws(CELError) -> Unicode.Scalar {
    var text = ""
    for _ in 0..<digits {
      if let scalar = peek() { text.unicodeScalars.append(scalar) }
      position += 1
    }
    guard position <= source.count, let value = UInt32(text, radix: radix), let scalar = Unicode.Scalar(value) else {
      throw CELError(detail: "invalid escape sequence", offset: start)
    }
    return scalar
  }
}
