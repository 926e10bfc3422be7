import Support

/// Lists that merge by key or by value.
extension StrategicMerge {
  func list(
    _ original: [Tree], with patch: [Tree], field: MergeKeyTable.Field?, isDeletion: Bool
  ) throws(PatchError) -> [Tree] {
    let key = field?.patchKey
    guard key != nil || isDeletion else { return patch }
    if original.isEmpty, patch.isEmpty { return original }
    let isOfObjects = try Self.holdsObjects(original, patch)
    if !isOfObjects, isDeletion {
      return original.filter { element in !patch.contains { $0.isSameJSON(as: element) } }
    }
    let mergeKey = key ?? ""
    guard isOfObjects else {
      let merged = Self.deduplicated(original + patch)
      return ordered(merged, chosenBy: patch, patchOrder: patch, serverOrder: original, key: "")
    }
    if mergeKey.isEmpty { throw .unclassified("cannot merge lists without merge key for struct") }
    let (rest, changes) = try withoutSpecial(original, patch, key: mergeKey)
    var merged = rest
    for change in changes {
      guard let value = change[mergeKey] else { throw Self.noKey(mergeKey, in: change) }
      if let index = merged.firstIndex(where: { $0[mergeKey] == value }) {
        merged[index] = try map(merged[index], with: change, type: field?.type ?? "")
      } else {
        merged.append(change)
      }
    }
    for element in merged where element[mergeKey] == nil { throw Self.noKey(mergeKey, in: element) }
    return ordered(merged, chosenBy: changes, patchOrder: changes, serverOrder: rest, key: mergeKey)
  }

  /// Carries out the elements with `$patch`; what is left of the original and of the patch.
  private func withoutSpecial(
    _ original: [Tree], _ patch: [Tree], key: String
  ) throws(PatchError) -> ([Tree], [Tree]) {
    var original = original
    var changes: [Tree] = []
    var isReplacement = false
    for element in patch {
      guard let directive = element[PatchDirective.marker] else {
        changes.append(element)
        continue
      }
      switch directive {
      case "delete":
        guard let value = element[key] else { throw Self.noKey(key, in: element) }
        original.removeAll { $0[key] == value }
      case "replace": isReplacement = true
      case "merge": throw .unclassified("merging lists cannot yet be specified in the patch")
      default: throw .unclassified("unknown patch type: \(directive.goValue) in map: \(element.goValue)")
      }
    }
    return isReplacement ? (changes, []) : (original, changes)
  }

  /// Whether the elements are objects; all have to be of one type, and none a list.
  static func holdsObjects(_ lists: [Tree]...) throws(PatchError) -> Bool {
    var type: String?
    for element in lists.joined() {
      if type == nil {
        type = element.goTypeName
        if case .array = element { throw .unprocessable("lists of lists are not supported") }
      } else if type != element.goTypeName {
        throw .unclassified("list element types are not identical: \(Tree.array(lists.map(Tree.array)).goValue)")
      }
    }
    guard let type else { throw .unclassified("no elements in any of the given slices") }
    return type == "map[string]interface {}"
  }

  static func noKey(_ key: String, in element: Tree) -> PatchError {
    .unclassified("map: \(element.goValue) does not contain declared merge key: \(key)")
  }

  /// Each value once. A repeated one is overwritten by the last, as the library does it.
  private static func deduplicated(_ elements: [Tree]) -> [Tree] {
    var elements = elements
    var first = 0
    while first < elements.count {
      var second = first + 1
      while second < elements.count {
        if elements[first] == elements[second] {
          elements[second] = elements[elements.count - 1]
          elements.removeLast()
        } else {
          second += 1
        }
      }
      first += 1
    }
    return elements
  }
}

extension MergeKeyTable.Field {
  /// The key of a merging list, empty for plain values; `nil` where the list is replaced.
  var patchKey: String? {
    if case .list(let key, _) = shape { key } else { nil }
  }
}
