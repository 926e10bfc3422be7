import KubeCore
import RiskEngine
import Testing

@Suite("K3s arguments")
struct K3sArgumentsTests {
  @Test(
    "node-args as K3s writes them",
    arguments: [
      (nil, .absent), (#"["server"]"#, .server(disablesNetworkPolicy: false)),
      (#"["agent","--node-ip","192.168.20.12"]"#, .agent),
      (#"["server","--disable-network-policy"]"#, .server(disablesNetworkPolicy: true)),
      (#"["server","--disable-network-policy","true"]"#, .server(disablesNetworkPolicy: true)),
      (#"["server","--disable-network-policy","false"]"#, .server(disablesNetworkPolicy: false)),
      (#"["server","--disable-network-policy","--tls-san","x"]"#, .server(disablesNetworkPolicy: true)),
      (#"["server","--disable-network-policy=true"]"#, .server(disablesNetworkPolicy: true)),
      (#"["server","--disable-network-policy=0"]"#, .server(disablesNetworkPolicy: false)),
      (
        #"["server","--disable-network-policy","true","--disable-network-policy","false"]"#,
        .server(disablesNetworkPolicy: false)
      ),
      (#"["server","--flannel-backend","none"]"#, .server(disablesNetworkPolicy: false)),
      (#"["--debug","server","--disable-network-policy","true"]"#, .server(disablesNetworkPolicy: true)),
      (#" [ "server" ] "#, .server(disablesNetworkPolicy: false)),
      ("", .unreadable), ("[]", .unreadable), ("null", .unreadable), ("{}", .unreadable), ("[\"server\"", .unreadable),
      ("[\"server\"]x", .unreadable), ("[1]", .unreadable), ("[[\"server\"]]", .unreadable),
      ("[\"\\ud800\"]", .unreadable),
      ("server", .unreadable), (#"["etcd-snapshot"]"#, .unreadable), ("\u{0}", .unreadable),
      (String(repeating: "[", count: 100_000), .unreadable),
    ] as [(String?, K3sArguments)])
  func arguments(value: String?, expected: K3sArguments) {
    #expect(K3sArguments(annotation: value) == expected)
  }
}

@Suite("Engine fingerprint")
struct EngineFingerprintTests {
  private static func node(
    _ name: String, version: String = "v1.34.3", annotations: Labels = [:], labels: Labels = [:]
  ) -> Node {
    var node = Node()
    node.metadata = ObjectMeta(namespace: "", name: name, labels: labels)
    node.metadata.annotations = annotations
    node.status.nodeInfo.kubeletVersion = version
    return node
  }

  private static func k3s(_ name: String, _ arguments: String?) -> Node {
    var node = node(name, version: "v1.34.4+k3s1", annotations: ["flannel.alpha.coreos.com/backend-type": "vxlan"])
    node.metadata.annotations["k3s.io/node-args"] = arguments
    return node
  }

  private static func daemonSet(_ name: String, labels: Labels = [:], arguments: [String] = []) -> DaemonSet {
    var daemonSet = DaemonSet()
    daemonSet.metadata = ObjectMeta(namespace: "kube-system", name: name, labels: labels)
    var container = Container()
    container.args = arguments
    daemonSet.spec.template.spec.containers = [container]
    return daemonSet
  }

  private static func pod(_ name: String, on node: String, owner: String?, labels: Labels = [:]) -> Pod {
    var pod = Pod()
    pod.metadata = ObjectMeta(namespace: "kube-system", name: name, labels: labels)
    pod.spec.nodeName = node
    if let owner {
      var reference = OwnerReference()
      reference.kind = owner.contains("-typha") ? "ReplicaSet" : "DaemonSet"
      reference.name = owner
      reference.controller = true
      pod.metadata.ownerReferences = [reference]
    }
    return pod
  }

  private static func engine(
    _ nodes: [Node], _ daemonSets: [DaemonSet] = [], _ pods: [Pod] = [], given: PolicyEngine? = nil
  ) -> ClusterEngine {
    EngineFingerprint(nodes: nodes, daemonSets: daemonSets, pods: pods).clusterEngine(given: given)
  }

  private static let server = #"["server","--node-ip","192.168.20.11"]"#
  private static let disabled = #"["server","--disable-network-policy","true"]"#
  private static let agent = #"["agent","--node-ip","192.168.20.12"]"#

  // MARK: K3s

  @Test("K3s runs kube-router on servers and agents, as its servers' arguments tell")
  func k3sOn() {
    let engine = Self.engine([Self.k3s("node2", Self.agent), Self.k3s("node1", Self.server)])
    #expect(engine.name == "kube-router" && !engine.isAssumed && engine.rebuildsOnChurn && engine.enforcesPolicy)
    #expect(engine.nodes.map(\.node) == ["node1", "node2"])
    #expect(engine.ruledOutReason == nil)
    #expect(engine.conflicts.isEmpty)
    let fact =
      "kubeletVersion is v1.34.4+k3s1, and k3s.io/node-args of server node1 does not set --disable-network-policy"
    #expect(engine.nodes.allSatisfy { $0.signal.contains(fact) })
    #expect(engine.signal.hasPrefix("Node node1: status.nodeInfo.") && engine.signal.hasSuffix("1 more node alike"))
  }

  @Test("With its controller disabled K3s enforces nothing, flannel's annotations or not")
  func k3sOff() {
    let engine = Self.engine([Self.k3s("node1", Self.disabled), Self.k3s("node2", Self.agent)])
    #expect(engine.name == "none" && !engine.enforcesPolicy && !engine.rebuildsOnChurn && !engine.isAssumed)
    #expect(engine.engine(ofNode: "node2") == .none)
    #expect(engine.signal.contains("k3s.io/node-args of server node1 sets --disable-network-policy"))
  }

  @Test("With its controller disabled another engine's DaemonSet is the engine")
  func k3sReplaced() {
    let engine = Self.engine([Self.k3s("node1", Self.disabled)], [Self.daemonSet("cilium")])
    #expect(engine.name == "cilium" && engine.conflicts.isEmpty)
    #expect(engine.signal.contains("DaemonSet kube-system/cilium"))
  }

  @Test("K3s' controller beside another engine is a conflict, rated as kube-router")
  func k3sConflict() throws {
    let nodes = (1...5).map { Self.k3s("node\($0)", Self.server) }
    let engine = Self.engine(nodes, [Self.daemonSet("calico-node")])
    #expect(engine.name == "kube-router")
    let conflict = try #require(engine.conflicts.first)
    #expect(engine.conflicts.count == 1)
    #expect(conflict.parties.map(\.engine) == [.kubeRouter, .calicoIptables])
    #expect(conflict.nodes.count == 5)
    #expect(conflict.message.hasSuffix("side by side on node1, node2, node3 and 2 more"))
    let flannel = Self.engine(nodes, [Self.daemonSet("kube-flannel-ds")])
    #expect(flannel.conflicts.isEmpty && flannel.name == "kube-router")
  }

  @Test("Servers that disagree: each by its own arguments, agents by the worse, and the signal says so")
  func k3sDisagreement() {
    let engine = Self.engine([
      Self.k3s("a", Self.disabled), Self.k3s("b", Self.server), Self.k3s("c", Self.agent),
    ])
    #expect(engine.nodes.map(\.engine) == [.none, .kubeRouter, .kubeRouter])
    #expect(engine.name == "mixed" && engine.rebuildsOnChurn && !engine.isAssumed)
    #expect(engine.nodes.allSatisfy { $0.signal.contains("the servers disagree: a sets it, b does not") })
    #expect(engine.signal.contains("none: Node a") && engine.signal.contains("kube-router: Node b"))
  }

  @Test("Arguments that cannot be read leave the engine unknown; missing ones mean K3s' default")
  func k3sUntold() {
    let hostile = Self.engine([Self.k3s("node1", "[\"server\"")])
    #expect(hostile.name == "unknown" && hostile.isAssumed && hostile.engine(ofNode: "node1") == .kubeRouter)
    #expect(hostile.signal.contains("k3s.io/node-args of node node1 cannot be read"))
    let agents = Self.engine([Self.k3s("node2", Self.agent)])
    #expect(agents.name == "kube-router" && !agents.isAssumed)
    let bare = Self.engine([Self.k3s("node1", nil)])
    #expect(bare.name == "kube-router" && bare.signal.contains("runs its policy controller by default"))
    let other = Self.engine([Self.k3s("node1", "[\"server\""), Self.k3s("node2", Self.server)])
    #expect(other.name == "kube-router" && !other.isAssumed)
    let beside = Self.engine([Self.k3s("node1", "?")], [Self.daemonSet("cilium")])
    #expect(beside.name == "unknown" && beside.signal.contains("DaemonSet kube-system/cilium runs here, too"))
  }

  @Test(
    "Any one field shows K3s",
    arguments: [
      node("n", version: "v1.33.5+k3s1"), node("n", labels: ["node.kubernetes.io/instance-type": "k3s"]),
      node("n", annotations: ["k3s.io/node-args": server]),
    ])
  func k3sFields(node: Node) { #expect(Self.engine([node]).name == "kube-router") }

  // MARK: DaemonSets, pods, annotations

  @Test(
    "DaemonSets",
    arguments: [
      ("calico-node", [:], "calico-iptables"), ("renamed", ["k8s-app": "calico-node"], "calico-iptables"),
      ("canal", [:], "canal"), ("rke2-canal", [:], "canal"), ("cilium", [:], "cilium"), ("cilium-envoy", [:], "none"),
      ("x", ["app.kubernetes.io/name": "cilium-agent"], "cilium"), ("kube-router", [:], "kube-router"),
      ("kube-network-policies", [:], "kube-network-policies"), ("kindnet", [:], "kube-network-policies"),
      ("antrea-agent", [:], "antrea"), ("ovnkube-node", [:], "ovn-kubernetes"), ("weave-net", [:], "weave"),
      ("kube-flannel-ds", [:], "flannel"), ("kube-proxy", ["k8s-app": "kube-proxy"], "none"),
    ] as [(String, Labels, String)])
  func daemonSets(name: String, labels: Labels, expected: String) throws {
    let engine = Self.engine([Self.node("n1"), Self.node("n2")], [Self.daemonSet(name, labels: labels)])
    #expect(engine.name == expected && !engine.isAssumed)
    #expect(engine.rebuildsOnChurn == (expected == "kube-router"))
    #expect(engine.enforcesPolicy == !["flannel", "none"].contains(expected))
    #expect((engine.ruledOutReason == nil) == (expected == "kube-router"))
    if expected != "none" { #expect(engine.signal.contains("DaemonSet kube-system/\(name)")) }
  }

  @Test("kube-router without its firewall is no policy engine")
  func kubeRouterFirewall() {
    let nodes = [Self.node("n")]
    let router = { Self.engine(nodes, [Self.daemonSet("kube-router", arguments: ["--run-router=true", $0])]).name }
    #expect(router("--run-firewall=false") == "none")
    #expect(router("--run-firewall=true") == "kube-router")
    #expect(router("--run-firewall") == "kube-router")
  }

  @Test("flannel with the policy controller in its pods enforces")
  func flannelWithPolicies() {
    var daemonSet = Self.daemonSet("kube-flannel-ds")
    daemonSet.spec.template.spec.containers[0].image = "registry.k8s.io/networking/kube-network-policies:v0.7.0"
    #expect(Self.engine([Self.node("n")], [daemonSet]).name == "kube-network-policies")
  }

  @Test("A DaemonSet counts on the nodes that its selector takes, and pods on their own")
  func perNode() {
    var daemonSet = Self.daemonSet("calico-node")
    daemonSet.spec.template.spec.nodeSelector = ["net": "calico"]
    let nodes = [Self.node("a", labels: ["net": "calico"]), Self.node("b"), Self.node("c")]
    var finished = Self.pod("kube-router-x", on: "c", owner: "kube-router")
    finished.status.phase = "Failed"
    let engine = Self.engine(nodes, [daemonSet], [Self.pod("cilium-7xk2p", on: "b", owner: "cilium"), finished])
    #expect(engine.nodes.map(\.engine) == [.calicoIptables, .cilium, .none])
    #expect(engine.name == "mixed" && engine.enforcesPolicy && !engine.rebuildsOnChurn)
    #expect(engine.ruledOutReason?.contains("Felix") == true && engine.ruledOutReason?.contains("identity") == true)
    #expect(engine.engine(ofNode: "b") == .cilium)
    #expect(engine.engine(ofNode: "") == .calicoIptables)
  }

  @Test("A Deployment's pods are no node component")
  func typha() {
    let pod = Self.pod("calico-typha-1", on: "n", owner: "calico-typha", labels: ["k8s-app": "calico-node"])
    #expect(Self.engine([Self.node("n")], [], [pod]).name == "none")
  }

  @Test(
    "Annotations and labels of nodes",
    arguments: [
      (["projectcalico.org/IPv4Address": "192.168.8.246/24"], [:], "calico-iptables"),
      (
        ["projectcalico.org/IPv4Address": "10.0.0.1/24", "flannel.alpha.coreos.com/backend-type": "vxlan"], [:], "canal"
      ),
      (["network.cilium.io/ipv4-pod-cidr": "10.0.0.0/24"], [:], "cilium"),
      (["k8s.ovn.org/node-subnets": "{}"], [:], "ovn-kubernetes"),
      ([:], ["microk8s.io/cluster": "true"], "calico-iptables"),
      ([:], ["node.kubernetes.io/microk8s-worker": "microk8s-worker"], "calico-iptables"),
      (["flannel.alpha.coreos.com/backend-type": "vxlan"], [:], "flannel"),
      ([:], [:], "unknown"),
    ] as [(Labels, Labels, String)])
  func annotations(annotations: Labels, labels: Labels, expected: String) {
    let engine = Self.engine([Self.node("n", annotations: annotations, labels: labels)])
    #expect(engine.name == expected)
    #expect(engine.isAssumed == (expected == "unknown"))
    #expect(engine.rebuildsOnChurn == (expected == "unknown"))
  }

  @Test("The MicroK8s example: labels and annotation agree; neither dataplane rebuilds, says the signal")
  func microK8s() {
    let engine = Self.engine([
      Self.node(
        "nutellajunkies", annotations: ["projectcalico.org/IPv4Address": "192.168.178.101/24"],
        labels: ["microk8s.io/cluster": "true"])
    ])
    #expect(engine.name == "calico-iptables")
    #expect(engine.signal.contains("annotation projectcalico.org/IPv4Address"))
    #expect(engine.signal.contains("neither of Calico's dataplanes rebuilds"))
  }

  @Test("Without an engine, the system's own pods tell that there is none; their absence tells nothing")
  func none() {
    let engine = Self.engine([Self.node("n")], [], [Self.pod("coredns-1", on: "n", owner: nil)])
    #expect(engine.name == "none" && !engine.isAssumed && !engine.enforcesPolicy)
    #expect(Self.engine([Self.node("n")]).isAssumed)
  }

  // MARK: Nothing known, and given by hand

  @Test("Without Nodes kube-router is assumed, unless a DaemonSet tells")
  func withoutNodes() {
    let engine = Self.engine([])
    #expect(engine.name == "unknown" && engine.isAssumed && engine.rebuildsOnChurn && engine.nodes.isEmpty)
    #expect(engine.engine(ofNode: "any") == .kubeRouter)
    #expect(Self.engine([], [Self.daemonSet("kube-flannel-ds")]).name == "unknown")
    let told = Self.engine([], [Self.daemonSet("cilium")])
    #expect(told.name == "cilium" && !told.isAssumed && told.engine(ofNode: "any") == .cilium)
  }

  @Test("An engine given by hand wins", arguments: PolicyEngine.allCases)
  func given(engine: PolicyEngine) throws {
    let named = try PolicyEngine.named(engine.rawValue)
    let result = Self.engine([Self.k3s("node1", Self.server)], given: named)
    #expect(result.name == engine.rawValue && !result.isAssumed && result.conflicts.isEmpty)
    #expect(result.engine(ofNode: "node1") == engine && result.engine(ofNode: "other") == engine)
    #expect(result.signal == "given as --engine \(engine.rawValue)")
  }

  @Test(
    "Another name is refused with the names there are", arguments: ["", "calico", "Cilium", "kube-router ", "unknown"])
  func refused(name: String) {
    let error = #expect(throws: UnknownEngine.self) { try PolicyEngine.named(name) }
    for engine in PolicyEngine.allCases { #expect(error?.message.contains(engine.rawValue) == true) }
  }

  @Test("Names are cut and cleaned where an error quotes them")
  func hostileName() {
    let message = UnknownEngine(name: "\u{1B}[31m" + String(repeating: "x", count: 1000)).message
    #expect(!message.contains("\u{1B}") && message.count < 250)
  }

  @Test("The order of the input does not matter")
  func order() {
    let nodes = [Self.k3s("a", Self.disabled), Self.k3s("b", Self.server), Self.node("c")]
    #expect(Self.engine(nodes) == Self.engine(nodes.reversed()))
  }

  @Test("The report carries names, signals and nodes")
  func report() {
    let report = Self.engine([Self.k3s("b", "?"), Self.node("a", labels: ["microk8s.io/cluster": "true"])]).report
    #expect(report.name == "mixed" && report.isAssumed && report.rebuildsOnChurn && report.enforcesPolicy)
    #expect(report.nodes.map(\.node) == ["a", "b"])
    #expect(report.nodes.map(\.name) == ["calico-iptables", "unknown"])
  }
}
