internal import Support

/// Events in their two versions. Source: kubernetes, pkg/apis/events/v1/conversion.go.
enum EventVersions {
  /// What core v1 calls it, and events.k8s.io/v1.
  private static let names = [
    ("involvedObject", "regarding"), ("message", "note"), ("reportingComponent", "reportingController"),
    ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
    ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"),
  ]

  static func eventsV1(_ tree: Tree) -> Tree {
    let renamed = Dictionary(uniqueKeysWithValues: names)
    return filled(
      rename(tree, renamed).without(emptyStringMembers: ["note"]),
      [
        ("eventTime", .null), ("deprecatedSource", .object([])), ("deprecatedFirstTimestamp", .null),
        ("deprecatedLastTimestamp", .null),
      ])
  }

  static func coreV1(_ tree: Tree) -> Tree {
    let renamed = Dictionary(uniqueKeysWithValues: names.map { ($0.1, $0.0) })
    return defaulted(rename(tree, renamed))
  }

  /// What the API shows of a core v1 Event even where it is not set.
  static func defaulted(_ tree: Tree) -> Tree {
    filled(
      tree,
      [
        ("involvedObject", .object([])), ("source", .object([])), ("firstTimestamp", .null), ("lastTimestamp", .null),
        ("eventTime", .null), ("reportingComponent", ""), ("reportingInstance", ""),
      ])
  }

  private static func rename(_ tree: Tree, _ names: [String: String]) -> Tree {
    .object(tree.memberList.map { Tree.Member(names[$0.name] ?? $0.name, $0.value) })
  }

  private static func filled(_ tree: Tree, _ members: [(String, Tree)]) -> Tree {
    var tree = tree
    for (name, value) in members where tree[name] == nil { tree[name] = value }
    return tree
  }
}

extension Tree {
  /// Leaves out members whose text is empty.
  func without(emptyStringMembers names: [String]) -> Tree {
    .object(memberList.filter { !(names.contains($0.name) && $0.value == "") })
  }
}
