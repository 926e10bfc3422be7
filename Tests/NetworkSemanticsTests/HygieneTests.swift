import KubeCore
import NetworkSemantics
import Testing

@Suite("Policy hygiene")
struct HygieneTests {
  private func snapshot(_ policies: [NetworkPolicy], _ pods: [PodEndpoint] = []) -> PolicySnapshot {
    PolicySnapshot(policies, pods)
  }

  @Test("A policy that selects no pod of its namespace is unused")
  func unused() {
    let pods = [pod("a", "x", ["app": "x"]), pod("b", "host", ["app": "y"], host: true), pod("c", "y", ["app": "y"])]
    let policies = [
      policy("a", "used"), policy("a", "y", select: labels(["app": "y"])), policy("b", "host-only"),
      policy("empty", "p"), policy("a", "invalid", select: expression("app", "x")),
    ]
    #expect(snapshot(policies, pods).unusedPolicies.map(\.description) == ["a/y", "b/host-only", "empty/p"])
  }

  @Test("Policies that say the same in other words are duplicates, in one namespace")
  func duplicates() {
    let first = policy(
      "a", "1", select: labels(["app": "x"]),
      ingress: [
        ingressRule(
          [peer(pods: .empty, namespaces: .empty), block("10.0.0.0/8")], ports: [port(.int(80)), port(.int(81))]),
        ingressRule([block("11.0.0.0/8")]),
      ])
    let second = policy(
      "a", "2", select: expression("app", "In", ["x"]), types: ["Ingress"],
      ingress: [
        ingressRule([block("11.0.0.0/9"), block("11.128.0.0/9")]),
        ingressRule([block("10.0.0.0/8"), peer(namespaces: .empty)], ports: [port(.int(80), nil, to: 81)]),
      ])
    var elsewhere = second
    elsewhere.metadata.namespace = "b"
    let different = policy("a", "3", select: labels(["app": "x"]), ingress: [ingressRule([block("11.0.0.0/8")])])
    let invalid = [
      policy("a", "4", ingress: [ingressRule([block("x")])]), policy("a", "5", ingress: [ingressRule([block("y")])]),
    ]
    #expect(
      snapshot([second, first, elsewhere, different] + invalid).duplicatePolicies.map { $0.map(\.description) }
        == [["a/1", "a/2"]])
  }

  @Test("An own-namespace peer is not an all-namespaces peer, and deny-all is not allow-all")
  func noDuplicates() {
    let policies = [
      policy("a", "own", ingress: [ingressRule([peer(pods: .empty)])]),
      policy("a", "all", ingress: [ingressRule([peer(namespaces: .empty)])]), policy("a", "deny"),
      policy("a", "open", ingress: [ingressRule()]), policy("a", "both", types: ["Ingress", "Egress"]),
      policy("a", "ports", ingress: [ingressRule(ports: [port(nil), port(nil, "UDP"), port(nil, "SCTP")])]),
    ]
    #expect(snapshot(policies).duplicatePolicies.isEmpty)
  }

  private func covers(_ narrow: NetworkPolicy, _ wide: NetworkPolicy) -> Bool {
    let found = snapshot([narrow, wide]).subsumedPolicies
    return found == [SubsumedPolicy(policy: NamespacedName("a", "narrow"), by: NamespacedName("a", "wide"))]
  }

  private func narrow(_ selector: LabelSelector, _ types: [String], _ rules: [NetworkPolicyIngressRule] = [])
    -> NetworkPolicy
  {
    policy("a", "narrow", select: selector, types: types, ingress: rules)
  }

  private func wide(_ selector: LabelSelector, _ types: [String], _ rules: [NetworkPolicyIngressRule] = [])
    -> NetworkPolicy
  {
    policy("a", "wide", select: selector, types: types, ingress: rules)
  }

  @Test("A policy is subsumed by one that selects, isolates and allows at least as much")
  func subsumed() {
    let web = labels(["app": "web"])
    let webFront = labels(["app": "web", "tier": "front"])
    #expect(covers(narrow(web, ["Ingress"]), wide(LabelSelector(), ["Ingress"])))
    #expect(covers(narrow(webFront, ["Ingress"]), wide(web, ["Ingress", "Egress"])))
    #expect(!covers(narrow(web, ["Ingress"]), wide(webFront, ["Ingress"])))
    // Without it, egress would no longer be isolated.
    #expect(!covers(narrow(web, ["Ingress", "Egress"]), wide(web, ["Ingress"])))
    #expect(
      covers(
        narrow(expression("app", "In", ["a", "b"]), ["Ingress"]), wide(expression("app", "NotIn", ["c"]), ["Ingress"])))
    #expect(
      !covers(narrow(expression("app", "NotIn", ["c"]), ["Ingress"]), wide(expression("app", "Exists"), ["Ingress"])))
    #expect(
      covers(
        narrow(expression("app", "DoesNotExist"), ["Ingress"]), wide(expression("app", "NotIn", ["c"]), ["Ingress"])))
  }

  @Test("Its rules must each be covered in peers and ports")
  func subsumedRules() {
    let any = LabelSelector()
    func covered(_ rule: NetworkPolicyIngressRule, by other: NetworkPolicyIngressRule) -> Bool {
      let wideRule = ingressRule([peer(pods: having(["never": "equal"]))])
      return covers(narrow(any, ["Ingress"], [rule]), wide(any, ["Ingress"], [wideRule, other]))
    }
    #expect(
      covered(ingressRule([block("10.1.0.0/16")]), by: ingressRule([block("10.0.0.0/8", except: ["10.2.0.0/16"])])))
    #expect(
      !covered(ingressRule([block("10.1.0.0/16")]), by: ingressRule([block("10.0.0.0/8", except: ["10.1.2.0/24"])])))
    #expect(covered(ingressRule([peer(pods: having(["a": "b"]))]), by: ingressRule([peer(namespaces: .empty)])))
    #expect(!covered(ingressRule([peer(namespaces: .empty)]), by: ingressRule([peer(pods: .empty)])))
    #expect(
      covered(
        ingressRule([peer(namespaces: having(["x": "y"]))]),
        by: ingressRule([peer(namespaces: .matching(expression("x", "Exists")))])))
    #expect(covered(ingressRule([peer(pods: .empty)]), by: ingressRule()))
    #expect(!covered(ingressRule(), by: ingressRule([peer(namespaces: .empty)])))
    #expect(covered(ingressRule(ports: [port(.int(80))]), by: ingressRule(ports: [port(.int(1), to: 100)])))
    #expect(!covered(ingressRule(ports: [port(.int(80), "UDP")]), by: ingressRule(ports: [port(.int(1), to: 100)])))
    #expect(covered(ingressRule(ports: [port(.string("http"))]), by: ingressRule(ports: [port(nil)])))
    #expect(!covered(ingressRule(ports: [port(.string("http"))]), by: ingressRule(ports: [port(.int(80))])))
    #expect(!covered(ingressRule(), by: ingressRule(ports: [port(nil), port(nil, "UDP"), port(nil, "SCTP")])))
  }

  @Test("Duplicates are not subsumed, and of two that subsume each other only the later is")
  func mutual() {
    let rule = ingressRule([peer(pods: .empty)])
    #expect(snapshot([policy("a", "1", ingress: [rule]), policy("a", "2", ingress: [rule])]).subsumedPolicies.isEmpty)
    let twice = policy("a", "2", ingress: [rule, ingressRule([peer(pods: having(["x": "y"]))])])
    #expect(
      snapshot([policy("a", "1", ingress: [rule]), twice]).subsumedPolicies
        == [SubsumedPolicy(policy: NamespacedName("a", "2"), by: NamespacedName("a", "1"))])
  }

  @Test("Namespaces and names that join to the same text collide, once")
  func joinedNames() {
    let collisions = snapshot([policy("a", "bc"), policy("ab", "c"), policy("a", "bd")]).setNameCollisions
    #expect(collisions.map(\.description) == ["KUBE-NWPLCY: a/bc = ab/c"])
  }

  @Test("Rule 1 with named port 11 collides with rule 11 with named port 1, if there are so many")
  func ruleNumbers() {
    func names(_ count: Int) -> [NetworkPolicyPort] { (0..<count).map { port(.string("p\($0)")) } }
    let server = pod("a", "x", ports: (0..<20).map { PodPort(name: "p\($0)", number: UInt16(1000 + $0)) })
    var rules = Array(repeating: ingressRule(), count: 12)
    rules[1] = ingressRule(ports: names(12))
    rules[11] = ingressRule(ports: names(2))
    #expect(
      snapshot([policy("a", "p", ingress: rules)], [server]).setNameCollisions.map(\.description) == [
        "KUBE-DST: a/p ingress[1], named port 10 = a/p ingress[11], named port 0",
        "KUBE-DST: a/p ingress[1], named port 11 = a/p ingress[11], named port 1",
      ])
    // Names that no pod has make no sets.
    #expect(snapshot([policy("a", "p", ingress: rules)], []).setNameCollisions.isEmpty)
  }

  @Test("Ordinary policies do not collide")
  func noCollision() {
    let rules = [ingressRule([peer(pods: .empty), block("10.0.0.0/8")]), ingressRule([peer(pods: .empty)])]
    #expect(
      snapshot([
        policy("a", "p", types: ["Ingress", "Egress"], ingress: rules, egress: [egressRule([peer(pods: .empty)])]),
        policy("b", "p", ingress: rules),
      ]).setNameCollisions.isEmpty)
  }
}

@Suite("DNS")
struct DNSTests {
  private let client = pod("a", "client", ["app": "client"], ip: "10.42.0.2")
  private let server = pod(
    "kube-system", "coredns-1", ["k8s-app": "kube-dns"], ip: "10.42.0.3",
    ports: [PodPort(name: "dns", transport: .udp, number: 53), PodPort(name: "dns-tcp", number: 53)])

  private func blocks(_ rules: [NetworkPolicyEgressRule], dns: PodEndpoint? = nil, more: [NetworkPolicy] = [])
    -> [String]
  {
    let snapshot = PolicySnapshot(
      [policy("a", "p", types: ["Egress"], egress: rules)] + more, [client, dns ?? server],
      namespaces: [namespace("a"), namespace("kube-system")])
    return snapshot.dnsBlocked().map { "\($0.pod.name) UDP \($0.isUDPBlocked) TCP \($0.isTCPBlocked)" }
  }

  private let dnsPeer = peer(
    pods: having(["k8s-app": "kube-dns"]), namespaces: having(["kubernetes.io/metadata.name": "kube-system"]))

  @Test("24: An egress-isolated pod needs UDP and TCP to the cluster's DNS")
  func protocols() {
    #expect(blocks([]) == ["client UDP true TCP true"])
    #expect(blocks([egressRule([dnsPeer], ports: [port(.int(53), "UDP")])]) == ["client UDP false TCP true"])
    #expect(blocks([egressRule([dnsPeer], ports: [port(.int(53), "TCP")])]) == ["client UDP true TCP false"])
    #expect(blocks([egressRule([dnsPeer], ports: [port(.int(53), "UDP"), port(.int(53), "TCP")])]) == [])
    #expect(blocks([egressRule()]) == [])
  }

  @Test("24: Extra labels break the rule")
  func extraLabels() {
    let wrong = peer(pods: having(["k8s-app": "kube-dns", "app": "coredns"]), namespaces: .empty)
    #expect(blocks([egressRule([wrong])]) == ["client UDP true TCP true"])
  }

  @Test("24: The ports are those that the DNS pods have, such as OpenShift's 5353")
  func ports() {
    let openShift = pod(
      "kube-system", "dns", ["k8s-app": "kube-dns"], ip: "10.42.0.3",
      ports: [PodPort(name: "dns", transport: .udp, number: 5353), PodPort(name: "dns-tcp", number: 5353)])
    let both53 = [port(.int(53), "UDP"), port(.int(53), "TCP")]
    #expect(blocks([egressRule([dnsPeer], ports: both53)], dns: openShift) == ["client UDP true TCP true"])
    #expect(
      blocks([egressRule([dnsPeer], ports: [port(.int(5353), "UDP"), port(.int(5353), "TCP")])], dns: openShift) == [])
    let unnamed = pod("kube-system", "dns", ["k8s-app": "kube-dns"], ip: "10.42.0.3")
    #expect(blocks([egressRule([dnsPeer], ports: both53)], dns: unnamed) == [])
  }

  @Test("An ipBlock of the Service's address does not help, one of the pods' does")
  func blocksOfAddresses() {
    #expect(blocks([egressRule([block("10.43.0.10/32")])]) == ["client UDP true TCP true"])
    #expect(blocks([egressRule([block("10.42.0.0/16")])]) == [])
  }

  @Test("Isolated DNS pods block as well; pods without egress isolation are not asked")
  func isolatedServer() {
    #expect(blocks([egressRule()], more: [policy("kube-system", "deny")]) == ["client UDP true TCP true"])
    let snapshot = PolicySnapshot([policy("kube-system", "deny")], [client, server])
    #expect(snapshot.dnsBlocked().isEmpty)
  }

  @Test("Without DNS pods in the input, a usual CoreDNS stands in")
  func assumed() {
    let missing = PolicySnapshot([policy("a", "p", types: ["Egress"])], [client])
    #expect(missing.dnsEndpoints.isEmpty)
    #expect(missing.dnsBlocked().map(\.isUDPBlocked) == [true])
    let open = PolicySnapshot([policy("a", "p", types: ["Egress"], egress: [egressRule([dnsPeer])])], [client])
    #expect(open.dnsBlocked().isEmpty)
    // What labels kube-system has is not known.
    let byLabel = peer(namespaces: having(["name": "kube-system"]))
    let unknown = PolicySnapshot([policy("a", "p", types: ["Egress"], egress: [egressRule([byLabel])])], [client])
    #expect(unknown.dnsBlocked().isEmpty)
  }
}
