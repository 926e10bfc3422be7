package import KubeCore
package import Support

extension StructuralSchema {
  /// Elements that stand twice in a list of type set, or share their keys in one of type map. Source:
  /// apiextensions-apiserver, pkg/apiserver/schema/listtype/validation.go.
  package func listTypeErrors(_ tree: Tree, at path: SchemaPath = SchemaPath()) -> [FieldError] {
    switch tree {
    case .object(let members):
      let sorted = members.sorted { $0.name < $1.name }
      var errors: [FieldError] = []
      if let schema = additionalProperties?.schema {
        for member in sorted { errors += schema.listTypeErrors(member.value, at: path.key(member.name)) }
      }
      for member in sorted {
        guard let property = properties[member.name] else { continue }
        errors += property.listTypeErrors(member.value, at: path.child(member.name))
      }
      return errors
    case .array(let elements):
      var errors = listTypeText == nil ? [] : duplicates(elements, at: path)
      guard let items else { return errors }
      for (index, element) in elements.enumerated() { errors += items.listTypeErrors(element, at: path.index(index)) }
      return errors
    default: return []
    }
  }

  private func duplicates(_ elements: [Tree], at path: SchemaPath) -> [FieldError] {
    switch listType {
    case .atomic: return []
    case .set:
      return Self.repeated(elements.map(\.goJSON)).map { index in
        FieldError(.duplicate, field: path.index(index).description, badValue: elements[index].goBadValue)
      }
    case .map:
      for (index, element) in elements.enumerated() {
        if case .object = element { continue }
        if element == .null { continue }
        return [
          FieldError(
            .invalid, field: path.index(index).description, badValue: element.goBadValue,
            "must be an object for an array of list-type map")
        ]
      }
      let keys = elements.map { element in
        Tree.object(listMapKeys.compactMap { key in element[key].map { Tree.Member(key, $0) } }).goJSON
      }
      return Self.repeated(keys).map { index in
        FieldError(.duplicate, field: path.index(index).description, badValue: keys[index])
      }
    }
  }

  /// Where each value appears for the second time.
  private static func repeated(_ values: [String]) -> [Int] {
    var counts: [String: Int] = [:]
    return values.indices.filter { index in
      counts[values[index], default: 0] += 1
      return counts[values[index]] == 2
    }
  }
}
