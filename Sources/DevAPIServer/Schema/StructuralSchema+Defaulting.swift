package import Support

extension StructuralSchema {
  /// `tree` with the defaults of this schema where members are missing.
  ///
  /// A `null` that is not nullable counts as missing where there is a default and is dropped where there is none.
  /// Source: apiextensions-apiserver, pkg/apiserver/schema/defaulting/algorithm.go and prune.go.
  package func defaulted(_ tree: Tree) -> Tree { fillingDefaults(droppingNulls(tree)) }

  private func refusesNull(_ value: Tree) -> Bool { value == .null && !isNullable }

  /// `PruneNonNullableNullsWithoutDefaults`.
  private func droppingNulls(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      var kept: [Tree.Member] = []
      for member in members {
        guard let schema = self.member(member.name) else {
          kept.append(member)
          continue
        }
        if schema.refusesNull(member.value), schema.defaultValue == nil { continue }
        kept.append(Tree.Member(member.name, schema.droppingNulls(member.value)))
      }
      return .object(kept)
    case .array(let elements):
      guard let items else { return tree }
      return .array(elements.map { items.droppingNulls($0) })
    default: return tree
    }
  }

  private func fillingDefaults(_ tree: Tree) -> Tree {
    switch tree {
    case .object(var members):
      for (name, schema) in properties.sorted(by: { $0.key < $1.key }) {
        guard let value = schema.defaultValue else { continue }
        if let index = members.firstIndex(where: { $0.name == name }) {
          if schema.refusesNull(members[index].value) { members[index].value = value }
        } else {
          members.append(Tree.Member(name, value))
        }
      }
      for index in members.indices {
        guard let schema = member(members[index].name) else { continue }
        members[index].value = schema.defaultedElement(members[index].value)
      }
      return .object(members)
    case .array(let elements):
      guard let items else { return tree }
      return .array(elements.map { items.defaultedElement($0) })
    default: return tree
    }
  }

  private func defaultedElement(_ value: Tree) -> Tree {
    fillingDefaults(refusesNull(value) ? defaultValue ?? .null : value)
  }
}
