internal import Support

/// One rule of a Role or ClusterRole. Source: kubernetes, pkg/apis/rbac/v1/evaluation_helpers.go.
struct PolicyRule: Hashable, Sendable {
  var verbs: [String] = []
  var apiGroups: [String] = []
  var resources: [String] = []
  var resourceNames: [String] = []
  var nonResourceURLs: [String] = []

  init(_ tree: Tree) {
    func texts(_ name: String) -> [String] { (tree[name]?.elements ?? []).compactMap(\.stringValue) }
    verbs = texts("verbs")
    apiGroups = texts("apiGroups")
    resources = texts("resources")
    resourceNames = texts("resourceNames")
    nonResourceURLs = texts("nonResourceURLs")
  }

  init(_ verbs: [String], group: String, resources: [String]) {
    self.verbs = verbs
    apiGroups = [group]
    self.resources = resources
  }

  init(get urls: [String]) {
    verbs = ["get"]
    nonResourceURLs = urls
  }

  func allows(_ request: AccessRequest) -> Bool {
    guard verbs.contains("*") || verbs.contains(request.verb) else { return false }
    if let path = request.path { return nonResourceURLs.contains { Self.matches($0, path) } }
    guard apiGroups.contains("*") || apiGroups.contains(request.group) else { return false }
    return allowsResource(request) && (resourceNames.isEmpty || resourceNames.contains(request.name))
  }

  private func allowsResource(_ request: AccessRequest) -> Bool {
    let sub = request.subresource
    let combined = sub.isEmpty ? request.resource : request.resource + "/" + sub
    return resources.contains { $0 == "*" || $0 == combined || (!sub.isEmpty && $0 == "*/" + sub) }
  }

  /// `*` at the end stands for anything.
  private static func matches(_ pattern: String, _ path: String) -> Bool {
    pattern == "*" || pattern == path || (pattern.hasSuffix("*") && path.hasPrefix(pattern.dropLast()))
  }

  /// The rule as SelfSubjectRulesReview tells it.
  var tree: Tree {
    func list(_ texts: [String]) -> Tree? { .nonEmpty(texts.map { .string($0) }) }
    return .members(
      ("verbs", list(verbs)), ("apiGroups", list(apiGroups)), ("resources", list(resources)),
      ("resourceNames", list(resourceNames)), ("nonResourceURLs", list(nonResourceURLs)))
  }
}
