internal import Support

/// The order in which the API writes members: built-in kinds by their Go types, custom ones by name.
enum ObjectOrder {
  private static let metadata = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
    "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers",
    "managedFields",
  ]

  static func ordered(_ tree: Tree, _ served: ServedResource) -> Tree {
    guard served.custom == nil else { return tree.sortedByName }
    var tree = tree
    let members = (tree["metadata"] ?? .object([])).memberList.filter { $0.value != .null }
    func rank(_ name: String) -> Int { metadata.firstIndex(of: name) ?? metadata.count }
    tree["metadata"] = .object(members.sorted { rank($0.name) < rank($1.name) })
    let first = ["kind", "apiVersion", "metadata"]
    let head = first.compactMap { name in tree[name].map { Tree.Member(name, $0) } }
    let rest = tree.memberList.filter { !first.contains($0.name) && $0.name != "status" }
    let status = tree["status"].map { [Tree.Member("status", $0)] } ?? []
    return .object(head + rest + status)
  }
}
