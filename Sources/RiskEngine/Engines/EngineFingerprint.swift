package import KubeCore

/// Recognises the policy engine of each node from what the API says of nodes, DaemonSets and pods.
///
/// A component that runs on the node decides, then K3s' arguments, then what engines write on their nodes. K3s with its
/// own controller beside another engine is a conflict, rated as kube-router. Signals: the engines' manifests and, for
/// K3s, pkg/nodeconfig/nodeconfig.go.
package struct EngineFingerprint {
  let nodes: [Node]
  let components: [EngineComponent]
  private let daemonSetComponents: [EngineComponent]
  private let podComponents: [String: [EngineComponent]]
  private let unknownNetworks: [UnknownNetwork]
  private let servers: K3sServers
  /// Whether the system's own pods or DaemonSets were given, so that a missing engine means that there is none.
  private let seesSystem: Bool

  package init(nodes: [Node], daemonSets: [DaemonSet], pods: [Pod]) {
    self.nodes = nodes.sorted { $0.metadata.name < $1.metadata.name }
    let running = pods.compactMap { pod in EngineComponent(pod).map { (node: pod.spec.nodeName, component: $0) } }
    daemonSetComponents = daemonSets.compactMap { EngineComponent($0) }
    podComponents = Dictionary(grouping: running, by: \.node).mapValues { $0.map(\.component) }
    components = daemonSetComponents + running.map(\.component)
    unknownNetworks = daemonSets.compactMap { UnknownNetwork($0) } + pods.compactMap { UnknownNetwork($0) }
    servers = K3sServers(self.nodes)
    let system = "kube-system"
    seesSystem =
      !components.isEmpty || daemonSets.contains { $0.metadata.namespace == system }
      || pods.contains { $0.metadata.namespace == system }
  }

  /// What enforces policies. An engine `given` by hand wins over what the objects say.
  package func clusterEngine(given: PolicyEngine? = nil) -> ClusterEngine {
    if let given { return cluster(given: given) }
    guard !nodes.isEmpty else { return clusterWithoutNodes() }
    var rated: [ClusterEngine.NodeEngine] = []
    var conflicts: [EngineConflict] = []
    for node in nodes {
      let parties = self.parties(on: node)
      rated.append(engine(of: node, parties: parties))
      note(parties, on: node.metadata.name, in: &conflicts)
    }
    return ClusterEngine(
      name: Self.commonName(rated), signal: Self.signal(rated), nodes: rated,
      anywhere: Self.worst(rated.map(\.engine)), conflicts: conflicts,
      isAssumed: rated.contains(where: \.isAssumed)
        && !rated.contains { !$0.isAssumed && $0.engine.rebuildsOnChurn })
  }

  // MARK: One node

  /// Every engine that enforces policies on a node, the worst first, each with its best signal.
  private func parties(on node: Node) -> [EngineConflict.Party] {
    enforcing(components(on: node), embedded: embeddedController(on: node))
  }

  private func components(on node: Node) -> [EngineComponent] {
    daemonSetComponents.filter { $0.runs(on: node) } + (podComponents[node.metadata.name] ?? [])
  }

  private func embeddedController(on node: Node) -> EngineConflict.Party? {
    guard let k3s = node.k3sSignal else { return nil }
    let (state, signal) = servers.controller(on: node)
    return state == .on ? EngineConflict.Party(engine: .kubeRouter, signal: "\(k3s), and \(signal)") : nil
  }

  func enforcing(
    _ components: [EngineComponent], embedded: EngineConflict.Party?
  ) -> [EngineConflict.Party] {
    var parties = embedded.map { [$0] } ?? []
    for engine in PolicyEngine.allCases where engine.enforcesPolicy {
      let alike = components.lazy.filter { $0.engine == engine }
      guard let component = alike.min(by: { $0.signal < $1.signal }) else { continue }
      parties.append(EngineConflict.Party(engine: engine, signal: component.signal))
    }
    return parties
  }

  private func engine(of node: Node, parties: [EngineConflict.Party]) -> ClusterEngine.NodeEngine {
    let name = node.metadata.name
    func known(_ engine: PolicyEngine, _ signal: String) -> ClusterEngine.NodeEngine {
      ClusterEngine.NodeEngine(node: name, engine: engine, isAssumed: false, signal: "Node \(name): \(signal)")
    }
    func assumed(_ signal: String) -> ClusterEngine.NodeEngine {
      ClusterEngine.NodeEngine(node: name, engine: .kubeRouter, isAssumed: true, signal: "Node \(name): \(signal)")
    }
    if let k3s = node.k3sSignal, servers.controller(on: node).state == .untold {
      let beside = parties.first.map { "; \($0.signal) runs here, too" } ?? ""
      if parties.first?.engine != .kubeRouter {
        return assumed("\(k3s), and \(servers.controller(on: node).signal)\(beside)")
      }
    }
    if let first = parties.first {
      let other = parties.dropFirst().first.map { "; \($0.engine.rawValue) runs here, too (\($0.signal))" } ?? ""
      return known(first.engine, first.signal + other)
    }
    if let written = node.engineAnnotation { return known(written.engine, written.signal) }
    if let k3s = node.k3sSignal {
      let signal = servers.controller(on: node).signal
      return known(.none, "\(k3s), \(signal), and no other engine is there")
    }
    if let component = components(on: node).first(where: { $0.engine == .flannel }) {
      return known(.flannel, component.signal)
    }
    if let written = node.flannelAnnotation { return known(.flannel, written) }
    if let unknown = unknownNetwork(on: node) {
      return assumed("\(unknown) is there, a network whose policy engine NetRisk does not know")
    }
    if seesSystem { return known(.none, "no DaemonSet, pod or annotation of a known policy engine") }
    return assumed("no annotation of a known policy engine, and no system DaemonSets or pods are given")
  }

  private func unknownNetwork(on node: Node) -> String? {
    let present = unknownNetworks.lazy.filter { $0.runs(on: node) }.map(\.signal).min()
    return present ?? node.managedServiceLabel.map { "label \($0)" }
  }

  private func note(_ parties: [EngineConflict.Party], on node: String, in conflicts: inout [EngineConflict]) {
    guard parties.count > 1 else { return }
    let engines = parties.map(\.engine)
    if let index = conflicts.firstIndex(where: { $0.parties.map(\.engine) == engines }) {
      conflicts[index].nodes.append(node)
    } else {
      conflicts.append(EngineConflict(parties: parties, nodes: [node]))
    }
  }
}
