internal import Support

extension SchemaValidator {
  /// Source: `numberValidator.Validate`: whole numbers are compared as such, with limits cut to whole ones.
  func numberResult(_ value: Tree, _ schema: StructuralSchema, _ types: [String], _ path: String) -> SchemaResult {
    var result = SchemaResult()
    let range = NumberRange(types: types, format: schema.validatedFormat, path: path)
    result.add(range.failure(value, "Checked"))
    let rules = schema.values
    if let factor = rules.multipleOf {
      let misfit = range.failure(.number(factor), "MultipleOf")
      result.add(misfit)
      result.add(multipleFailure(misfit == nil ? value : value.asDouble, factor, path))
    }
    for (limit, isMaximum, isExclusive, prefix) in [
      (rules.maximum, true, rules.isMaximumExclusive, "Maximum boundary"),
      (rules.minimum, false, rules.isMinimumExclusive, "Minimum boundary"),
    ] {
      guard let limit else { continue }
      let misfit = range.failure(.number(limit), prefix)
      result.add(misfit)
      let subject = misfit == nil ? value : value.asDouble
      result.add(boundFailure(subject, limit, isMaximum: isMaximum, isExclusive: isExclusive, path))
    }
    result.matchCount += 1
    return result
  }

  private func boundFailure(
    _ value: Tree, _ limit: Double, isMaximum: Bool, isExclusive: Bool, _ path: String
  ) -> SchemaFailure? {
    let isBad: Bool
    let shown: String
    switch value {
    case .integer(let number):
      let whole = Int64(saturating: limit)
      isBad = isMaximum ? number > whole : number < whole
      if !isBad, !(isExclusive && number == whole) { return nil }
      shown = String(whole)
    case .number(let number):
      isBad = isMaximum ? number > limit : number < limit
      if !isBad, !(isExclusive && number == limit) { return nil }
      shown = GoPrinting.float(limit)
    default: return nil
    }
    let direction = isMaximum ? "less than" : "greater than"
    return .other(path, value, "should be \(direction)\(isExclusive ? "" : " or equal to") \(shown)")
  }

  private func multipleFailure(_ value: Tree, _ factor: Double, _ path: String) -> SchemaFailure? {
    if case .integer(let number) = value {
      let whole = Int64(saturating: factor)
      guard whole > 0 else { return notPositive(String(whole), path) }
      return number % whole == 0 ? nil : .other(path, value, "should be a multiple of \(whole)")
    }
    guard case .number(let number) = value else { return nil }
    guard factor > 0 else { return notPositive(GoPrinting.float(factor), path) }
    let multiple = factor < 1 ? 1 / factor * number : number / factor
    if Tree.number(multiple).isIntegralNumber { return nil }
    return .other(path, value, "should be a multiple of \(GoPrinting.float(factor))")
  }

  private func notPositive(_ factor: String, _ path: String) -> SchemaFailure {
    SchemaFailure(
      code: .other, name: path, value: .string(factor),
      message: "factor MultipleOf declared for \(path) must be positive: \(factor)")
  }
}

/// What a type and its format can hold. Source: `IsValueValidAgainstRange`.
private struct NumberRange {
  var types: [String]
  var format: String
  var path: String

  func failure(_ value: Tree, _ prefix: String) -> SchemaFailure? {
    guard types.count == 1, let type = types.first, !fits(value, type) else { return nil }
    let suffix = format.isEmpty ? " (default format)" : " with format \(format)"
    return .general("\(prefix) value must be of type \(type)\(suffix) in \(path)")
  }

  private func fits(_ value: Tree, _ type: String) -> Bool {
    switch (type, value) {
    case ("integer", .integer(let number)): format != "int32" || Int32(exactly: number) != nil
    case ("integer", .number(let number)):
      format == "int32" ? Int32(exactly: number) != nil : Int64(exactly: number) != nil
    case ("number", .number(let number)): format != "float" || Float(number).isFinite
    default: true
    }
  }
}

extension Int64 {
  /// A whole number as Go's conversion cuts it, held at the ends.
  fileprivate init(saturating value: Double) {
    let cut = value.rounded(.towardZero)
    self = Int64(exactly: cut) ?? (value < 0 ? .min : .max)
  }
}

extension Tree {
  fileprivate var asDouble: Tree {
    if case .integer(let number) = self { .number(Double(number)) } else { self }
  }
}
