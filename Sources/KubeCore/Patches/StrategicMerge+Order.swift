import Support

/// The order of merged lists: `$setElementOrder` before the order of the patch before that of the server. Source:
/// Kubernetes design proposal "preserve order in strategic merge patch".
extension StrategicMerge {
  /// Merges the lists that have a `$setElementOrder/…` beside them, and takes both out of the patch.
  func mergeOrderedLists(into original: inout Tree, patch: inout Tree, type: String) throws(PatchError) {
    for member in patch.objectMembers ?? [] where member.name.hasPrefix(PatchDirective.setElementOrder) {
      patch[member.name] = nil
      guard case .array(let order) = member.value else { throw Self.expected("[]interface {}", member.value) }
      let name = try PatchDirective.field(
        of: member.name, after: PatchDirective.setElementOrder, else: "invalid patch format of setElementOrder list")
      let field = table.field(name, of: type)
      let old = try Self.elements(original[name])
      let new = try Self.elements(patch[name])
      try validate(new ?? [], against: order, key: field?.patchKey ?? "")
      let merged: [Tree]
      switch (old, new) {
      case (nil, nil): continue
      case (let old?, nil): merged = old
      case (nil, let new?): merged = new.compactMap(Self.withoutDirectives)
      case (let old?, let new?): merged = try list(old, with: new, field: field, isDeletion: false)
      }
      let key = field?.patchKey ?? ""
      if !key.isEmpty {
        for element in merged where element[key] == nil { throw Self.noKey(key, in: element) }
      }
      _ = try Self.holdsObjects(old ?? [], new ?? [])
      original[name] = .array(
        ordered(merged, chosenBy: order, patchOrder: order, serverOrder: old ?? [], key: key))
      patch[name] = nil
    }
  }

  /// The elements named in the patch in its order, the others in the server's, woven together: where both stand in the
  /// server's list it decides which comes first, else the patch's goes first.
  func ordered(
    _ merged: [Tree], chosenBy chosen: [Tree], patchOrder: [Tree], serverOrder: [Tree], key: String
  ) -> [Tree] {
    let isChosen = { (element: Tree) in Self.index(of: element, in: chosen, key: key) != nil }
    let mine = Self.sorted(merged.filter(isChosen), by: patchOrder, key: key)
    let others = Self.sorted(merged.filter { !isChosen($0) }, by: serverOrder, key: key)
    var result: [Tree] = []
    var left = others[...]
    var right = mine[...]
    while let other = left.first, let own = right.first {
      if let otherIndex = Self.index(of: other, in: serverOrder, key: key),
        let ownIndex = Self.index(of: own, in: serverOrder, key: key), otherIndex < ownIndex
      {
        result.append(other)
        left = left.dropFirst()
      } else {
        result.append(own)
        right = right.dropFirst()
      }
    }
    return result + left + right
  }

  private static func sorted(_ elements: [Tree], by order: [Tree], key: String) -> [Tree] {
    let places = elements.map { index(of: $0, in: order, key: key) ?? .max }
    return elements.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { elements[$0] }
  }

  private static func index(of element: Tree, in list: [Tree], key: String) -> Int? {
    if key.isEmpty { return list.firstIndex(of: element) }
    let value = element[key]
    return list.firstIndex { $0[key] == value }
  }

  private static func elements(_ tree: Tree?) throws(PatchError) -> [Tree]? {
    switch tree {
    case nil: nil
    case .array(let elements): elements
    case .some(let other): throw expected("[]interface {}", other)
    }
  }

  private static func expected(_ type: String, _ found: Tree) -> PatchError {
    .unclassified("expected a \(type), but received a \(found.goTypeName)")
  }

  /// The elements of the patch, deletions aside, stand in the given order too.
  private func validate(_ patch: [Tree], against order: [Tree], key: String) throws(PatchError) {
    if order.isEmpty || patch.isEmpty { return }
    var named = order[...]
    for element in patch where element[PatchDirective.marker] == nil {
      guard let index = try match(element, in: named, key: key) else {
        throw .unclassified(
          "The order in patch list:\n\(Tree.array(patch).goValue)\n doesn't match $setElementOrder list:\n"
            + "\(Tree.array(order).goValue)\n")
      }
      named = named[(index + 1)...]
    }
  }

  private func match(_ element: Tree, in order: ArraySlice<Tree>, key: String) throws(PatchError) -> Int? {
    if key.isEmpty { return order.firstIndex(of: element) }
    guard let value = element[key] else { throw Self.noKey(key, in: element) }
    for index in order.indices {
      guard order[index].objectMembers != nil else { throw Self.expected("map[string]interface {}", order[index]) }
      guard let other = order[index][key] else { throw Self.noKey(key, in: order[index]) }
      if other == value { return index }
    }
    return nil
  }
}
