/// Runs an expression. `&&` and `||` forgive an error on one side where the other decides (cel-spec, "Logical
/// Operators").
struct CELEvaluator {
  var variables: [String: CELValue]

  func evaluate(_ expression: CELExpression) throws(CELEvaluationError) -> CELValue {
    switch expression {
    case .literal(let literal, _): return literal.value
    case .name(let name, _):
      guard let value = variables[name] else { throw CELEvaluationError(detail: "no such attribute(s): \(name)") }
      return value
    case .list(let elements, _):
      var values: [CELValue] = []
      for element in elements { values.append(try evaluate(element)) }
      return .list(values, nil)
    case .select(let operand, let field, _):
      let value = try evaluate(operand)
      guard case .object = value else { throw .noSuchOverload }
      guard let member = value.member(field) else { throw CELEvaluationError(detail: "no such key: \(field)") }
      return member
    case .has(let operand, let field, _):
      let value = try evaluate(operand)
      guard case .object = value else { throw .noSuchOverload }
      return .bool(value.member(field) != nil)
    case .index(let operand, let key, _): return try element(of: try evaluate(operand), try evaluate(key))
    case .size(let operand, _): return try size(try evaluate(operand))
    case .not(let operand, _): return .bool(!(try bool(operand)))
    case .negative(let operand, _): return try negative(try evaluate(operand))
    case .and(let left, let right, _): return .bool(try logic(left, right, deciding: false))
    case .or(let left, let right, _): return .bool(try logic(left, right, deciding: true))
    case .conditional(let condition, let first, let second, _):
      return try bool(condition) ? try evaluate(first) : try evaluate(second)
    case .relation(let relation, let left, let right, _):
      return .bool(try compare(relation, try evaluate(left), try evaluate(right)))
    }
  }

  private func bool(_ expression: CELExpression) throws(CELEvaluationError) -> Bool {
    guard case .bool(let flag) = try evaluate(expression) else { throw .noSuchOverload }
    return flag
  }

  private func logic(
    _ left: CELExpression, _ right: CELExpression, deciding: Bool
  ) throws(CELEvaluationError) -> Bool {
    let first = Result { () throws(CELEvaluationError) in try bool(left) }
    if case .success(deciding) = first { return deciding }
    if try bool(right) == deciding { return deciding }
    return try first.get()
  }

  private func size(_ value: CELValue) throws(CELEvaluationError) -> CELValue {
    switch value {
    case .string(let text): .int(Int64(text.unicodeScalars.count))
    case .list(let elements, _): .int(Int64(elements.count))
    case .object(let members, _): .int(Int64(members.count))
    default: throw .noSuchOverload
    }
  }

  private func negative(_ value: CELValue) throws(CELEvaluationError) -> CELValue {
    switch value {
    case .int(let number):
      let (result, overflow) = Int64(0).subtractingReportingOverflow(number)
      if overflow { throw CELEvaluationError(detail: "integer overflow") }
      return .int(result)
    case .double(let number): return .double(-number)
    default: throw .noSuchOverload
    }
  }

  private func element(of value: CELValue, _ key: CELValue) throws(CELEvaluationError) -> CELValue {
    switch (value, key) {
    case (.list(let elements, _), .int(let index)):
      guard let position = Int(exactly: index), elements.indices.contains(position) else {
        throw CELEvaluationError(detail: "index out of bounds: \(index)")
      }
      return elements[position]
    case (.object, .string(let name)):
      guard let member = value.member(name) else { throw CELEvaluationError(detail: "no such key: \(name)") }
      return member
    default: throw .noSuchOverload
    }
  }

  private func compare(
    _ relation: CELRelation, _ left: CELValue, _ right: CELValue
  ) throws(CELEvaluationError) -> Bool {
    func less(_ first: CELValue, _ second: CELValue) throws(CELEvaluationError) -> Bool {
      guard let result = first.isLess(second) else { throw .noSuchOverload }
      return result
    }
    switch relation {
    case .equal: return left.isEqual(right)
    case .notEqual: return !left.isEqual(right)
    case .less: return try less(left, right)
    case .greater: return try less(right, left)
    case .lessOrEqual: return try less(left, right) || left.isEqual(right)
    case .greaterOrEqual: return try less(right, left) || left.isEqual(right)
    case .isIn:
      switch right {
      case .list(let elements, _): return elements.contains { $0.isEqual(left) }
      case .object:
        guard case .string(let name) = left else { throw .noSuchOverload }
        return right.member(name) != nil
      default: throw .noSuchOverload
      }
    }
  }
}

extension CELLiteral {
  fileprivate var value: CELValue {
    switch self {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    case .string(let text): .string(text)
    }
  }
}
