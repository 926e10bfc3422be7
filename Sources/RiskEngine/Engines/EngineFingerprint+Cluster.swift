import KubeCore

extension EngineFingerprint {
  /// The engine that was given by hand, on every node.
  func cluster(given engine: PolicyEngine) -> ClusterEngine {
    let signal = "given as --engine \(engine.rawValue)"
    let rated = nodes.map {
      ClusterEngine.NodeEngine(node: $0.metadata.name, engine: engine, isAssumed: false, signal: signal)
    }
    return ClusterEngine(
      name: engine.rawValue, signal: signal, nodes: rated, anywhere: engine, conflicts: [], isAssumed: false)
  }

  /// Without Nodes only a component can tell the engine. flannel alone cannot: what else runs is not known.
  func clusterWithoutNodes() -> ClusterEngine {
    let parties = enforcing(components, embedded: nil)
    guard let first = parties.first else {
      return ClusterEngine(
        name: ClusterEngine.unknownName,
        signal: "No Nodes are given, so kube-router is assumed; --engine names another",
        nodes: [], anywhere: .kubeRouter, conflicts: [], isAssumed: true)
    }
    return ClusterEngine(
      name: first.engine.rawValue, signal: first.signal, nodes: [], anywhere: first.engine,
      conflicts: parties.count > 1 ? [EngineConflict(parties: parties, nodes: [])] : [], isAssumed: false)
  }

  static func commonName(_ nodes: [ClusterEngine.NodeEngine]) -> String {
    guard let first = nodes.first?.name else { return ClusterEngine.unknownName }
    return nodes.allSatisfy { $0.name == first } ? first : ClusterEngine.mixedName
  }

  /// One that rebuilds, else one that enforces, else the first.
  static func worst(_ engines: [PolicyEngine]) -> PolicyEngine {
    engines.first(where: \.rebuildsOnChurn) ?? engines.first(where: \.enforcesPolicy) ?? engines.first ?? .none
  }

  /// The first node's signal of each engine, with the number of nodes that share it.
  static func signal(_ nodes: [ClusterEngine.NodeEngine]) -> String {
    var names: [String] = []
    for node in nodes where !names.contains(node.name) { names.append(node.name) }
    let parts = names.map { name in
      let alike = nodes.filter { $0.name == name }
      let others = alike.count - 1
      let more = others == 0 ? "" : "; \(others) more \(others == 1 ? "node" : "nodes") alike"
      let signal = (alike.first?.signal ?? "") + more
      return names.count == 1 ? signal : "\(name): \(signal)"
    }
    return parts.joined(separator: ". ")
  }
}

extension Node {
  /// The engine that wrote its annotations or labels on this node, with the field; flannel aside.
  var engineAnnotation: (engine: PolicyEngine, signal: String)? {
    if let key = annotationKey(of: "projectcalico.org") {
      return k3sSignal == nil && annotationKey(of: "flannel.alpha.coreos.com") != nil
        ? (.canal, "annotations \(key) and flannel.alpha.coreos.com/*")
        : (.calicoIptables, "annotation \(key); neither of Calico's dataplanes rebuilds on unrelated churn")
    }
    if let key = annotationKey(of: "network.cilium.io") { return (.cilium, "annotation \(key)") }
    if let key = annotationKey(of: "k8s.ovn.org") { return (.ovnKubernetes, "annotation \(key)") }
    let microK8s = [
      "microk8s.io/cluster", "node.kubernetes.io/microk8s-controlplane", "node.kubernetes.io/microk8s-worker",
    ]
    if let label = microK8s.first(where: { metadata.labels[$0] != nil }) {
      return (
        .calicoIptables,
        "label \(label), and MicroK8s runs Calico by default; neither of Calico's dataplanes rebuilds on unrelated churn"
      )
    }
    return nil
  }

  var flannelAnnotation: String? {
    annotationKey(of: "flannel.alpha.coreos.com").map { "annotation \($0) and nothing of a policy engine" }
  }

  private func annotationKey(of domain: String) -> String? {
    metadata.annotations.first { $0.key.hasPrefix(domain + "/") }?.key
  }
}
