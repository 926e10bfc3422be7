package import Support

extension StructuralSchema {
  /// Reads a schema; members that `JSONSchemaProps` does not know are dropped, as the server drops them.
  package init(_ tree: Tree, at path: String = "") throws(TypeMismatch) {
    self.init()
    guard let reader = try MemberReader(tree, at: path, "v1.JSONSchemaProps") else { return }
    try readGeneric(reader)
    try readStructure(reader)
    try readExtensions(reader)
    values = try ValueRules(reader)
    readRefused(reader)
  }

  private mutating func readGeneric(_ reader: MemberReader) throws(TypeMismatch) {
    type = try reader.string("type") ?? ""
    description = try reader.string("description") ?? ""
    title = try reader.string("title") ?? ""
    defaultValue = reader.value("default")
    isNullable = try reader.bool("nullable") ?? false
    externalDocs = reader.value("externalDocs")
    example = reader.value("example")
  }

  private mutating func readStructure(_ reader: MemberReader) throws(TypeMismatch) {
    for member in try reader.members("properties", "map[string]v1.JSONSchemaProps") ?? [] {
      properties[member.name] = try StructuralSchema(member.value, at: reader.place("properties"))
    }
    if let value = reader.value("items") {
      if case .array = value {
        refusedMembers.append(Tree.Member("items", value))
      } else {
        items = try StructuralSchema(value, at: reader.place("items"))
      }
    }
    switch reader.value("additionalProperties") {
    case nil: break
    case .bool(let allowed)?: additionalProperties = .allowed(allowed)
    case let value?:
      additionalProperties = .schema(try StructuralSchema(value, at: reader.place("additionalProperties")))
    }
  }

  private mutating func readExtensions(_ reader: MemberReader) throws(TypeMismatch) {
    preservesUnknownFieldsFlag = try reader.bool("x-kubernetes-preserve-unknown-fields")
    isEmbeddedResource = try reader.bool("x-kubernetes-embedded-resource") ?? false
    isIntOrString = try reader.bool("x-kubernetes-int-or-string") ?? false
    listTypeText = try reader.string("x-kubernetes-list-type")
    listMapKeys = try reader.strings("x-kubernetes-list-map-keys") ?? []
    mapTypeText = try reader.string("x-kubernetes-map-type")
    let name = "x-kubernetes-validations"
    for element in try reader.array(name, "v1.ValidationRules") ?? [] {
      guard let rule = try MemberReader(element, at: reader.place(name), "v1.ValidationRule") else {
        validationRules.append(ValidationRule())
        continue
      }
      validationRules.append(try ValidationRule(rule))
    }
  }

  private mutating func readRefused(_ reader: MemberReader) {
    for name in ["id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions"] {
      if let value = reader.value(name) { refusedMembers.append(Tree.Member(name, value)) }
    }
  }
}

extension ValidationRule {
  fileprivate init(_ reader: MemberReader) throws(TypeMismatch) {
    rule = try reader.string("rule") ?? ""
    message = try reader.string("message") ?? ""
    messageExpression = try reader.string("messageExpression") ?? ""
    reason = try reader.string("reason")
    fieldPath = try reader.string("fieldPath") ?? ""
    optionalOldSelf = try reader.bool("optionalOldSelf")
  }
}

extension ValueRules {
  fileprivate init(_ reader: MemberReader) throws(TypeMismatch) {
    format = try reader.string("format") ?? ""
    maximum = try reader.double("maximum")
    isMaximumExclusive = try reader.bool("exclusiveMaximum") ?? false
    minimum = try reader.double("minimum")
    isMinimumExclusive = try reader.bool("exclusiveMinimum") ?? false
    maxLength = try reader.int64("maxLength")
    minLength = try reader.int64("minLength")
    pattern = try reader.string("pattern") ?? ""
    maxItems = try reader.int64("maxItems")
    minItems = try reader.int64("minItems")
    hasUniqueItems = try reader.bool("uniqueItems") ?? false
    multipleOf = try reader.double("multipleOf")
    enumeration = try reader.array("enum", "[]v1.JSON") ?? []
    maxProperties = try reader.int64("maxProperties")
    minProperties = try reader.int64("minProperties")
    required = try reader.strings("required") ?? []
    allOf = try Self.schemas("allOf", reader)
    anyOf = try Self.schemas("anyOf", reader)
    oneOf = try Self.schemas("oneOf", reader)
    if let value = reader.value("not") { not = try StructuralSchema(value, at: reader.place("not")) }
  }

  private static func schemas(_ name: String, _ reader: MemberReader) throws(TypeMismatch) -> [StructuralSchema] {
    var schemas: [StructuralSchema] = []
    for element in try reader.array(name, "[]v1.JSONSchemaProps") ?? [] {
      schemas.append(try StructuralSchema(element, at: reader.place(name)))
    }
    return schemas
  }
}
