package import Support

/// What the operator may do, one rule a use: `config/rbac/role.yaml` is written from this, and a test compares it with
/// the requests that are made.
package struct PermissionRule: Hashable, Sendable {
  package enum Scope: Hashable, Sendable {
    case cluster
    /// In the operator's own namespace.
    case ownNamespace
  }

  /// Why, one sentence without its full stop.
  package var reason: String
  package var scope: Scope
  package var groups: [String]
  package var resources: [String]
  package var names: [String] = []
  package var verbs: [String]

  init(
    _ reason: String, _ scope: Scope = .cluster, groups: [String], _ resources: [String], names: [String] = [],
    _ verbs: [String]
  ) {
    (self.reason, self.scope, self.groups, self.resources, self.names, self.verbs) =
      (reason, scope, groups, resources, names, verbs)
  }

  private static let watching = ["list", "watch"]

  package static let all: [PermissionRule] = [
    PermissionRule(
      "What is exposed and what comes and goes", groups: [""], ["namespaces", "nodes", "pods", "services"], watching),
    PermissionRule("What isolates it", groups: ["networking.k8s.io"], ["networkpolicies"], watching),
    PermissionRule("What is scheduled", groups: ["batch"], ["cronjobs", "jobs"], watching),
    PermissionRule(
      "Whose pods they are, and what they look like", groups: ["apps"],
      ["daemonsets", "deployments", "replicasets", "statefulsets"], watching),
    PermissionRule("Endpoint churn, counted beside", groups: ["discovery.k8s.io"], ["endpointslices"], watching),
    PermissionRule(
      "What is asked for", groups: [NetRiskAPI.group], ["clusternetrisks", "netrisks"], watching),
    PermissionRule(
      "Discovered objects: made, and removed with their workload", groups: [NetRiskAPI.group],
      ["netrisks"], ["create", "delete", "patch"]),
    PermissionRule(
      "The one ClusterNetRisk", groups: [NetRiskAPI.group], ["clusternetrisks"], ["create", "patch"]),
    PermissionRule(
      "What was found", groups: [NetRiskAPI.group], ["clusternetrisks/status", "netrisks/status"], ["patch"]),
    PermissionRule(
      "Transitions, for kubectl describe", groups: ["events.k8s.io"], ["events"], ["create", "patch"]),
    PermissionRule(
      "Who leads", .ownNamespace, groups: ["coordination.k8s.io"], ["leases"], names: ["netrisk-operator"],
      ["get", "update", "watch"]),
    PermissionRule("The Lease, made once", .ownNamespace, groups: ["coordination.k8s.io"], ["leases"], ["create"]),
    // The patch that makes it needs `create` too, asked for by name (apiserver, endpoints/handlers/patch.go): unlike a
    // POST it can be restricted to one object.
    PermissionRule(
      "The churn history, across restarts", .ownNamespace, groups: [""], ["configmaps"], names: ["netrisk-history"],
      ["create", "get", "patch"]),
  ]
}

extension PermissionRule {
  /// The rules of a role as YAML, each under a comment with its reason.
  package static func yaml(_ scope: Scope) -> String {
    all.filter { $0.scope == scope }.map { rule in
      "# \(rule.reason).\n" + YAMLWriter().text(.array([rule.tree]))
    }.joined()
  }

  /// As a role has it.
  package var tree: Tree {
    .members(
      ("apiGroups", .array(groups.map { .string($0) })), ("resources", .array(resources.map { .string($0) })),
      ("resourceNames", names.isEmpty ? nil : .array(names.map { .string($0) })),
      ("verbs", .array(verbs.map { .string($0) })))
  }
}
