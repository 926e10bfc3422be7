internal import Support

extension SchemaValidator {
  /// `anyOf`, `oneOf`, `allOf` and `not`. Source: `schemaPropsValidator.Validate`.
  func compositionResult(_ value: Tree, _ rules: ValueRules, old: Tree?, at path: String) -> SchemaResult {
    var result = SchemaResult()
    let quoted = goQuoted(path)
    if !rules.anyOf.isEmpty { addAnyOf(value, rules.anyOf, old, path, quoted, to: &result) }
    if !rules.oneOf.isEmpty { addOneOf(value, rules.oneOf, old, path, quoted, to: &result) }
    if !rules.allOf.isEmpty {
      let parts = rules.allOf.map { branch($0, value, old, path) }
      for part in parts { result.merge(part) }
      let valid = parts.count { $0.isValid }
      if valid != parts.count {
        let none = valid == 0 ? ". None validated" : ""
        result.add(.general("\(quoted) must validate all the schemas (allOf)\(none)"))
      }
    }
    if let not = rules.not, branch(not, value, old, path).isValid {
      result.add(.general("\(quoted) must not validate the schema (not)"))
    }
    result.matchCount += 1
    return result
  }

  private func addAnyOf(
    _ value: Tree, _ schemas: [StructuralSchema], _ old: Tree?, _ path: String, _ quoted: String,
    to result: inout SchemaResult
  ) {
    var best: SchemaResult?
    for schema in schemas {
      let part = branch(schema, value, old, path)
      if part.isValid {
        result.merge(part)
        return
      }
      if part.matchCount > best?.matchCount ?? -1 { best = part }
    }
    result.add(.general("\(quoted) must validate at least one schema (anyOf)"))
    if let best { result.merge(best) }
  }

  private func addOneOf(
    _ value: Tree, _ schemas: [StructuralSchema], _ old: Tree?, _ path: String, _ quoted: String,
    to result: inout SchemaResult
  ) {
    var best: SchemaResult?
    var valid: [SchemaResult] = []
    for schema in schemas {
      let part = branch(schema, value, old, path)
      if part.isValid {
        valid.append(part)
        best = nil
      } else if valid.isEmpty, part.matchCount > best?.matchCount ?? -1 {
        best = part
      }
    }
    if valid.count == 1 {
      result.merge(valid[0])
      return
    }
    let detail = valid.isEmpty ? "Found none valid" : "Found \(valid.count) valid alternatives"
    result.add(.general("\(quoted) must validate one and only one schema (oneOf). \(detail)"))
    if let best { result.merge(best) }
  }

  /// Branches look at the same place: what is in them is correlated, they themselves are not forgiven.
  private func branch(_ schema: StructuralSchema, _ value: Tree, _ old: Tree?, _ path: String) -> SchemaResult {
    validate(value, schema, old: old, at: path)
  }
}

extension SchemaFailure {
  /// A failure that the server reports without a place.
  static func general(_ message: String) -> SchemaFailure { SchemaFailure(code: .general, message: message) }
}
