import KubeCore
import NetworkSemantics
import Testing

@Suite("Peers")
struct PeerTests {
  private let server = pod("a", "server", ["app": "server"], ip: "10.42.0.1")
  private let near = pod("a", "near", ["app": "client"], ip: "10.42.0.2")
  private let far = pod("b", "far", ["app": "client"], ip: "10.42.1.2")
  private let other = pod("b", "other", ["app": "other"], ip: "10.42.1.3")

  private func snapshot(_ peers: [NetworkPolicyPeer], namespaces: [Namespace]? = nil) -> PolicySnapshot {
    PolicySnapshot(
      [policy("a", "p", select: labels(["app": "server"]), ingress: [ingressRule(peers)])],
      [server, near, far, other],
      namespaces: namespaces ?? [namespace("a", ["team": "x"]), namespace("b", ["team": "y"])])
  }

  /// Names of those that may connect to the server.
  private func clients(_ peers: [NetworkPolicyPeer]) -> [String] {
    let snapshot = snapshot(peers)
    return [near, far, other].filter { snapshot.allows($0, server) }.map(\.id.name)
  }

  @Test("12: Both selectors in one element must match; two elements are alternatives")
  func conjunctionAndAlternative() {
    #expect(clients([peer(pods: having(["app": "client"]), namespaces: having(["team": "y"]))]) == ["far"])
    #expect(
      clients([peer(pods: having(["app": "client"])), peer(namespaces: having(["team": "y"]))])
        == ["near", "far", "other"])
  }

  @Test("13: An empty namespaceSelector is every namespace, the policy's own too; a podSelector alone is its own")
  func scopes() {
    #expect(clients([peer(namespaces: .empty)]) == ["near", "far", "other"])
    #expect(clients([peer(pods: .empty)]) == ["near"])
    #expect(clients([peer(pods: having(["app": "client"]), namespaces: .empty)]) == ["near", "far"])
    #expect(clients([peer(pods: having(["app": "other"]))]) == [])
  }

  @Test("14: kubernetes.io/metadata.name is there without being given")
  func metadataName() {
    #expect(clients([peer(namespaces: having(["kubernetes.io/metadata.name": "b"]))]) == ["far", "other"])
    let absent = snapshot([peer(namespaces: having(["kubernetes.io/metadata.name": "b"]))], namespaces: [])
    #expect(absent.verdict(far, server).verdict == .allowed)
    #expect(absent.verdict(near, server).verdict == .denied)
  }

  @Test("14: A Namespace that is not given makes a verdict unknown, and is named")
  func missingNamespace() {
    let snapshot = snapshot([peer(namespaces: having(["team": "y"]))], namespaces: [namespace("a")])
    let verdict = snapshot.verdict(far, server)
    #expect(verdict.verdict == .unknown)
    #expect(verdict.reason == "not given: Namespace b")
    #expect(snapshot.verdict(near, server).verdict == .denied)
    // Where something else decides, nothing is missing.
    let both = self.snapshot(
      [peer(namespaces: having(["team": "y"])), peer(pods: .empty, namespaces: .empty)], namespaces: [])
    #expect(both.verdict(far, server).verdict == .allowed)
    let byPod = self.snapshot([peer(pods: having(["app": "x"]), namespaces: having(["team": "y"]))], namespaces: [])
    #expect(byPod.verdict(far, server).verdict == .denied)
  }

  @Test("15: A namespace's labels change who is selected without any change of a pod")
  func namespaceLabels() {
    let peers = [peer(namespaces: having(["team": "y"]))]
    #expect(snapshot(peers).allows(far, server))
    #expect(!snapshot(peers, namespaces: [namespace("a"), namespace("b", ["team": "z"])]).allows(far, server))
  }

  @Test("16: A peer with nothing in it, or with ipBlock and a selector, is reported and matches nothing")
  func invalidPeers() {
    var mixed = block("0.0.0.0/0")
    mixed.podSelector = .empty
    let snapshot = snapshot([NetworkPolicyPeer(), mixed])
    #expect(!snapshot.allows(near, server))
    #expect(
      snapshot.problems.map(\.description) == [
        "a/p: spec.ingress[0].from[0]: expected podSelector, namespaceSelector or ipBlock, found none of them",
        "a/p: spec.ingress[0].from[1]: expected ipBlock alone, found ipBlock with a selector",
      ])
  }

  @Test("17: An ipBlock matches pods by their IP, with host bits set, /0 and /32")
  func ipBlocksMatchPods() {
    #expect(clients([block("10.42.1.0/24")]) == ["far", "other"])
    #expect(clients([block("10.42.1.9/24")]) == ["far", "other"])
    #expect(clients([block("10.42.1.2/32")]) == ["far"])
    #expect(clients([block("0.0.0.0/0")]) == ["near", "far", "other"])
    #expect(clients([block("::/0")]) == [])
    #expect(clients([block("::ffff:10.42.1.2/128")]) == ["far"])
  }

  @Test("17: except takes addresses out of its own block only, so that another rule may allow them again")
  func except() {
    let most = block("10.42.0.0/16", except: ["10.42.1.0/24"])
    #expect(clients([most]) == ["near"])
    #expect(clients([most, block("10.42.1.3/32")]) == ["near", "other"])
    #expect(clients([most, block("10.42.0.0/16")]) == ["near", "far", "other"])
  }

  @Test(
    "17: A block that is none, or an except outside of it, is reported",
    arguments: [
      (block("10.42.0.0"), "cidr: expected a CIDR block such as 10.0.0.0/8, found \"10.42.0.0\""),
      (block("10.0.0.0/8", except: ["x"]), "except[0]: expected a CIDR block such as 10.0.0.0/8, found \"x\""),
      (block("10.0.0.0/8", except: ["11.0.0.0/9"]), "except[0]: expected a block inside 10.0.0.0/8, found 11.0.0.0/9"),
      (block("10.0.0.0/8", except: ["10.0.0.0/8"]), "except[0]: expected a block inside 10.0.0.0/8, found 10.0.0.0/8"),
    ])
  func invalidBlocks(peer: NetworkPolicyPeer, message: String) {
    let snapshot = snapshot([peer])
    #expect(snapshot.problems.map(\.description) == ["a/p: spec.ingress[0].from[0].ipBlock.\(message)"])
    #expect(!snapshot.allows(near, server))
  }

  @Test("17: A pod whose IP is not known yet is decided by a block of everything, or not at all")
  func unknownAddress() {
    let starting = pod("a", "starting", ip: "")
    #expect(snapshot([block("0.0.0.0/0")]).verdict(starting, server).verdict == .allowed)
    let verdict = snapshot([block("10.0.0.0/8")]).verdict(starting, server)
    #expect(verdict.verdict == .unknown)
    #expect(verdict.reason == "not given: the IP address of a/starting")
  }

  @Test("17: A dual-stack pod may be reached over one family only")
  func dualStack() {
    let dual = pod("a", "dual", ["app": "server"], ip: "10.42.0.9,fd00::9")
    let client = pod("a", "client", ip: "10.42.0.8,fd00::8")
    let snapshot = PolicySnapshot([policy("a", "p", ingress: [ingressRule([block("0.0.0.0/0")])])], [dual, client])
    let verdict = snapshot.verdict(client, dual)
    #expect(verdict.verdict == .partial)
    #expect(verdict.reason.hasPrefix("over IPv4: Allowed"))
    #expect(snapshot.verdict(near, dual).verdict == .allowed)
    #expect(snapshot.verdict(pod("a", "six", ip: "fd00::7"), near).verdict == .denied)
  }

  @Test("18: A pod on the host's network is no pod to a podSelector, and has its node's IP")
  func hostNetworkPeer() {
    let host = pod("a", "host", ["app": "client"], ip: "192.168.1.7", host: true, node: "n7", nodeIP: "192.168.1.7")
    #expect(!snapshot([peer(pods: having(["app": "client"]))]).allows(host, server))
    #expect(!snapshot([peer(namespaces: .empty)]).allows(host, server))
    #expect(snapshot([block("192.168.1.0/24")]).allows(host, server))
    #expect(snapshot([]).allows(host, server))
  }

  @Test("18: After a server moves to the host's network, egress rules to its labels no longer match it")
  func serverMovesToHostNetwork() {
    let rules = [egressRule([peer(pods: having(["app": "server"]))])]
    let policies = [policy("a", "p", select: labels(["app": "client"]), types: ["Egress"], egress: rules)]
    #expect(PolicySnapshot(policies, [server, near]).allows(near, server))
    let moved = pod("a", "server", ["app": "server"], ip: "192.168.1.7", host: true)
    #expect(!PolicySnapshot(policies, [moved, near]).allows(near, moved))
  }

  @Test("19: Traffic from the pod's own node is always allowed to it, and from it to itself")
  func ownNode() throws {
    let server = pod("a", "server", ip: "10.42.0.1", node: "n1", nodeIP: "192.168.1.1")
    let same = pod("x", "same", ip: "192.168.1.1", host: true, node: "n1", nodeIP: "192.168.1.1")
    let elsewhere = pod("x", "elsewhere", ip: "192.168.1.2", host: true, node: "n2", nodeIP: "192.168.1.2")
    let snapshot = PolicySnapshot([policy("a", "deny", types: ["Ingress", "Egress"])], [server, same, elsewhere])
    #expect(snapshot.verdict(same, server).verdict == .allowed)
    #expect(snapshot.verdict(same, server).decidedBy.map(\.clause) == ["OwnNode"])
    #expect(snapshot.verdict(elsewhere, server).verdict == .denied)
    #expect(snapshot.verdict(server, server).decidedBy.map(\.clause) == ["Itself"])
    #expect(try snapshot.verdict(addresses("192.168.1.1/32"), .pod(server)).verdict == .allowed)
    #expect(
      try snapshot.verdict(addresses("192.168.1.0/30"), .pod(server)).addresses.allowed.description == "192.168.1.1/32")
  }
}
