import KubeCore
import NetworkSemantics
import RiskEngine

/// Finds the pod that a name means: a pod, or the template of the one workload of that name.
struct PodFinder {
  let policies: PolicySnapshot
  private let workloads: [Workload]

  init(_ snapshot: Snapshot, _ policies: PolicySnapshot) {
    self.policies = policies
    workloads = WorkloadBuilder.workloads(of: snapshot)
  }

  func endpoint(namespace: String, name: String) throws(CommandFailure) -> PodEndpoint {
    if let pod = policies.endpoint(ObjectKey(kind: "Pod", namespace: namespace, name: name)) { return pod }
    let inNamespace = policies.endpoints.filter { $0.id.namespace == namespace }
    let named = inNamespace.filter { $0.id.name == name }
    if named.count == 1 { return named[0] }
    var advice: [String] = []
    if named.count > 1 {
      advice = ["Several workloads have that name: \(named.map { $0.id.kind }.joined(separator: ", "))."]
    } else if inNamespace.isEmpty {
      let known = Set(policies.endpoints.map(\.id.namespace)).sorted()
      if let meant = Suggestion.nearest(to: namespace, among: known) {
        advice = ["No pod is in that namespace; did you mean \(meant)?"]
      }
    } else {
      advice = nearby(name, inNamespace)
    }
    throw CommandFailure("there is no pod \(quoted("\(namespace)/\(name)")) in the input", advice: advice)
  }

  private func nearby(_ name: String, _ endpoints: [PodEndpoint]) -> [String] {
    let names = endpoints.map(\.id.name)
    if let meant = Suggestion.nearest(to: name, among: names) { return ["Did you mean \(meant)?"] }
    let started = names.filter { $0.hasPrefix(name) }
    let shown = (started.isEmpty ? names : started).prefix(5)
    return ["Pods of that namespace: \(shown.joined(separator: ", "))\(shown.count < names.count ? ", …" : "")"]
  }

  /// The workload that a pod or a template belongs to.
  func workload(of endpoint: PodEndpoint) -> Workload? {
    if endpoint.id.kind != "Pod" { return workloads.first { $0.key == endpoint.id } }
    return workloads.first { workload in
      workload.key.namespace == endpoint.id.namespace
        && workload.pods.contains { $0.metadata.name == endpoint.id.name }
    }
  }

  func workload(_ key: ObjectKey) -> Workload? { workloads.first { $0.key == key } }

  /// The workload nearest to a key that is not there.
  func nearest(to key: ObjectKey) -> ObjectKey? {
    let same = workloads.map(\.key).filter { $0.namespace == key.namespace }
    if let other = same.first(where: { $0.name == key.name }) { return other }
    let name = Suggestion.nearest(to: key.name, among: same.map(\.name))
    return same.first { $0.name == name }
  }
}
