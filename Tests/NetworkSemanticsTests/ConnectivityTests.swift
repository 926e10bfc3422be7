import KubeCore
import NetworkSemantics
import Testing

@Suite("Connectivity")
struct ConnectivityTests {
  private let pods = [
    pod("a", "client", ["app": "client"], ip: "10.42.0.2"),
    pod("a", "web-1", ["app": "web", "unique": "1"], ip: "10.42.0.3", ports: [PodPort(name: "http", number: 8080)]),
    pod("a", "web-2", ["app": "web", "unique": "2"], ip: "10.42.0.4", ports: [PodPort(name: "http", number: 9090)]),
    pod("b", "db", ["app": "db"], ip: "10.42.0.5"),
    pod("b", "host", ["app": "db"], ip: "192.168.1.1", host: true), pod("b", "done", ["app": "db"], phase: "Succeeded"),
  ]

  private func lines(_ policies: [NetworkPolicy]) -> [String] {
    var lines: [String] = []
    PolicySnapshot(policies, pods).connectivity().forEachConnection {
      lines.append("\($0.name) \($1.name) \($2)")
    }
    return lines
  }

  @Test("Without policies every pair may connect; self-pairs, hostNetwork and finished pods are left out")
  func open() {
    let lines = lines([])
    #expect(lines.count == 12)
    #expect(lines.first == "a/client a/web-1 all")
    #expect(lines.allSatisfy { $0.hasSuffix(" all") && !$0.contains("host") && !$0.contains("done") })
  }

  @Test("Ports are joined per protocol, names resolved per pod, and pairs with none left out")
  func ports() {
    let rules = [
      ingressRule([peer(pods: having(["app": "client"]))], ports: [port(.string("http")), port(.int(80))]),
      ingressRule([peer(pods: having(["app": "client"]))], ports: [port(.int(8000), to: 8010), port(nil, "UDP")]),
    ]
    #expect(
      lines([policy("a", "p", select: labels(["app": "web"]), ingress: rules)]).filter { $0.contains(" a/web") } == [
        "a/client a/web-1 TCP 80,8000-8010,8080 UDP all", "a/client a/web-2 TCP 80,8000-8010,9090 UDP all",
      ])
  }

  @Test("Egress and ingress are intersected")
  func intersection() {
    let egress = policy("a", "e", types: ["Egress"], egress: [egressRule(ports: [port(.int(1), to: 100)])])
    let ingress = policy("b", "i", ingress: [ingressRule([block("10.42.0.2/32")], ports: [port(.int(50), to: 200)])])
    let lines = lines([egress, ingress])
    #expect(lines.filter { $0.contains(" b/db ") } == ["a/client b/db TCP 50-100"])
    #expect(lines.filter { $0.hasPrefix("b/db ") }.count == 3)
  }

  @Test("One pair can be asked for")
  func single() {
    let connectivity = PolicySnapshot([policy("b", "p")], pods).connectivity()
    #expect(connectivity.connections(from: pods[3].id, to: pods[0].id).isAll)
    #expect(connectivity.connections(from: pods[0].id, to: pods[3].id).isEmpty)
    #expect(connectivity.connections(from: pods[0].id, to: pods[0].id).isEmpty)
    #expect(connectivity.connections(from: pods[4].id, to: pods[0].id).isEmpty)
  }
}

@Suite("Connectivity difference")
struct ConnectivityDifferenceTests {
  private let client = pod("a", "client", ["app": "client"], ip: "10.42.0.2")
  private let web = pod("a", "web", ["app": "web"], ip: "10.42.0.3")
  private let db = pod("b", "db", ["app": "db"], ip: "10.42.0.5")

  private func difference(_ before: [NetworkPolicy], _ after: [NetworkPolicy], limit: Int = 20)
    -> ConnectivityDifference
  {
    let snapshot = PolicySnapshot(before, [client, web, db])
    return snapshot.difference(to: snapshot.replacing(policies: after), limit: limit)
  }

  private func examples(_ changes: ConnectivityDifference.Changes) -> [String] { changes.examples.map(\.description) }

  @Test("The same policies, or the same said twice, make no difference")
  func none() {
    let one = policy("a", "one", ingress: [ingressRule([peer(pods: .empty)])])
    let two = policy("a", "two", ingress: [ingressRule([peer(pods: .empty)])])
    #expect(difference([one], [one]).isEmpty)
    #expect(difference([one], [one, two]).isEmpty)
    #expect(difference([one, two], [two]).isEmpty)
    #expect(difference([], []).isEmpty)
  }

  @Test("Allowing all egress gains pods and outside addresses, and loses nothing")
  func egressAllow() {
    let strict = policy(
      "a", "p", select: labels(["app": "client"]), types: ["Egress"],
      egress: [
        egressRule([peer(pods: having(["app": "web"]))], ports: [port(.int(80))]),
        egressRule([block("0.0.0.0/0", except: ["10.0.0.0/8"])], ports: [port(.int(443))]),
      ])
    let open = policy("a", "p", select: labels(["app": "client"]), types: ["Egress"], egress: [egressRule()])
    let change = difference([strict], [open])
    #expect(
      examples(change.gained) == [
        "a/client -> 0.0.0.0-9.255.255.255, 11.0.0.0-255.255.255.255: TCP 1-442,444-65535 UDP all SCTP all",
        "a/client -> 10.0.0.0/8: all", "a/client -> a/web: TCP 1-79,81-65535 UDP all SCTP all", "a/client -> b/db: all",
      ])
    #expect(change.gained.count == 4)
    #expect(change.lost.count == 0 && change.lost.examples.isEmpty)
    let back = difference([open], [strict])
    #expect(examples(back.lost) == examples(change.gained))
    #expect(back.gained.count == 0)
  }

  @Test("A first policy loses, in both directions, with outside addresses")
  func firstPolicy() {
    let change = difference([], [policy("a", "p", select: labels(["app": "web"]))])
    #expect(examples(change.lost) == ["0.0.0.0/0 -> a/web: all", "a/client -> a/web: all", "b/db -> a/web: all"])
    #expect(change.gained.count == 0)
  }

  @Test("Counts are exact where examples are cut")
  func limit() {
    let change = difference([], [policy("a", "p", types: ["Ingress", "Egress"])], limit: 2)
    #expect(change.lost.count == 4 + 6)
    #expect(change.lost.examples.count == 2)
    let db2 = (0..<30).map { pod("b", "db-\($0)", ["app": "db"], ip: "10.42.1.\($0)") }
    let many = PolicySnapshot([], [client] + db2)
    let all = many.difference(to: many.replacing(policies: [policy("b", "deny")]))
    #expect(all.lost.count == 30 + 30 + 30 * 29)
    #expect(all.lost.examples.count == 20)
  }

  @Test("Moving a pod to the host's network frees it, and takes it from those who allow it by label")
  func hostNetwork() {
    let policies = [
      policy("a", "web", select: labels(["app": "web"]), types: ["Ingress", "Egress"]),
      policy(
        "b", "db", types: ["Ingress"], ingress: [ingressRule([peer(namespaces: .empty)], ports: [port(.int(5432))])]),
      policy(
        "a", "client", select: labels(["app": "client"]), types: ["Egress"],
        egress: [egressRule([peer(pods: having(["app": "web"]))])]),
    ]
    let open = [
      policies[1], policies[2],
      policy("a", "web", select: labels(["app": "web"]), types: ["Egress"], egress: [egressRule()]),
    ]
    var moved = web
    moved.hostNetwork = true
    moved.addresses = [IPAddress("192.168.1.1")].compactMap { $0 }
    let before = PolicySnapshot(open, [client, web, db])
    let after = PolicySnapshot(open, [client, moved, db])
    let change = before.difference(to: after)
    #expect(examples(change.lost) == ["a/client -> a/web: all", "a/web -> b/db: TCP 5432"])
    #expect(change.gained.count == 0)
    let closed = PolicySnapshot(policies, [client, web, db])
    let freed = closed.difference(to: PolicySnapshot(policies, [client, moved, db]))
    #expect(
      examples(freed.gained) == [
        "a/web -> 0.0.0.0/0: all", "0.0.0.0/0 -> a/web: all", "a/web -> a/client: all", "b/db -> a/web: all",
      ])
    #expect(freed.lost.count == 0)
  }

  @Test("A relabelled namespace is a difference as well")
  func namespaceRelabel() {
    let policies = [policy("b", "p", ingress: [ingressRule([peer(namespaces: having(["team": "x"]))])])]
    let before = PolicySnapshot(policies, [client, db], namespaces: [namespace("a", ["team": "x"]), namespace("b")])
    let after = PolicySnapshot(policies, [client, db], namespaces: [namespace("a"), namespace("b")])
    #expect(examples(before.difference(to: after).lost) == ["a/client -> b/db: all"])
  }
}
