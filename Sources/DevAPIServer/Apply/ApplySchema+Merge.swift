internal import KubeCore
internal import Support

extension ApplySchema {
  /// The live object with what is applied laid over it. Source: structured-merge-diff, typed/merge.go.
  func merged(_ live: Tree, _ applied: Tree) -> Tree { merge(live, applied) ?? applied }

  private func merge(_ live: Tree?, _ applied: Tree?) -> Tree? {
    switch shape(live, applied) {
    case .leaf: return applied ?? live
    case .object:
      var names: [String] = []
      var seen: Set<String> = []
      for member in Self.members(live) + Self.members(applied) where seen.insert(member.name).inserted {
        names.append(member.name)
      }
      return .object(
        names.compactMap { name in
          let schema = member(name)?.schema ?? .deduced(isDeclared: false)
          return schema.merge(live?[name], applied?[name]).map { Tree.Member(name, $0) }
        })
    case .list: return .array(mergeLists(steps(live?.elements ?? []), steps(applied?.elements ?? [])))
    }
  }

  /// Applied elements keep their order among themselves, live ones theirs; a shared one waits for its turn.
  private func mergeLists(
    _ live: [(step: PathElement, value: Tree)], _ applied: [(step: PathElement, value: Tree)]
  ) -> [Tree] {
    let liveSteps = Dictionary(grouping: live, by: \.step)
    let appliedSteps = Set(applied.map(\.step))
    var shared = applied.map(\.step).filter { liveSteps[$0] != nil }[...]
    var merged: Set<PathElement> = []
    var result: [Tree] = []
    var left = live[...]
    var right = applied[...]
    func takeApplied(_ item: (step: PathElement, value: Tree)) {
      merged.insert(item.step)
      let values = liveSteps[item.step] ?? []
      if let value = element.merge(values.count == 1 ? values[0].value : nil, item.value) { result.append(value) }
    }
    while left.first != nil || right.first != nil {
      if let one = left.first, let other = right.first {
        if one.step == other.step {
          takeApplied(other)
          left = left.dropFirst()
          right = right.dropFirst()
          shared = shared.dropFirst()
          continue
        }
        if appliedSteps.contains(one.step), let next = shared.first, next != one.step {
          left = left.dropFirst()
          continue
        }
      }
      if let one = left.first {
        if !appliedSteps.contains(one.step) {
          result.append(one.value)
          left = left.dropFirst()
          continue
        }
        if merged.contains(one.step) { left = left.dropFirst() }
      }
      if let other = right.first {
        takeApplied(other)
        right = right.dropFirst()
        if shared.first == other.step { shared = shared.dropFirst() }
      } else if let one = left.first, !merged.contains(one.step) {
        left = left.dropFirst()
      }
    }
    return result
  }

  /// The value without those fields; containers that lose only parts stay, if empty. Source: typed/remove.go.
  func removing(_ set: FieldSet, from tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      if isAtomicObject { return .null }
      return .object(
        members.compactMap { item in
          let step = PathElement.field(item.name)
          if set.members.contains(step) { return nil }
          return Tree.Member(item.name, removed(set.under(step), from: item.value, member(item.name)?.schema))
        })
    case .array(let elements):
      if listType == .atomic { return .null }
      return .array(
        elements.compactMap { item in
          guard case .success(let step) = step(to: item) else { return item }
          return set.members.contains(step) ? nil : removed(set.under(step), from: item, element)
        })
    default: return tree
    }
  }

  private func removed(_ set: FieldSet, from tree: Tree, _ schema: ApplySchema?) -> Tree {
    if set.isEmpty { return tree }
    let result = (schema ?? .deduced(isDeclared: false)).removing(set, from: tree)
    guard result == .null else { return result }
    switch tree {
    case .object: return .object([])
    case .array: return .array([])
    default: return result
    }
  }
}
