internal import Support

/// Reads the part of CEL that rules here may use; anything else is refused by name, never guessed at.
struct CELParser {
  private let tokens: [CELLexer.Token]
  private var position = 0
  private var depth = 0

  static func parse(_ source: String) throws(CELError) -> CELExpression {
    var parser = CELParser(tokens: try CELLexer.tokens(source))
    let expression = try parser.conditional()
    if parser.current.kind != .end { throw parser.unexpected() }
    return expression
  }

  private init(tokens: [CELLexer.Token]) { self.tokens = tokens }

  private var current: CELLexer.Token { tokens[min(position, tokens.count - 1)] }

  private mutating func take(_ symbol: String) -> Int? {
    guard current.kind == .symbol(symbol) else { return nil }
    position += 1
    return tokens[position - 1].offset
  }

  private mutating func expect(_ symbol: String) throws(CELError) {
    if take(symbol) == nil { throw unexpected() }
  }

  private func unexpected() -> CELError {
    let found: String =
      switch current.kind {
      case .name(let name): name
      case .int(let value): String(value)
      case .double(let value): GoPrinting.float(value)
      case .string(let text): goQuoted(text)
      case .symbol(let symbol): symbol
      case .end: "<EOF>"
      }
    return CELError(detail: "Syntax error: mismatched input '\(found)'", offset: current.offset)
  }

  private func unsupported(_ what: String, at offset: Int) -> CELError {
    CELError(detail: "\(what) is not supported by this server", offset: offset)
  }

  private mutating func conditional() throws(CELError) -> CELExpression {
    depth += 1
    defer { depth -= 1 }
    // cel-go stops at 250 levels.
    if depth > 250 { throw CELError(detail: "expression recursion limit exceeded: 250", offset: current.offset) }
    let condition = try disjunction()
    guard let place = take("?") else { return condition }
    let first = try disjunction()
    try expect(":")
    return .conditional(condition, first, try conditional(), at: place)
  }

  private mutating func disjunction() throws(CELError) -> CELExpression {
    var left = try conjunction()
    while let place = take("||") { left = .or(left, try conjunction(), at: place) }
    return left
  }

  private mutating func conjunction() throws(CELError) -> CELExpression {
    var left = try relation()
    while let place = take("&&") { left = .and(left, try relation(), at: place) }
    return left
  }

  private static let relations: [(String, CELRelation)] = [
    ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less), (">", .greater),
  ]

  private mutating func relation() throws(CELError) -> CELExpression {
    var left = try unary()
    while true {
      for symbol in ["+", "-", "*", "/", "%"] where current.kind == .symbol(symbol) {
        throw unsupported("operator '_\(symbol)_'", at: current.offset)
      }
      let place = current.offset
      if current.kind == .name("in") {
        position += 1
        left = .relation(.isIn, left, try unary(), at: place)
      } else if let found = Self.relations.first(where: { current.kind == .symbol($0.0) }) {
        position += 1
        left = .relation(found.1, left, try unary(), at: place)
      } else {
        return left
      }
    }
  }

  private mutating func unary() throws(CELError) -> CELExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > 250 { throw CELError(detail: "expression recursion limit exceeded: 250", offset: current.offset) }
    if let place = take("!") { return .not(try unary(), at: place) }
    guard let place = take("-") else { return try member() }
    switch current.kind {
    case .int(let value):
      position += 1
      return try members(of: .literal(.int(-value), at: place))
    case .double(let value):
      position += 1
      return try members(of: .literal(.double(-value), at: place))
    default: return .negative(try unary(), at: place)
    }
  }

  private mutating func member() throws(CELError) -> CELExpression { try members(of: try primary()) }

  private mutating func members(of operand: CELExpression) throws(CELError) -> CELExpression {
    var operand = operand
    while true {
      if let place = take(".") {
        guard case .name(let field) = current.kind else {
          if current.kind == .symbol("?") { throw unsupported("optional selection", at: place) }
          throw unexpected()
        }
        position += 1
        guard let open = take("(") else {
          operand = .select(operand, field: field, at: place)
          continue
        }
        guard field == "size", take(")") != nil else { throw unsupported("function '\(field)'", at: open) }
        operand = .size(operand, at: open)
      } else if let place = take("[") {
        if current.kind == .symbol("?") { throw unsupported("optional indexing", at: place) }
        let key = try conditional()
        try expect("]")
        operand = .index(operand, key, at: place)
      } else {
        return operand
      }
    }
  }

  private mutating func primary() throws(CELError) -> CELExpression {
    let token = current
    switch token.kind {
    case .int(let value):
      position += 1
      return .literal(.int(value), at: token.offset)
    case .double(let value):
      position += 1
      return .literal(.double(value), at: token.offset)
    case .string(let text):
      position += 1
      return .literal(.string(text), at: token.offset)
    case .name(let name):
      position += 1
      return try named(name, at: token.offset)
    case .symbol("("):
      position += 1
      let inner = try conditional()
      try expect(")")
      return inner
    case .symbol("["):
      position += 1
      return .list(try arguments(closing: "]"), at: token.offset)
    case .symbol("{"): throw unsupported("a map literal", at: token.offset)
    default: throw unexpected()
    }
  }

  private mutating func named(_ name: String, at place: Int) throws(CELError) -> CELExpression {
    switch name {
    case "true": return .literal(.bool(true), at: place)
    case "false": return .literal(.bool(false), at: place)
    case "null": return .literal(.null, at: place)
    case "in": throw unexpected()
    default: break
    }
    guard let open = take("(") else {
      if current.kind == .symbol("{") { throw unsupported("a message literal", at: place) }
      return .name(name, at: place)
    }
    let arguments = try arguments(closing: ")")
    switch (name, arguments.count) {
    case ("size", 1): return .size(arguments[0], at: open)
    case ("has", 1):
      guard case .select(let operand, let field, let at) = arguments[0] else {
        throw CELError(detail: "invalid argument to has() macro", offset: arguments[0].place)
      }
      return .has(operand, field: field, at: at)
    default: throw unsupported("function '\(name)'", at: open)
    }
  }

  private mutating func arguments(closing: String) throws(CELError) -> [CELExpression] {
    var arguments: [CELExpression] = []
    while take(closing) == nil {
      if !arguments.isEmpty {
        try expect(",")
        if take(closing) != nil { break }
      }
      arguments.append(try conditional())
    }
    return arguments
  }
}
