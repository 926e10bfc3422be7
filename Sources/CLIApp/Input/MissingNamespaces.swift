import KubeCore

/// Namespaces whose labels would decide what a policy allows, and which were not given.
///
/// Only the label `kubernetes.io/metadata.name` is known without them: the API server sets it on every Namespace.
struct MissingNamespaces {
  /// In order.
  let names: [String]

  init(_ objects: [KubeObject]) {
    var given: Set<String> = []
    var used: Set<String> = []
    var asksLabels = false
    for object in objects {
      switch object {
      case .namespace(let namespace): given.insert(namespace.metadata.name)
      case .networkPolicy(let policy): asksLabels = asksLabels || Self.asksLabels(policy)
      default: if object.kind.runsPods { used.insert(object.metadata.namespace) }
      }
    }
    names = asksLabels ? used.subtracting(given).sorted() : []
  }

  /// One sentence; `nil` where nothing is missing.
  var notice: String? {
    guard !names.isEmpty else { return nil }
    let named = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    return names.count == 1
      ? "Namespace \(named) is not in the input: whether rules that select namespaces by label mean it is not known"
      : "Namespaces \(named) are not in the input: whether rules that select namespaces by label mean them is not known"
  }

  private static func asksLabels(_ policy: NetworkPolicy) -> Bool {
    let peers = policy.spec.ingress.flatMap(\.from) + policy.spec.egress.flatMap(\.to)
    return peers.contains { peer in
      guard let selector = peer.namespaceSelector.selector else { return false }
      let keys = selector.matchLabels.map(\.key) + selector.matchExpressions.map(\.key)
      return keys.contains { $0 != "kubernetes.io/metadata.name" }
    }
  }
}

extension ObjectKind {
  fileprivate var runsPods: Bool {
    switch self {
    case .pod, .cronJob, .job, .replicaSet, .deployment, .statefulSet, .daemonSet: true
    default: false
    }
  }
}
