import KubeCore
import NetworkSemantics
import Testing

@Suite("Verdicts")
struct VerdictTests {
  private let client = pod("a", "client", ["app": "client"], ip: "10.42.0.2", node: "n1", nodeIP: "192.168.1.1")
  private let server = pod("b", "server", ["app": "server"], ip: "10.42.1.2", node: "n2", nodeIP: "192.168.1.2")
  private let namespaces = [namespace("a", ["team": "x"]), namespace("b", ["team": "y"])]

  private func snapshot(_ policies: [NetworkPolicy], _ more: [PodEndpoint] = []) -> PolicySnapshot {
    PolicySnapshot(policies, [client, server] + more, namespaces: namespaces)
  }

  private var egressToServer: NetworkPolicy {
    policy(
      "a", "egress", types: ["Egress"],
      egress: [
        egressRule([block("1.1.1.1/32")]),
        egressRule(
          [peer(pods: .empty), peer(pods: having(["app": "server"]), namespaces: having(["team": "y"]))],
          ports: [port(.int(443)), port(.int(80))]),
      ])
  }

  @Test("26: A connection needs the source's egress and the destination's ingress")
  func bothDirections() {
    let ingress = policy("b", "ingress", ingress: [ingressRule([peer(namespaces: having(["team": "x"]))])])
    #expect(snapshot([]).allows(client, server))
    #expect(snapshot([egressToServer]).allows(client, server))
    #expect(snapshot([egressToServer, ingress]).allows(client, server))
    #expect(!snapshot([egressToServer, policy("b", "deny")]).allows(client, server))
    #expect(!snapshot([policy("a", "deny", types: ["Egress"]), ingress]).allows(client, server))
  }

  @Test("The rule that allows is named by policy, position, peer and port")
  func decidingRule() {
    let verdict = snapshot([policy("a", "deny", types: ["Egress"]), egressToServer]).verdict(client, server)
    #expect(verdict.verdict == .allowed)
    #expect(verdict.decidedBy.map(\.direction) == [.egress, .ingress])
    let egress = verdict.decidedBy[0]
    #expect(egress.policy == NamespacedName("a", "egress"))
    #expect(egress.ruleIndex == 1)
    #expect(egress.clause == "to[1].namespaceSelector+podSelector, ports[1]")
    #expect(egress.isolatingPolicies.map(\.name) == ["deny", "egress"])
    #expect(verdict.decidedBy[1].clause == "NotIsolated")
    #expect(verdict.decidedBy[1].policy == nil && verdict.decidedBy[1].ruleIndex == nil)
    #expect(
      verdict.reason
        == "a/egress allows it by egress[1] (to[1].namespaceSelector+podSelector, ports[1]); b/server is not ingress-isolated"
    )
  }

  @Test("A denial names the policies that isolate, and that no rule matches")
  func denial() {
    let verdict = snapshot([policy("b", "one"), policy("b", "two"), egressToServer]).verdict(client, server, "TCP/8080")
    #expect(verdict.verdict == .denied)
    #expect(verdict.decidedBy.map(\.clause) == ["NoRuleMatches", "NoRuleMatches"])
    #expect(verdict.decidedBy[1].isolatingPolicies.map(\.description) == ["b/one", "b/two"])
    #expect(
      verdict.reason == "a/client is egress-isolated by a/egress, and no rule allows TCP/8080 to b/server")
    let ingress = snapshot([policy("b", "one")]).verdict(client, server)
    #expect(ingress.reason == "b/server is ingress-isolated by b/one, and no rule allows TCP/80 from a/client")
    #expect(ingress.decidedBy.map(\.clause) == ["NotIsolated", "NoRuleMatches"])
  }

  @Test("Lists that are not there are called any peer and any port")
  func anyClauses() {
    let rule = ingressRule(ports: [port(.int(80))])
    let verdict = snapshot([policy("b", "p", ingress: [rule])]).verdict(client, server)
    #expect(verdict.decidedBy[1].clause == "any peer, ports[0]")
    let all = snapshot([policy("b", "p", ingress: [ingressRule([peer(namespaces: .empty)])])]).verdict(client, server)
    #expect(all.decidedBy[1].clause == "from[0].namespaceSelector, any port")
  }

  @Test("26: A hostNetwork source has no egress check, and the destination sees its node")
  func hostNetworkSource() {
    let host = pod("a", "host", ["app": "client"], ip: "192.168.1.1", host: true, node: "n1", nodeIP: "192.168.1.1")
    let policies = [
      policy("a", "deny", types: ["Egress"]), policy("b", "p", ingress: [ingressRule([block("192.168.1.1/32")])]),
    ]
    #expect(snapshot(policies, [host]).allows(host, server))
    #expect(
      !snapshot([policy("b", "p", ingress: [ingressRule([peer(namespaces: .empty)])])], [host]).allows(host, server))
    let noAddress = pod("a", "host2", host: true, node: "n9")
    #expect(snapshot(policies, [noAddress]).verdict(noAddress, server).verdict == .unknown)
  }

  @Test("25: The API server is a node's address, not a pod")
  func apiServer() throws {
    let snapshot = snapshot([policy("a", "p", types: ["Egress"], egress: [egressRule([peer(namespaces: .empty)])])])
    #expect(try snapshot.verdict(.pod(client), addresses("192.168.1.2/32"), "TCP/6443").verdict == .denied)
  }

  @Test("A finished pod opens and takes no connections")
  func finished() {
    let done = pod("a", "done", phase: "Succeeded")
    let verdict = snapshot([], [done]).verdict(done, server)
    #expect(verdict.verdict == .denied)
    #expect(verdict.reason == "a/done has finished (Succeeded)")
  }

  @Test("A block is Partial where policies cut through it, and says where")
  func partialBlock() throws {
    let rule = egressRule([block("10.0.0.0/8", except: ["10.64.0.0/10"])], ports: [port(.int(443))])
    let snapshot = PolicySnapshot([policy("a", "p", types: ["Egress"], egress: [rule])], [client])
    let verdict = try snapshot.verdict(.pod(client), addresses("10.0.0.0/8"), "TCP/443")
    #expect(verdict.verdict == .partial)
    #expect(verdict.addresses.allowed.prefixes.map(\.description) == ["10.0.0.0/10", "10.128.0.0/9"])
    #expect(verdict.addresses.denied.description == "10.64.0.0/10")
    #expect(verdict.reason == "allowed: 10.0.0.0/10, 10.128.0.0/9; denied: 10.64.0.0/10")
    #expect(verdict.decidedBy.map(\.clause) == ["to[0].ipBlock, ports[0]", "NotIsolated", "NoRuleMatches"])
    #expect(try snapshot.verdict(.pod(client), addresses("10.128.0.0/16"), "TCP/443").verdict == .allowed)
    #expect(try snapshot.verdict(.pod(client), addresses("10.65.0.0/16"), "TCP/443").verdict == .denied)
    #expect(try snapshot.verdict(.pod(client), addresses("11.0.0.0/8"), "TCP/443").verdict == .denied)
    #expect(try snapshot.verdict(.pod(client), addresses("10.0.0.0/8"), "UDP/443").verdict == .denied)
  }

  @Test("Pods inside a block count as pods, whichever end it is")
  func podsInBlock() throws {
    let snapshot = snapshot([policy("b", "p", ingress: [ingressRule([peer(namespaces: having(["team": "x"]))])])])
    let inward = try snapshot.verdict(addresses("10.42.0.0/24"), .pod(server))
    #expect(inward.verdict == .partial)
    #expect(inward.addresses.allowed.description == "10.42.0.2/32")
    #expect(try snapshot.verdict(addresses("10.42.0.2/32"), .pod(server)).verdict == .allowed)
    let outward = try snapshot.verdict(.pod(server), addresses("10.42.0.0/24"))
    #expect(outward.verdict == .allowed)
    #expect(try snapshot.verdict(.pod(client), addresses("10.42.1.0/24")).verdict == .allowed)
    let denied = self.snapshot([policy("b", "deny")])
    #expect(try denied.verdict(.pod(client), addresses("10.42.1.0/24")).addresses.denied.description == "10.42.1.2/32")
  }

  @Test("Two blocks are no question for policies")
  func blocksOnly() throws {
    #expect(try snapshot([]).verdict(addresses("1.0.0.0/8"), addresses("2.0.0.0/8")).verdict == .unknown)
  }

  @Test("24: NodeLocal DNS is no pod, so that only an ipBlock reaches it")
  func nodeLocalDNS() throws {
    let byPod = egressRule(
      [peer(pods: having(["k8s-app": "kube-dns"]), namespaces: .empty)], ports: [port(.int(53), "UDP")])
    let byBlock = egressRule([block("169.254.20.10/32")], ports: [port(.int(53), "UDP")])
    let cache = try addresses("169.254.20.10/32")
    #expect(
      snapshot([policy("a", "p", types: ["Egress"], egress: [byPod])]).verdict(.pod(client), cache, "UDP/53").verdict
        == .denied)
    #expect(
      snapshot([policy("a", "p", types: ["Egress"], egress: [byBlock])]).verdict(.pod(client), cache, "UDP/53").verdict
        == .allowed)
  }
}
