/// Where the numbers of a `Scale` are in an object.
package struct ScalePaths: Hashable, Sendable {
  /// `["spec", "replicas"]`
  package var specReplicas: [String]
  package var statusReplicas: [String]
  /// A LabelSelector of workloads, a text of custom resources; empty without one.
  package var selector: [String]

  /// Deployments, ReplicaSets, StatefulSets.
  static let workload = ScalePaths(
    specReplicas: ["spec", "replicas"], statusReplicas: ["status", "replicas"], selector: ["spec", "selector"])

  private init(specReplicas: [String], statusReplicas: [String], selector: [String]) {
    self.specReplicas = specReplicas
    self.statusReplicas = statusReplicas
    self.selector = selector
  }

  /// Of a CustomResourceDefinition: paths of members, as in `.spec.replicas`.
  init(_ scale: CustomResourceDefinition.Scale) {
    func members(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }
    self.init(
      specReplicas: members(scale.specReplicasPath), statusReplicas: members(scale.statusReplicasPath),
      selector: members(scale.labelSelectorPath ?? ""))
  }
}
