internal import KubeCore
internal import Support

/// Holds values against a schema with the checks, the order and the words of kube-openapi, pkg/validation/validate.
///
/// Where Go ranges over a map, members are taken by name. On an update, what a value got wrong before and still is the
/// same is let pass (ratcheting, KEP-4008).
struct SchemaValidator {
  /// Compiled patterns; the server compiles each once as well.
  private let patterns: PatternCache

  init(patterns: PatternCache = PatternCache()) { self.patterns = patterns }

  /// What is wrong with `value`, named below `root`. `old` is the stored value on an update.
  func errors(
    _ value: Tree, _ schema: StructuralSchema, old: Tree? = nil, below root: SchemaPath = SchemaPath()
  ) -> [FieldError] {
    ratcheted(value, schema, old: old, at: "").failures.map { $0.fieldError(below: root) }
  }

  /// A value of its own place in the object: unchanged since the last write, its failures are forgiven.
  func ratcheted(_ value: Tree, _ schema: StructuralSchema, old: Tree?, at path: String) -> SchemaResult {
    let result = validate(value, schema, old: old, at: path)
    guard !result.isValid, let old, old != .null, value != .null, value.equalsJSON(old) else { return result }
    var forgiven = SchemaResult()
    forgiven.matchCount = result.matchCount
    return forgiven
  }

  func validate(_ value: Tree, _ schema: StructuralSchema, old: Tree?, at path: String) -> SchemaResult {
    var result = SchemaResult()
    let types = schema.validatedTypes
    let format = schema.validatedFormat
    if value == .null {
      result.merge(typeResult(value, schema, types, format, path))
      result.add(enumerationFailure(value, schema.values, path))
      return result
    }
    func run(_ part: SchemaResult) {
      result.merge(part)
      result.matchCount += 1
    }
    if !types.isEmpty || !format.isEmpty { run(typeResult(value, schema, types, format, path)) }
    run(compositionResult(value, schema.values, old: old, at: path))
    switch value {
    case .string(let text):
      run(stringResult(text, schema.values, path))
      if ValueFormat.isKnown(format) { run(formatResult(text, format, path)) }
    case .integer, .number: run(numberResult(value, schema, types, path))
    case .array(let elements): run(listResult(elements, schema, old: old, at: path))
    default: break
    }
    var common = SchemaResult()
    common.add(enumerationFailure(value, schema.values, path))
    run(common)
    if case .object(let members) = value { run(objectResult(members, schema, old: old, at: path)) }
    result.matchCount += 1
    return result
  }

  /// Source: `typeValidator.Validate`.
  private func typeResult(
    _ value: Tree, _ schema: StructuralSchema, _ types: [String], _ format: String, _ path: String
  ) -> SchemaResult {
    var passed = SchemaResult()
    passed.matchCount = 1
    func failed(_ wanted: String, _ found: String) -> SchemaResult {
      SchemaResult(
        SchemaFailure(
          code: .invalidType, name: path, value: .string(found),
          message: "\(path) in body must be of type \(wanted): \(goQuoted(found))"))
    }
    let joined = types.joined(separator: ",")
    if value == .null { return types.isEmpty || schema.isNullable ? passed : failed(joined, "null") }
    let (found, foundFormat) = value.schemaType
    let isIntegral = value.isIntegralNumber && types.contains("integer")
    let isWidened = found == "integer" && types.contains("number")
    let isText = found == "string" || found == "array"
    if !isText, !format.isEmpty, !types.contains(found), foundFormat != format, !isIntegral, !isWidened {
      return failed(format, foundFormat)
    }
    if !types.contains("number"), !types.contains("integer"), !format.isEmpty, isText { return passed }
    return types.contains(found) || isIntegral || isWidened ? passed : failed(joined, found)
  }

  private func enumerationFailure(_ value: Tree, _ rules: ValueRules, _ path: String) -> SchemaFailure? {
    guard !rules.enumeration.isEmpty, !rules.enumeration.contains(where: { value.isConvertible(to: $0) }) else {
      return nil
    }
    return SchemaFailure(
      code: .enumeration, name: path, value: value, allowed: rules.enumeration,
      message: "\(path) in body should be one of \(rules.enumeration.map(\.goJSON))")
  }

  private func stringResult(_ text: String, _ rules: ValueRules, _ path: String) -> SchemaResult {
    let length = Int64(text.unicodeScalars.count)
    if let limit = rules.maxLength, length > limit {
      return SchemaResult(
        SchemaFailure(
          code: .tooLong, name: path, value: .string(text), limit: limit,
          message: "\(path) in body should be at most \(limit) chars long"))
    }
    if let limit = rules.minLength, length < limit {
      return SchemaResult(.other(path, .string(text), "should be at least \(limit) chars long"))
    }
    guard !rules.pattern.isEmpty else { return SchemaResult() }
    let shown: String
    switch patterns.regex(rules.pattern) {
    case .success(let regex):
      if regex.matches(text) { return SchemaResult() }
      shown = rules.pattern
    case .failure(let error): shown = "\(rules.pattern), but pattern is invalid: \(error.message)"
    }
    return SchemaResult(.other(path, .string(text), "should match '\(shown)'"))
  }

  private func formatResult(_ text: String, _ format: String, _ path: String) -> SchemaResult {
    if ValueFormat.accepts(text, format) { return SchemaResult() }
    return SchemaResult(
      SchemaFailure(
        code: .invalidType, name: path, value: .string(text),
        message: "\(path) in body must be of type \(format): \(goQuoted(text))"))
  }
}

extension SchemaFailure {
  /// A failure whose message names the place, in the body, and then `words`.
  static func other(_ path: String, _ value: Tree?, _ words: String) -> SchemaFailure {
    SchemaFailure(code: .other, name: path, value: value, message: "\(path) in body \(words)")
  }
}
