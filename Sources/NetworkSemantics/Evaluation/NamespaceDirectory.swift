import KubeCore

/// The labels of namespaces, with the label that the API server gives each of them.
struct NamespaceDirectory: Hashable, Sendable {
  /// Set on every Namespace by the API server, and not to be changed.
  static let nameLabel = "kubernetes.io/metadata.name"

  private var labels: [String: Labels] = [:]

  init(_ namespaces: [Namespace]) { add(namespaces) }

  mutating func add(_ namespaces: [Namespace]) {
    for namespace in namespaces {
      var all = namespace.metadata.labels
      all[Self.nameLabel] = namespace.metadata.name
      labels[namespace.metadata.name] = all
    }
  }

  func isKnown(_ name: String) -> Bool { labels[name] != nil }

  /// Whether a namespace's labels match; `nil` where its Namespace was not given and its name alone does not decide.
  func matches(_ selector: SelectorMatcher, _ name: String) -> Bool? {
    if let labels = labels[name] { return selector.matches(labels) }
    return selector.matches(knowing: [Self.nameLabel: name])
  }
}
