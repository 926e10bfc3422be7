import KubeCore
import NetworkSemantics
import Testing

/// Where kube-router's code differs from the specification.
@Suite("kube-router's reading")
struct KubeRouterTests {
  private let client = pod("a", "client", ["app": "client"], ip: "10.42.0.2,fe80::2")
  private let server = pod(
    "b", "server", ["app": "server"], ip: "10.42.1.2,fe80::3", ports: [PodPort(name: "http", number: 8080)])

  private func snapshot(_ policies: [NetworkPolicy], _ more: [PodEndpoint] = []) -> PolicySnapshot {
    PolicySnapshot(policies, [client, server] + more)
  }

  private func verdicts(_ verdict: ConnectionVerdict) -> [Verdict] { [verdict.verdict, verdict.kubeRouter.verdict] }

  @Test("It agrees on an ordinary policy, and says so")
  func agreement() {
    let verdict = snapshot([policy("b", "p", types: ["Ingress"])]).verdict(client, server)
    #expect(verdicts(verdict) == [.denied, .denied])
    #expect(verdict.kubeRouter.reason == "kube-router reads these policies as Kubernetes does")
  }

  @Test("Without policyTypes but with egress it sees an ingress policy only")
  func policyTypes() {
    let verdict = snapshot([policy("a", "p", egress: [egressRule([peer(pods: .empty)], ports: [port(.int(80))])])])
      .verdict(client, server)
    #expect(verdicts(verdict) == [.denied, .allowed])
    #expect(verdict.kubeRouter.reason == KubeRouterDifference.policyTypesNotDefaulted.explanation)
  }

  @Test("::/0 is 2000::/3 and fd00::/8, without link-local addresses")
  func allIPv6() throws {
    let snapshot = snapshot([policy("a", "p", types: ["Egress"], egress: [egressRule([block("::/0")])])])
    #expect(try verdicts(snapshot.verdict(.pod(client), addresses("fe80::9/128"))) == [.allowed, .denied])
    #expect(try verdicts(snapshot.verdict(.pod(client), addresses("2001:db8::1/128"))) == [.allowed, .allowed])
    #expect(try verdicts(snapshot.verdict(.pod(client), addresses("fd12::1/128"))) == [.allowed, .allowed])
    let all = try snapshot.verdict(.pod(client), addresses("::/0"))
    #expect(verdicts(all) == [.allowed, .partial])
    #expect(all.kubeRouter.reason == KubeRouterDifference.allIPv6.explanation)
  }

  @Test("A port name in an egress rule without peers means the numbers of the own namespace's pods, anywhere")
  func namedPortToAny() throws {
    let own = pod("a", "own", ip: "10.42.0.7", ports: [PodPort(name: "http", number: 9090)])
    let snapshot = snapshot(
      [
        policy(
          "a", "p", select: labels(["app": "client"]), types: ["Egress"],
          egress: [egressRule(ports: [port(.string("http"))])])
      ], [own])
    let toServer = snapshot.verdict(client, server, "TCP/8080")
    #expect(verdicts(toServer) == [.allowed, .denied])
    #expect(toServer.kubeRouter.reason == KubeRouterDifference.namedPortToAnyDestination.explanation)
    #expect(verdicts(snapshot.verdict(client, own, "TCP/9090")) == [.allowed, .allowed])
    #expect(verdicts(snapshot.verdict(client, server, "TCP/9090")) == [.denied, .allowed])
    #expect(try verdicts(snapshot.verdict(.pod(client), addresses("1.1.1.1/32"), "TCP/9090")) == [.denied, .allowed])
  }

  @Test("An endPort below its port is dropped")
  func endPort() {
    let snapshot = snapshot([
      policy("b", "p", types: ["Ingress"], ingress: [ingressRule(ports: [port(.int(80), to: 79)])])
    ])
    #expect(verdicts(snapshot.verdict(client, server, "TCP/80")) == [.denied, .allowed])
    #expect(verdicts(snapshot.verdict(client, server, "TCP/79")) == [.denied, .denied])
  }

  @Test("A port without protocol is any protocol")
  func noProtocol() {
    let snapshot = snapshot([policy("b", "p", types: ["Ingress"], ingress: [ingressRule(ports: [port(.int(80), nil)])])]
    )
    #expect(verdicts(snapshot.verdict(client, server, "TCP/80")) == [.allowed, .allowed])
    let udp = snapshot.verdict(client, server, "UDP/80")
    #expect(verdicts(udp) == [.denied, .allowed])
    #expect(udp.kubeRouter.reason == KubeRouterDifference.protocolNotDefaulted.explanation)
  }

  @Test("ICMP echo is always accepted")
  func icmpEcho() {
    #expect(verdicts(snapshot([policy("b", "p")]).icmpEcho(from: client, to: server)) == [.unknown, .allowed])
    #expect(verdicts(snapshot([]).icmpEcho(from: client, to: server)) == [.allowed, .allowed])
  }

  @Test("Pod peers get every port where no pod has the rule's port names")
  func unresolvedName() throws {
    let rule = ingressRule([peer(namespaces: .empty), block("1.1.1.1/32")], ports: [port(.string("metrics"))])
    let snapshot = snapshot([policy("b", "p", types: ["Ingress"], ingress: [rule])])
    let verdict = snapshot.verdict(client, server, "TCP/22")
    #expect(verdicts(verdict) == [.denied, .allowed])
    #expect(verdict.kubeRouter.reason == KubeRouterDifference.namedPortWithoutPods.explanation)
    #expect(try verdicts(snapshot.verdict(addresses("1.1.1.1/32"), .pod(server), "TCP/22")) == [.denied, .denied])
    let resolved = ingressRule([peer(namespaces: .empty)], ports: [port(.string("http"))])
    let other = self.snapshot([policy("b", "p", types: ["Ingress"], ingress: [resolved])])
    #expect(verdicts(other.verdict(client, server, "TCP/22")) == [.denied, .denied])
    #expect(verdicts(other.verdict(client, server, "TCP/8080")) == [.allowed, .allowed])
  }

  @Test("Egress to pod peers gets every port where none of them has the rule's port names")
  func unresolvedEgressName() {
    func rule(_ name: String) -> NetworkPolicyEgressRule {
      egressRule([peer(pods: .empty, namespaces: .empty)], ports: [port(.string(name))])
    }
    let unknown = snapshot([policy("a", "p", types: ["Egress"], egress: [rule("metrics")])])
    #expect(verdicts(unknown.verdict(client, server, "TCP/22")) == [.denied, .allowed])
    let known = snapshot([policy("a", "p", types: ["Egress"], egress: [rule("http")])])
    #expect(verdicts(known.verdict(client, server, "TCP/22")) == [.denied, .denied])
  }

  @Test("An except also holds against the other blocks of its rule, as the longest prefix decides")
  func sharedExcept() throws {
    let blocks = [block("10.0.0.0/8", except: ["10.1.0.0/16"]), block("10.0.0.0/8")]
    let snapshot = snapshot([policy("a", "p", types: ["Egress"], egress: [egressRule(blocks)])])
    let verdict = try snapshot.verdict(.pod(client), addresses("10.1.2.3/32"))
    #expect(verdicts(verdict) == [.allowed, .denied])
    #expect(verdict.kubeRouter.reason == KubeRouterDifference.exceptHidesLaterBlock.explanation)
    let nested = [block("10.0.0.0/8", except: ["10.1.0.0/16"]), block("10.1.2.0/24")]
    let again = self.snapshot([policy("a", "p", types: ["Egress"], egress: [egressRule(nested)])])
    #expect(try verdicts(again.verdict(.pod(client), addresses("10.1.2.3/32"))) == [.allowed, .allowed])
    // In a rule of its own the block has a set of its own.
    let apart = self.snapshot([policy("a", "p", types: ["Egress"], egress: blocks.map { egressRule([$0]) })])
    #expect(try verdicts(apart.verdict(.pod(client), addresses("10.1.2.3/32"))) == [.allowed, .allowed])
  }

  @Test("Port names of sidecars are not looked up")
  func sidecars() {
    let proxied = pod(
      "b", "proxied", ip: "10.42.1.9", ports: [PodPort(name: "proxy", number: 15001, isOfInitContainer: true)])
    let rule = ingressRule(ports: [port(.string("proxy"))])
    let verdict = snapshot([policy("b", "p", types: ["Ingress"], ingress: [rule])], [proxied])
      .verdict(client, proxied, "TCP/15001")
    #expect(verdicts(verdict) == [.allowed, .denied])
    #expect(verdict.kubeRouter.reason == KubeRouterDifference.namedPortOfInitContainer.explanation)
  }

  @Test("A hostNetwork pod of another node may arrive with the tunnel's address")
  func tunnelAddress() {
    let host = pod("x", "host", ip: "192.168.1.9", host: true, node: "n9", nodeIP: "192.168.1.9")
    let byNode = [policy("b", "p", types: ["Ingress"], ingress: [ingressRule([block("192.168.1.9/32")])])]
    let verdict = snapshot(byNode, [host]).verdict(host, server)
    #expect(verdicts(verdict) == [.allowed, .unknown])
    #expect(verdict.kubeRouter.reason == KubeRouterDifference.hostNetworkAddress.explanation)
    let any = [policy("b", "p", types: ["Ingress"], ingress: [ingressRule()])]
    #expect(verdicts(snapshot(any, [host]).verdict(host, server)) == [.allowed, .allowed])
  }
}
