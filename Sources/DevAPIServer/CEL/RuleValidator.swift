internal import KubeCore
internal import Support

/// Runs the rules of a schema over an object. Source: apiextensions-apiserver, pkg/apiserver/schema/cel/validation.go;
/// rules have no cost here.
struct RuleValidator: Sendable {
  private let schema: StructuralSchema
  private let rules: [CompiledRule]
  private let isResourceRoot: Bool
  private let properties: [String: RuleValidator]
  /// None or one each.
  private let items: [RuleValidator]
  private let additionalProperties: [RuleValidator]

  /// `nil` where no rule stands in the schema.
  init?(_ schema: StructuralSchema, isResourceRoot: Bool = true) {
    self.schema = schema
    self.isResourceRoot = isResourceRoot
    let type = CELType(schema, isResourceRoot: isResourceRoot)
    rules = schema.validationRules.map { CompiledRule($0, type) }
    properties = schema.properties.compactMapValues { RuleValidator($0, isResourceRoot: $0.isEmbeddedResource) }
    items = schema.items.flatMap { RuleValidator($0, isResourceRoot: $0.isEmbeddedResource) }.map { [$0] } ?? []
    let values = schema.additionalProperties?.schema
    additionalProperties =
      values.flatMap { RuleValidator($0, isResourceRoot: $0.isEmbeddedResource) }.map { [$0] } ?? []
    if rules.isEmpty, properties.isEmpty, items.isEmpty, additionalProperties.isEmpty { return nil }
  }

  /// What breaks a rule. `old` is the stored counterpart; `isUpdate` tells an unchanged value to be let pass.
  func errors(_ value: Tree, old: Tree? = nil, at path: SchemaPath = SchemaPath()) -> [FieldError] {
    guard value != .null else { return [] }
    let isUnchanged = old.map { value.equalsJSON($0) } ?? false
    return errors(value, old: old, isUnchanged: isUnchanged, at: path)
  }

  private func errors(_ value: Tree, old: Tree?, isUnchanged: Bool, at path: SchemaPath) -> [FieldError] {
    var errors = ruleErrors(value, old: old == .null ? nil : old, isUnchanged: isUnchanged, at: path)
    switch value {
    case .array(let elements):
      guard let validator = items.first else { break }
      for (index, element) in elements.enumerated() {
        let counterpart = schema.correlated(element, in: old)
        errors += validator.inner(element, old: counterpart, parent: isUnchanged, at: path.index(index))
      }
    case .object(let members):
      for member in members.sorted(by: { $0.name < $1.name }) {
        if let validator = additionalProperties.first {
          errors += validator.inner(
            member.value, old: old?[member.name], parent: isUnchanged, at: path.key(member.name))
        }
        if let validator = properties[member.name] {
          errors += validator.inner(
            member.value, old: old?[member.name], parent: isUnchanged, at: path.child(member.name))
        }
      }
    default: break
    }
    return errors
  }

  /// A value without a counterpart counts as unchanged where its parent is.
  private func inner(_ value: Tree, old: Tree?, parent: Bool, at path: SchemaPath) -> [FieldError] {
    guard value != .null else { return [] }
    return errors(value, old: old, isUnchanged: old.map { value.equalsJSON($0) } ?? parent, at: path)
  }

  private func ruleErrors(_ value: Tree, old: Tree?, isUnchanged: Bool, at path: SchemaPath) -> [FieldError] {
    guard !rules.isEmpty else { return [] }
    let shown = isResourceRoot ? schema.withTypeAndObjectMeta : schema
    var evaluator = CELEvaluator(variables: ["self": CELValue(value, shown)])
    if let old { evaluator.variables["oldSelf"] = CELValue(old, shown) }
    return rules.compactMap { rule in
      guard let program = rule.program else {
        let detail = "rule compile error: \(rule.error ?? "")"
        return FieldError(.invalid, field: path.description, badValue: goQuoted(schema.type), detail)
      }
      // A transition rule has nothing to say about what is new.
      if rule.usesOldSelf, old == nil { return nil }
      do throws(CELEvaluationError) {
        if case .bool(true) = try evaluator.evaluate(program) { return nil }
      } catch {
        return failure(error, rule, at: path)
      }
      if isUnchanged, !rule.usesOldSelf { return nil }
      return broken(rule, value, evaluator, at: path)
    }
  }

  private func failure(_ error: CELEvaluationError, _ rule: CompiledRule, at path: SchemaPath) -> FieldError {
    let detail =
      error == .noSuchOverload
      ? "'no such overload': call arguments did not match a supported operator, function or macro signature for rule: "
        + rule.shortWords
      : "\(error.detail) evaluating rule: \(rule.shortWords)"
    return FieldError(.invalid, field: path.description, badValue: goQuoted(schema.type), detail)
  }

  private func broken(
    _ rule: CompiledRule, _ value: Tree, _ evaluator: CELEvaluator, at path: SchemaPath
  ) -> FieldError {
    var place = path
    if !rule.rule.fieldPath.isEmpty, let relative = try? ValidFieldPath(rule.rule.fieldPath, in: schema).path {
      place = relative.description.hasPrefix("[") ? path.child(relative.description) : path.child(relative.description)
    }
    var detail = rule.words
    if let message = rule.message, case .string(let text)? = try? evaluator.evaluate(message) {
      let trimmed = text.trimmingBlanks
      if !trimmed.isEmpty, !trimmed.contains("\n"), trimmed.utf8.count <= 5 * 1024 { detail = trimmed }
    }
    let bad = schema.type == "object" || schema.type == "array" ? nil : value.goBadValue
    switch rule.rule.reason {
    case "FieldValueForbidden"?: return FieldError(.forbidden, field: place.description, detail)
    case "FieldValueRequired"?: return FieldError(.required, field: place.description, detail)
    case "FieldValueDuplicate"?: return FieldError(.duplicate, field: place.description, badValue: bad)
    default: return FieldError(.invalid, field: place.description, badValue: bad, detail)
    }
  }
}
