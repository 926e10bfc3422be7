package import KubeCore
package import Support

extension YAMLChange {
  /// The changes that make one tree of another, each as deep in the tree as it goes; none where they are the same.
  ///
  /// Elements of a list are compared by their place: what stands between the common start and end is changed one by
  /// one where it has the same length, taken away or appended where that is all; otherwise the list is given anew.
  package static func changes(from old: Tree, to new: Tree, at path: [WireError.Segment] = []) -> [YAMLChange] {
    if old.isSame(as: new) { return [] }
    switch (old, new) {
    case (.object(let old), .object(let new)) where !new.isEmpty: return changes(from: old, to: new, at: path)
    case (.array(let old), .array(let new)) where !new.isEmpty: return changes(from: old, to: new, at: path)
    default: return [.set(path, new)]
    }
  }

  private static func changes(
    from old: [Tree.Member], to new: [Tree.Member], at path: [WireError.Segment]
  ) -> [YAMLChange] {
    let sets = new.flatMap { member in
      let path = path + [.field(member.name)]
      guard let index = old.index(of: member.name) else { return [YAMLChange.set(path, member.value)] }
      return changes(from: old[index].value, to: member.value, at: path)
    }
    return sets + old.filter { new.index(of: $0.name) == nil }.map { .remove(path + [.field($0.name)]) }
  }

  private static func changes(from old: [Tree], to new: [Tree], at path: [WireError.Segment]) -> [YAMLChange] {
    let start = zip(old, new).prefix { $0.isSame(as: $1) }.count
    let rest = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0.isSame(as: $1) }.count
    let (gone, added) = (start..<old.count - end, start..<new.count - end)
    if gone.count == added.count {
      return gone.flatMap { changes(from: old[$0], to: new[$0], at: path + [.index($0)]) }
    }
    if added.isEmpty { return gone.reversed().map { .remove(path + [.index($0)]) } }
    if gone.isEmpty, end == 0 { return added.map { .set(path + [.index($0)], new[$0]) } }
    return [.set(path, .array(new))]
  }
}
