import KubeCore
import Support

/// The manifests that are written from the Swift types: `make manifests`.
package enum GeneratedManifests {
  private static let note = "# Written from Sources/NetRiskAPI by `make manifests`; changes here are lost.\n"

  /// Contents by path from the top of the repository.
  package static var files: [String: String] {
    var files: [String: String] = [:]
    for definition in ResourceDefinition.all {
      let text = note + "---\n" + YAMLWriter().text(definition.manifest)
      let name = "\(definition.resource.group)_\(definition.resource.plural).yaml"
      files["config/crd/bases/\(name)"] = text
      files["charts/netrisk/crds/\(name)"] = text
    }
    files["config/rbac/role.yaml"] = note + role("ClusterRole", "manager-role", .cluster)
    files["config/rbac/leader_election_role.yaml"] = note + role("Role", "leader-election-role", .ownNamespace)
    files["charts/netrisk/files/cluster-rules.yaml"] = note + PermissionRule.yaml(.cluster)
    files["charts/netrisk/files/namespace-rules.yaml"] = note + PermissionRule.yaml(.ownNamespace)
    return files
  }

  private static func role(_ kind: String, _ name: String, _ scope: PermissionRule.Scope) -> String {
    let head = Tree.members(
      ("apiVersion", "rbac.authorization.k8s.io/v1"), ("kind", .string(kind)),
      (
        "metadata",
        .members(
          ("name", .string(name)),
          (
            "labels",
            .members(("app.kubernetes.io/name", "netrisk"), ("app.kubernetes.io/managed-by", "kustomize"))
          ))
      ))
    return "---\n" + YAMLWriter().text(head) + "rules:\n" + PermissionRule.yaml(scope)
  }
}
