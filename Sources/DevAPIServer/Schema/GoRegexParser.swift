/// Reads RE2 syntax. Source: Go's regexp/syntax, with the flags of `regexp.Compile` (Perl).
struct GoRegexParser {
  let pattern: [Unicode.Scalar]
  var position = 0
  var depth = 0
  var flags = Flags()

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  var whole: String { text(0, pattern.count) }

  func text(_ from: Int, _ to: Int) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: pattern[max(0, from)..<min(to, pattern.count)])
    return String(result)
  }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < pattern.count ? pattern[position + offset] : nil
  }

  mutating func take(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard position + scalars.count <= pattern.count,
      pattern[position..<(position + scalars.count)].elementsEqual(scalars)
    else { return false }
    position += scalars.count
    return true
  }

  mutating func parse() throws(GoRegexError) -> GoRegexNode {
    let node = try alternatives()
    if peek() == ")" { throw GoRegexError(code: "unexpected )", expression: whole) }
    return node
  }

  private mutating func alternatives() throws(GoRegexError) -> GoRegexNode {
    depth += 1
    defer { depth -= 1 }
    if depth > 1000 { throw GoRegexError(code: "expression nests too deeply", expression: whole) }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(GoRegexError) -> GoRegexNode {
    var nodes: [GoRegexNode] = []
    while let scalar = peek(), scalar != "|", scalar != ")" {
      let start = position
      if "*+?".unicodeScalars.contains(scalar) || bounds() != nil {
        throw GoRegexError(
          code: "missing argument to repetition operator",
          expression: text(start, scalar == "{" ? bounds()?.end ?? start + 1 : start + 1))
      }
      guard let atom = try atom() else { continue }
      nodes.append(try repeated(atom))
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func repeated(_ atom: GoRegexNode) throws(GoRegexError) -> GoRegexNode {
    let start = position
    guard let first = try repetition() else { return atom }
    _ = take("?")
    if try repetition() != nil {
      _ = take("?")
      throw GoRegexError(code: "invalid nested repetition operator", expression: text(start, position))
    }
    return .repetition(atom, minimum: first.minimum, maximum: first.maximum)
  }

  private mutating func repetition() throws(GoRegexError) -> (minimum: Int, maximum: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard let bounds = bounds() else { return nil }
    let start = position
    position = bounds.end
    if bounds.minimum > 1000 || (bounds.maximum ?? 0) > 1000 || bounds.maximum.map({ $0 < bounds.minimum }) == true {
      throw GoRegexError(code: "invalid repeat count", expression: text(start, position))
    }
    return (bounds.minimum, bounds.maximum)
  }

  /// `{2}`, `{2,}`, `{2,3}` here; anything else with a brace is literal.
  private func bounds() -> (minimum: Int, maximum: Int?, end: Int)? {
    guard peek() == "{" else { return nil }
    var index = position + 1
    func number() -> Int? {
      let start = index
      var value = 0
      while index < pattern.count, let digit = pattern[index].digit {
        value = min(value * 10 + digit, 1_000_000)
        index += 1
      }
      return index > start ? value : nil
    }
    guard let minimum = number(), index < pattern.count else { return nil }
    var maximum: Int? = minimum
    if pattern[index] == "," {
      index += 1
      maximum = number()
    }
    guard index < pattern.count, pattern[index] == "}" else { return nil }
    return (minimum, maximum, index + 1)
  }

  // MARK: Atoms

  private mutating func atom() throws(GoRegexError) -> GoRegexNode? {
    guard let scalar = peek() else { return nil }
    switch scalar {
    case "(": return try group()
    case "[": return .scalar(folded(try bracket()))
    case ".":
      position += 1
      return .scalar(flags.dotMatchesNewline ? .any : .anyButNewline)
    case "^":
      position += 1
      return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$":
      position += 1
      return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return try escaped()
    default:
      position += 1
      return .scalar(folded(ScalarSet(scalar...scalar)))
    }
  }

  func folded(_ set: ScalarSet) -> ScalarSet { flags.ignoresCase ? set.foldingCase : set }

  private mutating func group() throws(GoRegexError) -> GoRegexNode? {
    let outer = flags
    let start = position
    position += 1
    if peek() == "?" {
      position += 1
      if take("P<") || take("<") {
        try groupName(start)
      } else if try flagGroup(start) {
        return nil
      }
    }
    let node = try alternatives()
    guard take(")") else { throw GoRegexError(code: "missing closing )", expression: whole) }
    flags = outer
    return node
  }

  private mutating func groupName(_ start: Int) throws(GoRegexError) {
    if peek() == "=" || peek() == "!" {
      throw GoRegexError(code: "invalid or unsupported Perl syntax", expression: text(start, position))
    }
    let nameStart = position
    while let scalar = peek(), scalar != ">" { position += scalar == ")" ? pattern.count : 1 }
    guard position < pattern.count else {
      throw GoRegexError(code: "invalid named capture", expression: text(start, pattern.count))
    }
    let name = pattern[nameStart..<position]
    position += 1
    if name.isEmpty || !name.allSatisfy({ ScalarSet.word.contains($0) }) {
      throw GoRegexError(code: "invalid named capture", expression: text(start, position))
    }
  }

  /// `(?i)` and `(?i:`; whether the group ends here.
  private mutating func flagGroup(_ start: Int) throws(GoRegexError) -> Bool {
    var isOn = true
    while let scalar = peek() {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "U": break
      case "-" where isOn: isOn = false
      case ":": return false
      case ")": return true
      default: throw GoRegexError(code: "invalid or unsupported Perl syntax", expression: text(start, position))
      }
    }
    throw GoRegexError(code: "missing closing )", expression: whole)
  }
}

extension Unicode.Scalar {
  /// The value of an ASCII digit.
  fileprivate var digit: Int? { ("0"..."9").contains(self) ? Int(value - 48) : nil }
}
