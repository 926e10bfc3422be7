package import Support

extension StructuralSchema {
  /// The schema as the API writes it: members in the order of `JSONSchemaProps`, properties by name, empty ones left
  /// out.
  package var tree: Tree {
    var members: [Tree.Member] = []
    func add(_ name: String, _ value: Tree?) {
      if let value { members.append(Tree.Member(name, value)) }
    }
    func refused(_ name: String) { add(name, refusedMembers.first { $0.name == name }?.value) }
    refused("id")
    refused("$schema")
    refused("$ref")
    add("description", .nonEmpty(description))
    add("type", .nonEmpty(type))
    add("format", .nonEmpty(values.format))
    add("title", .nonEmpty(title))
    add("default", defaultValue)
    members += values.scalarMembers
    refused("items")
    add("items", items?.tree)
    add("allOf", .nonEmpty(values.allOf.map(\.tree)))
    add("oneOf", .nonEmpty(values.oneOf.map(\.tree)))
    add("anyOf", .nonEmpty(values.anyOf.map(\.tree)))
    add("not", values.not?.tree)
    if !properties.isEmpty {
      add("properties", .object(properties.sorted { $0.key < $1.key }.map { Tree.Member($0.key, $0.value.tree) }))
    }
    add("additionalProperties", additionalProperties?.tree)
    for name in ["patternProperties", "dependencies", "additionalItems", "definitions"] { refused(name) }
    add("externalDocs", externalDocs)
    add("example", example)
    add("nullable", .whenTrue(isNullable))
    return .object(members + extensionMembers)
  }

  private var extensionMembers: [Tree.Member] {
    let keys = listMapKeys.map { Tree.string($0) }
    return Tree.members(
      ("x-kubernetes-preserve-unknown-fields", preservesUnknownFieldsFlag.map { .bool($0) }),
      ("x-kubernetes-embedded-resource", .whenTrue(isEmbeddedResource)),
      ("x-kubernetes-int-or-string", .whenTrue(isIntOrString)),
      ("x-kubernetes-list-map-keys", .nonEmpty(keys)),
      ("x-kubernetes-list-type", listTypeText.map { .string($0) }),
      ("x-kubernetes-map-type", mapTypeText.map { .string($0) }),
      ("x-kubernetes-validations", .nonEmpty(validationRules.map(\.tree)))
    ).objectMembers
  }
}

extension StructuralSchema.AdditionalProperties {
  fileprivate var tree: Tree {
    switch self {
    case .allowed(let allowed): .bool(allowed)
    case .schema(let schema): schema.tree
    }
  }
}

extension ValueRules {
  fileprivate var scalarMembers: [Tree.Member] {
    Tree.members(
      ("maximum", maximum.map(Tree.goNumber)), ("exclusiveMaximum", .whenTrue(isMaximumExclusive)),
      ("minimum", minimum.map(Tree.goNumber)), ("exclusiveMinimum", .whenTrue(isMinimumExclusive)),
      ("maxLength", maxLength.map { .integer($0) }), ("minLength", minLength.map { .integer($0) }),
      ("pattern", .nonEmpty(pattern)),
      ("maxItems", maxItems.map { .integer($0) }), ("minItems", minItems.map { .integer($0) }),
      ("uniqueItems", .whenTrue(hasUniqueItems)), ("multipleOf", multipleOf.map(Tree.goNumber)),
      ("enum", .nonEmpty(enumeration)),
      ("maxProperties", maxProperties.map { .integer($0) }), ("minProperties", minProperties.map { .integer($0) }),
      ("required", .nonEmpty(required.map { .string($0) }))
    ).objectMembers
  }
}

extension Tree {
  static func nonEmpty(_ text: String) -> Tree? { text.isEmpty ? nil : .string(text) }
  static func nonEmpty(_ elements: [Tree]) -> Tree? { elements.isEmpty ? nil : .array(elements) }
  static func whenTrue(_ flag: Bool) -> Tree? { flag ? .bool(true) : nil }

  /// A float64 as `encoding/json` writes it: whole numbers without a fraction.
  static func goNumber(_ value: Double) -> Tree {
    Int64(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
