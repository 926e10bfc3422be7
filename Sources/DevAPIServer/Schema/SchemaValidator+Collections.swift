internal import Support

extension SchemaValidator {
  /// Source: `schemaSliceValidator.Validate`.
  func listResult(_ elements: [Tree], _ schema: StructuralSchema, old: Tree?, at path: String) -> SchemaResult {
    var result = SchemaResult()
    if let items = schema.items {
      for (index, element) in elements.enumerated() {
        let counterpart = schema.correlated(element, in: old)
        result.merge(ratcheted(element, items, old: counterpart, at: "\(path)[\(index)]"))
      }
    }
    let size = Int64(elements.count)
    if let limit = schema.values.minItems, size < limit {
      result.add(.other(path, .integer(size), "should have at least \(limit) items"))
    }
    if let limit = schema.values.maxItems, size > limit {
      result.add(
        SchemaFailure(
          code: .tooManyItems, name: path, value: .integer(size), limit: limit,
          message: "\(path) in body should have at most \(limit) items"))
    }
    result.matchCount += 1
    return result
  }

  /// Source: `objectValidator.Validate`.
  func objectResult(_ members: [Tree.Member], _ schema: StructuralSchema, old: Tree?, at path: String) -> SchemaResult {
    var result = SchemaResult()
    addSizes(Int64(members.count), schema.values, path, to: &result)
    let sorted = members.sorted { $0.name < $1.name }
    for member in sorted where schema.properties[member.name] == nil {
      switch schema.additionalProperties {
      case nil, .allowed(true)?: break
      case .allowed(false)?:
        result.add(
          SchemaFailure(
            code: .other, name: path, value: .string(member.name),
            message: "\(path).\(member.name) in body is a forbidden property"))
      case .schema(let schema)?:
        result.merge(validated(member, schema, old: old, in: path, at: "\(path).\(member.name)"))
      }
    }
    for member in sorted {
      guard let property = schema.properties[member.name] else { continue }
      let place = path.isEmpty ? member.name : "\(path).\(member.name)"
      result.merge(validated(member, property, old: old, in: path, at: place))
    }
    for name in schema.values.required where !members.contains(where: { $0.name == name }) {
      result.add(
        SchemaFailure(code: .required, name: "\(path).\(name)", message: "\(path).\(name) in body is required"))
    }
    return result
  }

  private func validated(
    _ member: Tree.Member, _ schema: StructuralSchema, old: Tree?, in parent: String, at path: String
  ) -> SchemaResult {
    // What the stored object calls itself says nothing about this version.
    let isTypeMeta = parent.isEmpty && (member.name == "kind" || member.name == "apiVersion")
    return ratcheted(member.value, schema, old: isTypeMeta ? nil : old?[member.name], at: path)
  }

  private func addSizes(_ size: Int64, _ rules: ValueRules, _ path: String, to result: inout SchemaResult) {
    if let limit = rules.minProperties, size < limit {
      result.add(.other(path, .integer(size), "should have at least \(limit) properties"))
    }
    if let limit = rules.maxProperties, size > limit {
      result.add(
        SchemaFailure(
          code: .tooManyProperties, name: path, value: .integer(size), limit: limit,
          message: "\(path) in body should have at most \(limit) properties"))
    }
  }
}

extension StructuralSchema {
  /// The element of the stored list with the same keys; only lists of type map have counterparts.
  func correlated(_ element: Tree, in old: Tree?) -> Tree? {
    guard listType == .map, case .array(let elements)? = old, case .object = element else { return nil }
    return elements.first { other in
      listMapKeys.allSatisfy { key in keyValue(key, of: element) == keyValue(key, of: other) }
    }
  }

  private func keyValue(_ key: String, of element: Tree) -> Tree? {
    element[key] ?? items?.properties[key]?.defaultValue
  }
}
