internal import Support

/// Decides by Roles and bindings. Source: kubernetes, plugin/pkg/auth/authorizer/rbac and pkg/registry/rbac/validation.
///
/// What the API server binds at its start (`system:basic-user`, `system:discovery`, `system:public-info-viewer`) always
/// holds and is not stored. `system:masters` may do everything.
struct RBACAuthorizer: Sendable {
  var clusterRoles: [Tree] = []
  var clusterRoleBindings: [Tree] = []
  var roles: [Tree] = []
  var roleBindings: [Tree] = []

  struct Decision: Hashable, Sendable {
    var isAllowed: Bool
    /// Why it is allowed; empty where nothing allows it.
    var reason = ""
  }

  func decide(_ request: AccessRequest) -> Decision {
    if request.user.isMaster { return Decision(isAllowed: true) }
    for grant in grants(to: request.user, namespace: request.namespace) {
      if grant.rules.contains(where: { $0.allows(request) }) {
        return Decision(isAllowed: true, reason: "RBAC: allowed by " + grant.reason)
      }
    }
    return Decision(isAllowed: false)
  }

  /// All rules that hold for a user in a namespace.
  func rules(for user: UserIdentity, namespace: String) -> [PolicyRule] {
    if user.isMaster {
      var everything = PolicyRule(["*"], group: "*", resources: ["*"])
      var paths = PolicyRule(get: ["*"])
      paths.verbs = ["*"]
      everything.resourceNames = []
      return [everything, paths]
    }
    return grants(to: user, namespace: namespace).flatMap(\.rules)
  }

  private struct Grant {
    var rules: [PolicyRule]
    var reason: String
  }

  private func grants(to user: UserIdentity, namespace: String) -> [Grant] {
    var grants = BootstrapPolicy.bindings.compactMap { binding -> Grant? in
      guard let group = binding.groups.first(where: { user.groups.contains($0) }) else { return nil }
      let reason = "ClusterRoleBinding \"\(binding.role)\" of ClusterRole \"\(binding.role)\" to Group \"\(group)\""
      return Grant(rules: binding.rules, reason: reason)
    }
    for binding in clusterRoleBindings {
      if let grant = grant(binding, user, "ClusterRoleBinding \(goQuoted(binding.ownName))", namespace: "") {
        grants.append(grant)
      }
    }
    guard !namespace.isEmpty else { return grants }
    for binding in roleBindings where binding.ownNamespace == namespace {
      let title = "RoleBinding \(goQuoted(binding.ownName + "/" + namespace))"
      if let grant = grant(binding, user, title, namespace: namespace) { grants.append(grant) }
    }
    return grants
  }

  private func grant(_ binding: Tree, _ user: UserIdentity, _ title: String, namespace: String) -> Grant? {
    let subjects = binding["subjects"]?.elements ?? []
    guard let subject = subjects.lazy.compactMap({ Self.match($0, user, namespace) }).first else { return nil }
    let kind = binding["roleRef"]?["kind"]?.stringValue ?? ""
    let name = binding["roleRef"]?["name"]?.stringValue ?? ""
    let rules: [PolicyRule]
    if kind == "ClusterRole" {
      rules = clusterRules(name)
    } else {
      let role = roles.first { $0.ownName == name && $0.ownNamespace == namespace }
      rules = (role?["rules"]?.elements ?? []).map { PolicyRule($0) }
    }
    return Grant(rules: rules, reason: "\(title) of \(kind) \(goQuoted(name)) to \(subject)")
  }

  /// How a subject is named in reasons, `nil` where it is someone else.
  private static func match(_ subject: Tree, _ user: UserIdentity, _ namespace: String) -> String? {
    let name = subject["name"]?.stringValue ?? ""
    switch subject["kind"]?.stringValue {
    case "User"?: return user.name == name ? "User \(goQuoted(name))" : nil
    case "Group"?: return user.groups.contains(name) ? "Group \(goQuoted(name))" : nil
    case "ServiceAccount"?:
      let stated = subject["namespace"]?.stringValue ?? ""
      let place = stated.isEmpty ? namespace : stated
      guard !place.isEmpty, user.name == "system:serviceaccount:\(place):\(name)" else { return nil }
      return "ServiceAccount \(goQuoted(name + "/" + place))"
    default: return nil
    }
  }

  /// A ClusterRole's own rules, and those of the roles that its aggregation selects by label.
  private func clusterRules(_ name: String) -> [PolicyRule] {
    guard let role = clusterRoles.first(where: { $0.ownName == name }) else {
      return BootstrapPolicy.bindings.first { $0.role == name }?.rules ?? BootstrapPolicy.roles[name] ?? []
    }
    let own = (role["rules"]?.elements ?? []).map { PolicyRule($0) }
    let selectors = role["aggregationRule"]?["clusterRoleSelectors"]?.elements ?? []
    guard !selectors.isEmpty else { return own }
    let others = clusterRoles.filter { other in
      other.ownName != name && selectors.contains { Self.selects($0, other["metadata"]?["labels"]) }
    }
    return others.flatMap { ($0["rules"]?.elements ?? []).map { PolicyRule($0) } }
  }

  private static func selects(_ selector: Tree, _ labels: Tree?) -> Bool {
    let matched = (selector["matchLabels"]?.objectMembers ?? []).allSatisfy { labels?[$0.name] == $0.value }
    let expressions = selector["matchExpressions"]?.elements ?? []
    return matched
      && expressions.allSatisfy { expression in
        let value = labels?[expression["key"]?.stringValue ?? ""]
        let values = expression["values"]?.elements ?? []
        return switch expression["operator"]?.stringValue {
        case "In"?: value.map(values.contains) ?? false
        case "NotIn"?: !(value.map(values.contains) ?? false)
        case "Exists"?: value != nil
        case "DoesNotExist"?: value == nil
        default: false
        }
      }
  }
}

extension Tree {
  fileprivate var ownName: String { self["metadata"]?["name"]?.stringValue ?? "" }
  fileprivate var ownNamespace: String { self["metadata"]?["namespace"]?.stringValue ?? "" }
}
