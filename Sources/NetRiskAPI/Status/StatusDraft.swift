import Support

/// A status on its way: lists are cut to their limits, and the whole to its size, worst first.
struct StatusDraft {
  var summary: Tree?
  var lastHandledRequest: String?
  private var members: [Tree.Member] = []
  private var isCut = false

  mutating func add(_ name: String, _ value: Tree) { members.append(Tree.Member(name, value)) }

  /// Adds a list unless it is empty.
  mutating func add(_ name: String, _ elements: [Tree], limit: Int) {
    guard !elements.isEmpty else { return }
    isCut = isCut || elements.count > limit
    add(name, .array(Array(elements.prefix(limit))))
  }

  /// The whole status; where it is too large the last elements of its longest lists are left out.
  func tree(conditions: [Condition], generation: Int64, before: Tree?, now: Timestamp) -> Tree {
    var draft = self
    var tree = draft.assembled(conditions, generation, before, now)
    while JSONWriter().bytes(tree).count > StatusLimits.status, draft.dropLast() {
      tree = draft.assembled(conditions, generation, before, now)
    }
    return tree
  }

  /// Leaves out the last element of the list that takes the most bytes; false where there is none.
  private mutating func dropLast() -> Bool {
    let sizes = members.indices.map { index -> Int in
      members[index].value.elements.isEmpty ? 0 : JSONWriter().bytes(members[index].value).count
    }
    guard let largest = sizes.indices.max(by: { sizes[$0] < sizes[$1] }), sizes[largest] > 0 else { return false }
    let rest = Array(members[largest].value.elements.dropLast())
    if rest.isEmpty { members.remove(at: largest) } else { members[largest].value = .array(rest) }
    isCut = true
    return true
  }

  private func assembled(_ conditions: [Condition], _ generation: Int64, _ before: Tree?, _ now: Timestamp) -> Tree {
    let truncated =
      isCut
      ? Condition("Truncated", true, "TooLarge", "Lists were cut; status.summary has the exact counts.")
      : Condition("Truncated", false, "Complete", "All lists are complete.")
    let old = before?["conditions"]?.elements ?? []
    let list = (conditions + [truncated]).sorted { $0.type < $1.type }.map {
      $0.tree(observedGeneration: generation, before: old, now: now)
    }
    var all = [
      Tree.Member("observedGeneration", .integer(generation)), Tree.Member("conditions", .array(list)),
    ]
    if let lastHandledRequest {
      all.append(Tree.Member("lastHandledRequest", .string(lastHandledRequest.clipped(to: 256))))
    }
    if let summary { all.append(Tree.Member("summary", summary)) }
    all += members
    if isCut { all.append(Tree.Member("truncated", true)) }
    return .object(all)
  }
}
