package import Support

extension JSONPatch {
  /// The operations that turn `old` into `new`. What goes or is replaced is tested first: on an object that has changed
  /// meanwhile the whole patch fails and nothing is changed (RFC 6902, section 5). Lists are replaced whole.
  package static func difference(from old: Tree, to new: Tree) -> JSONPatch {
    var difference = JSONPatchDifference()
    difference.compare(old, new, at: [])
    return JSONPatch(difference.operations)
  }
}

/// Collects the operations between two documents.
private struct JSONPatchDifference {
  var operations: [JSONPatch.Operation] = []

  mutating func compare(_ old: Tree, _ new: Tree, at path: [String]) {
    if old.isSameJSON(as: new) { return }
    guard let before = old.objectMembers, let after = new.objectMembers else {
      return add("replace", path, old: old, new: new)
    }
    for member in before {
      if let value = new[member.name] {
        compare(member.value, value, at: path + [member.name])
      } else {
        add("remove", path + [member.name], old: member.value, new: nil)
      }
    }
    for member in after where old[member.name] == nil {
      operations.append(.init("add", path: JSONPointer.text(path + [member.name]), value: member.value))
    }
  }

  private mutating func add(_ kind: String, _ path: [String], old: Tree, new: Tree?) {
    let pointer = JSONPointer.text(path)
    operations.append(.init("test", path: pointer, value: old))
    operations.append(.init(kind, path: pointer, value: new))
  }
}
