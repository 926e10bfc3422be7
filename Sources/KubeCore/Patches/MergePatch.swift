package import Support

/// A JSON merge patch: members replace members, `null` removes, lists are replaced whole. Source: RFC 7386; evanphx
/// json-patch, merge.go, for what the RFC leaves open and for the errors.
package struct MergePatch: Hashable, Sendable {
  package var body: Tree

  /// Takes any document; the API server asks for an object, see ``init(request:)``.
  package init(_ body: Tree) { self.body = body }

  /// Reads the body of a request, which has to be an object.
  package init(request body: Tree) throws(PatchError) {
    switch body {
    case .object: self.body = body
    case .null: throw .badRequest("Invalid JSON Patch")
    default:
      throw .badRequest(
        "error decoding patch: json: cannot unmarshal \(body.goJSONName) into Go value of type map[string]interface {}")
    }
  }

  package func apply(to document: Tree) -> Tree { Self.merge(body, into: document) }

  private static func merge(_ patch: Tree, into target: Tree) -> Tree {
    guard let changes = patch.objectMembers else { return target.objectMembers == nil ? pruned(patch) : patch }
    guard target.objectMembers != nil else { return pruned(patch) }
    var result = target
    for change in changes {
      result[change.name] = change.value == .null ? nil : merge(change.value, into: result[change.name] ?? .null)
    }
    return result
  }

  /// New content without the members that are `null`, inside lists too; elements that are `null` stay.
  private static func pruned(_ tree: Tree) -> Tree {
    switch tree {
    case .object(let members):
      .object(members.filter { $0.value != .null }.map { Tree.Member($0.name, pruned($0.value)) })
    case .array(let elements): .array(elements.map(pruned))
    default: tree
    }
  }

  /// The smallest patch that turns `old` into `new`; `nil` where a merge patch cannot say it, which is where `new` has
  /// a `null` inside an object.
  package static func difference(from old: Tree, to new: Tree) -> MergePatch? {
    guard let oldMembers = old.objectMembers, let newMembers = new.objectMembers else {
      return hasNullMember(new) ? nil : MergePatch(new)
    }
    var changes: [Tree.Member] = []
    for member in newMembers {
      let before = old[member.name]
      if let before, before.isSameJSON(as: member.value) { continue }
      if member.value == .null { return nil }
      if let before, before.objectMembers != nil, member.value.objectMembers != nil {
        guard let inner = difference(from: before, to: member.value) else { return nil }
        changes.append(Tree.Member(member.name, inner.body))
      } else {
        if hasNullMember(member.value) { return nil }
        changes.append(member)
      }
    }
    for member in oldMembers where new[member.name] == nil { changes.append(Tree.Member(member.name, .null)) }
    return MergePatch(.object(changes))
  }

  /// Whether an object anywhere inside has a member `null`.
  private static func hasNullMember(_ tree: Tree) -> Bool {
    switch tree {
    case .object(let members): members.contains { $0.value == .null || hasNullMember($0.value) }
    case .array(let elements): elements.contains(where: hasNullMember)
    default: false
    }
  }
}
