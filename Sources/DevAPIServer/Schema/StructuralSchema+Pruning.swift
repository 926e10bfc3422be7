package import Support

extension StructuralSchema {
  /// `tree` without the members that this schema does not know, and the paths of what was dropped, sorted:
  /// `spec.foo`, `spec.list[0].bar`.
  ///
  /// At the root of a resource `apiVersion`, `kind` and `metadata` are left alone. Source: apiextensions-apiserver,
  /// pkg/apiserver/schema/pruning/algorithm.go.
  package func pruned(_ tree: Tree, isResourceRoot: Bool = true) -> (tree: Tree, unknownFields: [String]) {
    var schema = self
    if isResourceRoot { schema.isEmbeddedResource = true }
    var pruning = Pruning()
    let result = pruning.prune(tree, schema, at: "")
    return (result, pruning.unknownFields.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}

private struct Pruning {
  var unknownFields: [String] = []

  static func isMeta(_ name: String) -> Bool { name == "apiVersion" || name == "kind" || name == "metadata" }

  static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

  mutating func prune(_ tree: Tree, _ schema: StructuralSchema?, at path: String) -> Tree {
    if let schema, schema.preservesUnknownFields { return keep(tree, schema, at: path) }
    switch tree {
    case .object(let members):
      var kept: [Tree.Member] = []
      for member in members {
        if let value = pruneMember(member, schema, at: path) { kept.append(Tree.Member(member.name, value)) }
      }
      return .object(kept)
    case .array(let elements):
      var kept: [Tree] = []
      for (index, element) in elements.enumerated() {
        kept.append(prune(element, schema?.items, at: "\(path)[\(index)]"))
      }
      return .array(kept)
    default: return tree
    }
  }

  private mutating func pruneMember(_ member: Tree.Member, _ schema: StructuralSchema?, at path: String) -> Tree? {
    let place = Self.join(path, member.name)
    guard let schema else {
      unknownFields.append(place)
      return nil
    }
    if schema.isEmbeddedResource, Self.isMeta(member.name) { return member.value }
    if let property = schema.properties[member.name] { return prune(member.value, property, at: place) }
    if let additional = schema.additionalProperties { return prune(member.value, additional.schema, at: place) }
    if !Self.isMeta(member.name) || !path.isEmpty { unknownFields.append(place) }
    return nil
  }

  /// Where unknown members are preserved, those that are known are still pruned inside.
  private mutating func keep(_ tree: Tree, _ schema: StructuralSchema?, at path: String) -> Tree {
    guard let schema else { return tree }
    switch tree {
    case .object(let members):
      var kept: [Tree.Member] = []
      for member in members {
        var value = member.value
        let place = Self.join(path, member.name)
        if schema.isEmbeddedResource, Self.isMeta(member.name) {
        } else if let property = schema.properties[member.name] {
          value = prune(value, property, at: place)
        } else if let additional = schema.additionalProperties {
          value = prune(value, additional.schema, at: place)
        }
        kept.append(Tree.Member(member.name, value))
      }
      return .object(kept)
    case .array(let elements):
      var kept: [Tree] = []
      for (index, element) in elements.enumerated() {
        kept.append(keep(element, schema.items, at: "\(path)[\(index)]"))
      }
      return .array(kept)
    default: return tree
    }
  }
}
