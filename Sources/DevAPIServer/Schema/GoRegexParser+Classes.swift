extension GoRegexParser {
  /// What a backslash starts, outside brackets.
  mutating func escaped() throws(GoRegexError) -> GoRegexNode? {
    guard let next = peek(1) else {
      throw GoRegexError(code: "trailing backslash at end of expression", expression: "")
    }
    switch next {
    case "A": return assertion(.textStart)
    case "z": return assertion(.textEnd)
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.noWordBoundary)
    case "Q": return quoted()
    default: break
    }
    if let set = try classEscape() { return .scalar(folded(set)) }
    let scalar = try escapedScalar()
    return .scalar(folded(ScalarSet(scalar...scalar)))
  }

  private mutating func assertion(_ assertion: GoRegex.Assertion) -> GoRegexNode {
    position += 2
    return .assertion(assertion)
  }

  private mutating func quoted() -> GoRegexNode {
    position += 2
    var nodes: [GoRegexNode] = []
    while let scalar = peek() {
      if take("\\E") { break }
      position += 1
      nodes.append(.scalar(folded(ScalarSet(scalar...scalar))))
    }
    return .sequence(nodes)
  }

  /// `\d`, `\p{L}` and their like; `nil`, and nothing read, for anything else.
  private mutating func classEscape() throws(GoRegexError) -> ScalarSet? {
    guard let next = peek(1) else { return nil }
    let simple: ScalarSet? =
      switch next {
      case "d": .digit
      case "D": ScalarSet.digit.negated
      case "w": .word
      case "W": ScalarSet.word.negated
      case "s": .space
      case "S": ScalarSet.space.negated
      default: nil
      }
    if let simple {
      position += 2
      return simple
    }
    guard next == "p" || next == "P" else { return nil }
    return try unicodeClass(isNegated: next == "P")
  }

  private mutating func unicodeClass(isNegated: Bool) throws(GoRegexError) -> ScalarSet {
    let start = position
    position += 2
    var name = ""
    if peek() == "{" {
      position += 1
      while let scalar = peek(), scalar != "}" {
        name.unicodeScalars.append(scalar)
        position += 1
      }
      guard peek() == "}" else {
        throw GoRegexError(code: "invalid character class range", expression: text(start, pattern.count))
      }
      position += 1
    } else if let scalar = peek() {
      name = String(scalar)
      position += 1
    }
    var isNegated = isNegated
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    guard let set = ScalarSet.unicode(name) else {
      throw GoRegexError(code: "invalid character class range", expression: text(start, position))
    }
    return isNegated ? set.negated : set
  }

  private mutating func escapedScalar() throws(GoRegexError) -> Unicode.Scalar {
    let start = position
    guard let next = peek(1) else {
      throw GoRegexError(code: "trailing backslash at end of expression", expression: "")
    }
    position += 2
    switch next {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "x": return try hexadecimal(from: start)
    case "1"..."7" where next == "1" || ("0"..."7").contains(peek() ?? "9"): return try octal(next, from: start)
    case "0": return try octal(next, from: start)
    default:
      if next.isASCII, !ScalarSet.word.contains(next) { return next }
      if next == "_" { return next }
      throw GoRegexError(code: "invalid escape sequence", expression: text(start, position))
    }
  }

  private mutating func octal(_ first: Unicode.Scalar, from start: Int) throws(GoRegexError) -> Unicode.Scalar {
    // A single digit other than zero would be a back reference, which RE2 has not.
    if first != "0", !("0"..."7").contains(peek() ?? "9") {
      throw GoRegexError(code: "invalid escape sequence", expression: text(start, position))
    }
    var value = first.value - 48
    var count = 1
    while count < 3, let scalar = peek(), ("0"..."7").contains(scalar) {
      value = value * 8 + scalar.value - 48
      position += 1
      count += 1
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal(from start: Int) throws(GoRegexError) -> Unicode.Scalar {
    var digits = ""
    if peek() == "{" {
      position += 1
      while let scalar = peek(), scalar != "}" {
        digits.unicodeScalars.append(scalar)
        position += 1
      }
      position += 1
    } else {
      for _ in 0..<2 {
        if let scalar = peek() { digits.unicodeScalars.append(scalar) }
        position += 1
      }
    }
    guard position <= pattern.count, !digits.isEmpty, digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    else { throw GoRegexError(code: "invalid escape sequence", expression: text(start, position)) }
    return scalar
  }

  // MARK: Brackets

  mutating func bracket() throws(GoRegexError) -> ScalarSet {
    let start = position
    position += 1
    let isNegated = take("^")
    var set = ScalarSet()
    var isFirst = true
    while peek() != "]" || isFirst {
      if peek() == nil { throw GoRegexError(code: "missing closing ]", expression: text(start, pattern.count)) }
      isFirst = false
      try bracketItem(into: &set)
    }
    position += 1
    return isNegated ? set.negated : set
  }

  private mutating func bracketItem(into set: inout ScalarSet) throws(GoRegexError) {
    let start = position
    if peek() == "[", peek(1) == ":", let posix = try posixClass() {
      set.insert(posix)
      return
    }
    if peek() == "\\", let inner = try classEscape() {
      set.insert(inner)
      return
    }
    let low = try bracketScalar()
    guard peek() == "-", let after = peek(1), after != "]" else {
      set.insert(low...low)
      return
    }
    position += 1
    let high = try bracketScalar()
    guard low <= high else {
      throw GoRegexError(code: "invalid character class range", expression: text(start, position))
    }
    set.insert(low...high)
  }

  private mutating func bracketScalar() throws(GoRegexError) -> Unicode.Scalar {
    if peek() == "\\" { return try escapedScalar() }
    guard let scalar = peek() else { throw GoRegexError(code: "missing closing ]", expression: whole) }
    position += 1
    return scalar
  }

  /// `[:alpha:]`; `nil`, and nothing read, where it does not close.
  private mutating func posixClass() throws(GoRegexError) -> ScalarSet? {
    var end = position + 2
    while end + 1 < pattern.count, !(pattern[end] == ":" && pattern[end + 1] == "]") { end += 1 }
    guard end + 1 < pattern.count else { return nil }
    var name = text(position + 2, end)
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard let set = ScalarSet.posix(name) else {
      throw GoRegexError(code: "invalid character class range", expression: text(position, end + 2))
    }
    position = end + 2
    return isNegated ? set.negated : set
  }
}
