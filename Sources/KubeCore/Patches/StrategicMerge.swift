import Support

/// The merging of a ``StrategicMergePatch``, object by object.
struct StrategicMerge {
  let table: MergeKeyTable

  func map(_ original: Tree, with patch: Tree, type: String) throws(PatchError) -> Tree {
    if let directive = patch[PatchDirective.marker] { return try replacement(directive, patch) }
    var original = original.objectMembers == nil ? .object([]) : original
    var patch = patch
    try retainKeys(in: &original, patch: &patch)
    try mergeOrderedLists(into: &original, patch: &patch, type: type)
    for member in patch.objectMembers ?? [] { try merge(member, into: &original, type: type) }
    return original
  }

  /// `$patch: replace` takes the rest of the patch for the object, `$patch: delete` empties it.
  private func replacement(_ directive: Tree, _ patch: Tree) throws(PatchError) -> Tree {
    switch directive {
    case "replace":
      var rest = patch
      rest[PatchDirective.marker] = nil
      return rest
    case "delete": return .object([])
    default: throw .unclassified("unknown patch type: \(directive.goValue) in map: \(patch.goValue)")
    }
  }

  private func merge(_ member: Tree.Member, into original: inout Tree, type: String) throws(PatchError) {
    var name = member.name
    let isDeletion = name.hasPrefix(PatchDirective.deleteFromPrimitiveList)
    if isDeletion {
      name = try PatchDirective.field(
        of: name, after: PatchDirective.deleteFromPrimitiveList, else: "invalid patch format of primitive list")
    }
    if member.value == .null {
      original[name] = nil
      return
    }
    let field = table.field(name, of: type)
    switch (original[name], member.value) {
    case (.object?, .object):
      original[name] = try map(original[name] ?? .null, with: member.value, type: field?.type ?? "")
    case (.array(let old)?, .array(let new)):
      original[name] = .array(try list(old, with: new, field: field, isDeletion: isDeletion))
    default:
      if !isDeletion { original[name] = Self.withoutDirectives(Self.withoutNulls(member.value)) }
    }
  }

  /// `$retainKeys` names all that may stay: the rest of the original goes, and the patch may set nothing else.
  private func retainKeys(in original: inout Tree, patch: inout Tree) throws(PatchError) {
    guard let directive = patch[PatchDirective.retainKeys] else { return }
    patch[PatchDirective.retainKeys] = nil
    guard case .array(let names) = directive else { throw .badRequest("invalid patch format of retainKeys") }
    let retained = Set(names.compactMap(\.stringValue))
    for member in patch.objectMembers ?? [] {
      let isExempt =
        member.value == .null || member.name.hasPrefix(PatchDirective.deleteFromPrimitiveList)
        || member.name.hasPrefix(PatchDirective.setElementOrder)
      if !isExempt, !retained.contains(member.name) { throw .badRequest("invalid patch format of retainKeys") }
    }
    original = .object((original.objectMembers ?? []).filter { retained.contains($0.name) })
  }

  /// Members that are `null` say nothing in content that is new.
  static func withoutNulls(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      .object(members.filter { $0.value != .null }.map { Tree.Member($0.name, withoutNulls($0.value)) })
    case .array(let elements): .array(elements.map(withoutNulls))
    default: tree
    }
  }

  /// New content without the objects that are directives; `nil` where the content is one itself.
  static func withoutDirectives(_ tree: Tree) -> Tree? {
    switch tree {
    case .object(let members):
      if tree[PatchDirective.marker] != nil { return nil }
      return .object(
        members.compactMap { member in withoutDirectives(member.value).map { Tree.Member(member.name, $0) } })
    case .array(let elements): return .array(elements.compactMap(withoutDirectives))
    default: return tree
    }
  }
}
