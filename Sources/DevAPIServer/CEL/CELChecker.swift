/// Finds the type of an expression, or why it has none. Source of the words: cel-go, checker.
struct CELChecker {
  var variables: [String: CELType]
  private(set) var errors: [CELError] = []
  /// Names that were looked up, to know a transition rule.
  private(set) var usedNames: Set<String> = []

  init(variables: [String: CELType]) { self.variables = variables }

  mutating func check(_ expression: CELExpression) -> CELType {
    switch expression {
    case .literal(let literal, _): return literal.type
    case .name(let name, let place):
      usedNames.insert(name)
      return variables[name] ?? fail("undeclared reference to '\(name)' (in container '')", place)
    case .list(let elements, _): return checkList(elements)
    case .select(let operand, let field, let place): return checkField(operand, field, place)
    case .has(let operand, let field, let place):
      _ = checkField(operand, field, place)
      return .bool
    case .index(let operand, let key, let place): return checkIndex(operand, key, place)
    case .size(let operand, let place):
      let type = check(operand)
      switch type {
      case .dyn, .string, .bytes, .list, .map: return .int
      default: return noOverload("size", [type], place)
      }
    case .not(let operand, let place):
      let type = check(operand)
      return type == .bool || type == .dyn ? .bool : noOverload("!_", [type], place)
    case .negative(let operand, let place):
      let type = check(operand)
      return [.int, .double, .dyn].contains(type) ? type : noOverload("-_", [type], place)
    case .and(let left, let right, _), .or(let left, let right, _): return checkLogic(left, right)
    case .conditional(let condition, let first, let second, let place):
      let types = [check(condition), check(first), check(second)]
      guard types[0] == .bool || types[0] == .dyn, types[1].isComparable(to: types[2]) else {
        return noOverload("_?_:_", types, place)
      }
      return types[1] == .dyn ? .dyn : types[2] == .dyn ? .dyn : types[1] == .null ? types[2] : types[1]
    case .relation(let relation, let left, let right, let place): return checkRelation(relation, left, right, place)
    }
  }

  private mutating func fail(_ detail: String, _ place: Int) -> CELType {
    errors.append(CELError(detail: detail, offset: place))
    return .dyn
  }

  private mutating func noOverload(_ function: String, _ types: [CELType], _ place: Int) -> CELType {
    let listed = types.map(\.text).joined(separator: ", ")
    return fail("found no matching overload for '\(function)' applied to '(\(listed))'", place)
  }

  private mutating func checkList(_ elements: [CELExpression]) -> CELType {
    var type: CELType?
    for element in elements {
      let found = check(element)
      guard let expected = type else {
        type = found
        continue
      }
      if !expected.isComparable(to: found) {
        return fail("expected type '\(expected.text)' but found '\(found.text)'", element.place)
      }
    }
    return .list(type ?? .dyn)
  }

  private mutating func checkField(_ operand: CELExpression, _ field: String, _ place: Int) -> CELType {
    let type = check(operand)
    switch type {
    case .dyn: return .dyn
    case .map(let value): return value
    case .object: return type.field(field) ?? fail("undefined field '\(field)'", place)
    default: return fail("type '\(type.text)' does not support field selection", place)
    }
  }

  private mutating func checkIndex(_ operand: CELExpression, _ key: CELExpression, _ place: Int) -> CELType {
    let type = check(operand)
    let keyType = check(key)
    switch (type, keyType) {
    case (.dyn, _): return .dyn
    case (.list(let element), .int), (.list(let element), .dyn): return element
    case (.map(let value), .string), (.map(let value), .dyn): return value
    default: return noOverload("_[_]", [type, keyType], place)
    }
  }

  /// The sides of `&&` and `||` are each expected to be conditions.
  private mutating func checkLogic(_ left: CELExpression, _ right: CELExpression) -> CELType {
    for side in [left, right] {
      let type = check(side)
      if type != .bool, type != .dyn {
        _ = fail("expected type 'bool' but found '\(type.text)'", side.place)
      }
    }
    return .bool
  }

  private mutating func checkRelation(
    _ relation: CELRelation, _ left: CELExpression, _ right: CELExpression, _ place: Int
  ) -> CELType {
    let types = [check(left), check(right)]
    let isDefined: Bool
    switch relation {
    case .equal, .notEqual: isDefined = types[0].isComparable(to: types[1]) && !types.contains(.optional)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: isDefined = types[0].isOrdered(with: types[1])
    case .isIn:
      switch types[1] {
      case .dyn: isDefined = true
      case .list(let element): isDefined = types[0].isComparable(to: element)
      case .map: isDefined = types[0] == .string || types[0] == .dyn
      default: isDefined = false
      }
    }
    return isDefined ? .bool : noOverload(relation.rawValue, types, place)
  }
}

extension CELLiteral {
  var type: CELType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string: .string
    }
  }
}

extension CELExpression {
  /// Where the expression stands, if it says so.
  var place: Int {
    switch self {
    case .literal(_, let at), .name(_, let at), .list(_, let at), .select(_, _, let at), .has(_, _, let at),
      .index(_, _, let at),
      .size(_, let at), .not(_, let at), .negative(_, let at), .and(_, _, let at), .or(_, _, let at),
      .conditional(_, _, _, let at), .relation(_, _, _, let at):
      at
    }
  }
}
