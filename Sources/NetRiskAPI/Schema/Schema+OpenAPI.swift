package import Support

extension Schema {
  /// The node as a CustomResourceDefinition has it, members in the order of controller-gen's output.
  package var openAPI: Tree {
    var members = description.isEmpty ? [] : [Tree.Member("description", .string(description))]
    if let defaultValue { members.append(Tree.Member("default", defaultValue)) }
    members += formMembers
    if !validations.isEmpty {
      members.append(Tree.Member("x-kubernetes-validations", .array(validations.map(\.tree))))
    }
    return .object(members)
  }

  private var formMembers: [Tree.Member] {
    switch form {
    case .string(let maxLength, let rules): Self.members(maxLength, rules)
    case .integer(let minimum, let maximum, let isLarge):
      [
        Tree.Member("type", "integer"), Tree.Member("format", isLarge ? "int64" : "int32"),
        Tree.Member("minimum", .integer(minimum)), Tree.Member("maximum", .integer(maximum)),
      ]
    case .boolean: [Tree.Member("type", "boolean")]
    case .object(let fields): Self.members(fields)
    case .array(let items, let maxItems, let type):
      [
        Tree.Member("type", "array"), Tree.Member("maxItems", .integer(Int64(maxItems))),
        Tree.Member("items", items.openAPI),
      ] + type.members
    case .map(let values, let maxProperties):
      [
        Tree.Member("type", "object"), Tree.Member("maxProperties", .integer(Int64(maxProperties))),
        Tree.Member("additionalProperties", values.openAPI),
      ]
    }
  }

  private static func members(_ maxLength: Int, _ rules: StringRules) -> [Tree.Member] {
    var members: [Tree.Member] = [Tree.Member("type", "string")]
    if let format = rules.format { members.append(Tree.Member("format", .string(format))) }
    if rules.minLength > 0 { members.append(Tree.Member("minLength", .integer(Int64(rules.minLength)))) }
    members.append(Tree.Member("maxLength", .integer(Int64(maxLength))))
    if let pattern = rules.pattern { members.append(Tree.Member("pattern", .string(pattern))) }
    if !rules.values.isEmpty { members.append(Tree.Member("enum", .array(rules.values.map { .string($0) }))) }
    return members
  }

  private static func members(_ fields: [SchemaField]) -> [Tree.Member] {
    var members: [Tree.Member] = [Tree.Member("type", "object")]
    let required = fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(Tree.Member("required", .array(required.map { .string($0) }))) }
    if !fields.isEmpty {
      members.append(
        Tree.Member("properties", .object(fields.map { Tree.Member($0.name, $0.schema.openAPI) })))
    }
    return members
  }
}

extension Schema.ListType {
  fileprivate var members: [Tree.Member] {
    switch self {
    case .atomic: [Tree.Member("x-kubernetes-list-type", "atomic")]
    case .set: [Tree.Member("x-kubernetes-list-type", "set")]
    case .map(let keys):
      [
        Tree.Member("x-kubernetes-list-type", "map"),
        Tree.Member("x-kubernetes-list-map-keys", .array(keys.map { .string($0) })),
      ]
    }
  }
}

extension SchemaRule {
  fileprivate var tree: Tree { .members(("rule", .string(rule)), ("message", .string(message))) }
}
