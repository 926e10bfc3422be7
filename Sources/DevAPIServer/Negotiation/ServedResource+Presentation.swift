internal import KubeCore
internal import Support

extension ServedResource {
  /// Whether the stored bytes are what this version shows, but for `apiVersion` and `kind`.
  var hasPlainStorage: Bool { resource.group != "events.k8s.io" }

  /// An object as this version shows it: `kind` and `apiVersion` in front, as the API writes them.
  func presented(_ tree: Tree) -> Tree {
    let tree = hasPlainStorage ? tree : EventVersions.eventsV1(tree)
    let rest = tree.memberList.filter { $0.name != "apiVersion" && $0.name != "kind" }
    return .object(
      [Tree.Member("kind", .string(resource.kind)), Tree.Member("apiVersion", .string(resource.apiVersion))] + rest)
  }

  /// An object of this version as it is stored.
  func stored(_ tree: Tree) -> Tree { hasPlainStorage ? tree : EventVersions.coreV1(tree) }

  /// What an empty object of this kind shows besides its metadata: Go writes structs that are not pointers.
  var emptyMembers: Tree {
    guard custom == nil else { return .object([]) }
    switch resource.kind {
    case "Pod": return ["spec": ["containers": .null], "status": .object([])]
    case "NetworkPolicy": return ["spec": ["podSelector": .object([])]]
    case "EndpointSlice": return ["addressType": "", "endpoints": .null, "ports": .null]
    case "CronJob":
      return [
        "spec": [
          "schedule": "", "jobTemplate": ["metadata": .object([]), "spec": ["template": Self.emptyTemplate]],
        ], "status": .object([]),
      ]
    case "Job": return ["spec": ["template": Self.emptyTemplate], "status": .object([])]
    default: return .object([])
    }
  }

  private static let emptyTemplate: Tree = ["metadata": .object([]), "spec": ["containers": .null]]
}
