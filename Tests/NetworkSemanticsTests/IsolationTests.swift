import KubeCore
import NetworkSemantics
import Support
import Testing

/// Selection and isolation; the numbers are those of the list of edge cases in the documentation of the model.
@Suite("Selection and isolation")
struct IsolationTests {
  private let web = pod("shop", "web", ["app": "web"])

  private func isolation(_ policies: [NetworkPolicy], of endpoint: PodEndpoint? = nil) -> Isolation {
    PolicySnapshot(policies, [endpoint ?? web]).isolation(of: endpoint ?? web)
  }

  @Test("1: An empty or missing podSelector selects all pods of the namespace, and of no other")
  func emptySelector() {
    #expect(isolation([policy("shop", "p")]).selectedBy == [NamespacedName("shop", "p")])
    #expect(isolation([policy("other", "p")]).selectedBy.isEmpty)
  }

  @Test("2: A pod without labels is selected by NotIn and DoesNotExist")
  func podWithoutLabels() {
    let bare = pod("shop", "bare")
    #expect(isolation([policy("shop", "p", select: expression("app", "NotIn", ["web"]))], of: bare).ingressIsolated)
    #expect(isolation([policy("shop", "p", select: expression("app", "DoesNotExist"))], of: bare).ingressIsolated)
    #expect(!isolation([policy("shop", "p", select: expression("app", "Exists"))], of: bare).ingressIsolated)
    #expect(!isolation([policy("shop", "p", select: labels(["app": ""]))], of: bare).ingressIsolated)
  }

  @Test("3: Without policyTypes a policy has Ingress, and Egress only where it has egress rules")
  func defaultPolicyTypes() {
    let none = isolation([policy("shop", "p")])
    #expect(none.ingressIsolated && !none.egressIsolated)
    let withEgress = isolation([policy("shop", "p", egress: [egressRule()])])
    #expect(withEgress.ingressIsolated && withEgress.egressIsolated)
  }

  @Test("4: Rules of a direction that is not in policyTypes are inert")
  func inertRules() {
    let egressOnly = isolation([policy("shop", "p", types: ["Egress"], ingress: [ingressRule()])])
    #expect(!egressOnly.ingressIsolated && egressOnly.egressIsolated && !egressOnly.ingressAllowsEverything)
    let ingressOnly = isolation([policy("shop", "p", types: ["Ingress"], egress: [egressRule()])])
    #expect(ingressOnly.ingressIsolated && !ingressOnly.egressIsolated && !ingressOnly.egressAllowsEverything)
  }

  @Test("5: No rules deny all, an empty rule allows all, and empty lists in a rule mean any")
  func emptyRules() {
    let client = pod("shop", "client")
    func allows(_ rules: [NetworkPolicyIngressRule]) -> Bool {
      PolicySnapshot(
        [policy("shop", "p", select: labels(["app": "web"]), types: ["Ingress"], ingress: rules)], [web, client]
      )
      .allows(client, web)
    }
    #expect(!allows([]))
    #expect(allows([ingressRule()]))
    #expect(allows([ingressRule(ports: [port(.int(80))])]))
    #expect(!allows([ingressRule(ports: [port(.int(81))])]))
    #expect(allows([ingressRule([peer(pods: .empty)])]))
  }

  @Test("5: Only a rule without peers and ports counts as allowing everything")
  func allowsEverything() {
    func opened(_ rule: NetworkPolicyEgressRule) -> Bool {
      isolation([policy("shop", "p", types: ["Egress"], egress: [egressRule(ports: [port(.int(53))]), rule])])
        .egressAllowsEverything
    }
    #expect(opened(egressRule()))
    #expect(!opened(egressRule([block("0.0.0.0/0")])))
    #expect(!opened(egressRule(ports: [port(nil)])))
    let both = isolation([
      policy("shop", "deny", types: ["Egress"]), policy("shop", "open", types: ["Egress"], egress: [egressRule()]),
    ])
    #expect(both.egressIsolated && both.egressAllowsEverything)
    #expect(both.egressPolicies.map(\.name) == ["deny", "open"])
    #expect(both.egressOpenedBy.map(\.name) == ["open"])
  }

  @Test("6: The first policy narrows, a second can only widen, and their order does not matter")
  func union() {
    let client = pod("shop", "client")
    let first = policy("shop", "a", select: labels(["app": "web"]))
    let second = policy("shop", "b", select: labels(["app": "web"]), ingress: [ingressRule([peer(pods: .empty)])])
    #expect(PolicySnapshot([], [web, client]).allows(client, web))
    #expect(!PolicySnapshot([first], [web, client]).allows(client, web))
    for policies in [[first, second], [second, first]] {
      let snapshot = PolicySnapshot(policies, [web, client])
      #expect(snapshot.allows(client, web))
      #expect(snapshot.isolation(of: web).selectedBy.map(\.name) == ["a", "b"])
    }
  }

  @Test("6: Isolation in one direction says nothing about the other")
  func directions() {
    let client = pod("shop", "client")
    let snapshot = PolicySnapshot(
      [policy("shop", "p", select: labels(["app": "web"]), types: ["Egress"])], [web, client])
    #expect(snapshot.allows(client, web))
    #expect(!snapshot.allows(web, client))
  }

  @Test("7: A policy without a namespace belongs to default")
  func defaultNamespace() {
    let pod = pod("default", "x")
    #expect(isolation([policy("", "p")], of: pod).selectedBy == [NamespacedName("default", "p")])
  }

  @Test("8: hostNetwork and finished pods are not selected; pending and terminating pods are")
  func excludedPods() {
    let all = [policy("shop", "p")]
    #expect(isolation(all, of: pod("shop", "x", host: true)).selectedBy.isEmpty)
    #expect(isolation(all, of: pod("shop", "x", phase: "Succeeded")).selectedBy.isEmpty)
    #expect(isolation(all, of: pod("shop", "x", phase: "Failed")).selectedBy.isEmpty)
    #expect(isolation(all, of: pod("shop", "x", phase: "Pending")).ingressIsolated)
    #expect(isolation(all, of: pod("shop", "x", phase: "Unknown")).ingressIsolated)
    var terminating = Pod()
    terminating.metadata = ObjectMeta(namespace: "shop", name: "x")
    terminating.metadata.deletionTimestamp = .init(seconds: 1)
    terminating.status.phase = "Running"
    #expect(isolation(all, of: PodEndpoint(terminating)).ingressIsolated)
  }

  @Test("10: An endpoint has its pod's addresses, node and ports")
  func endpointOfPod() throws {
    var object = Pod()
    object.metadata = ObjectMeta(namespace: "", name: "x", labels: ["a": "b"])
    object.spec.nodeName = "node1"
    object.spec.hostNetwork = false
    object.status.hostIP = "192.168.1.10"
    object.status.podIP = "10.42.0.5"
    var second = PodIP()
    second.ip = "fd00::5"
    var first = PodIP()
    first.ip = "10.42.0.5"
    object.status.podIPs = [first, second]
    let endpoint = PodEndpoint(object)
    #expect(endpoint.name == "default/x")
    #expect(endpoint.addresses.map(\.description) == ["10.42.0.5", "fd00::5"])
    #expect(endpoint.nodeAddress?.description == "192.168.1.10")
    object.status.podIPs = []
    #expect(PodEndpoint(object).addresses.map(\.description) == ["10.42.0.5"])
    object.status.podIP = ""
    #expect(PodEndpoint(object).addresses.isEmpty)
  }

  @Test("11: A workload's template is selected by its own labels, not by those added at run time")
  func templates() {
    var template = PodTemplateSpec()
    template.metadata.labels = ["app": "web"]
    let endpoint = PodEndpoint(template: template, of: ObjectKey(kind: "Deployment", namespace: "shop", name: "web"))
    #expect(isolation([policy("shop", "p", select: labels(["app": "web"]))], of: endpoint).ingressIsolated)
    let byHash = policy("shop", "p", select: expression("pod-template-hash", "Exists"))
    #expect(!isolation([byHash], of: endpoint).ingressIsolated)
  }

  @Test("An invalid selector selects nothing and is reported with its place")
  func invalidSelector() {
    let snapshot = PolicySnapshot([policy("shop", "p", select: expression("a", "Is", ["b"]))], [web])
    #expect(snapshot.isolation(of: web).selectedBy.isEmpty)
    #expect(
      snapshot.problems.map(\.description) == [
        "shop/p: spec.podSelector: matchExpressions[0]: expected operator In, NotIn, Exists or DoesNotExist, found \"Is\""
      ])
  }

  @Test("10: An address that a finished pod had belongs to the pod that has it now")
  func reusedAddress() throws {
    let client = pod("a", "client", ip: "10.42.0.1")
    let before = pod("a", "before", ["app": "job"], ip: "10.42.0.9", phase: "Succeeded")
    let now = pod("a", "zzz", ["app": "web"], ip: "10.42.0.9")
    let rules = [egressRule([peer(pods: having(["app": "job"]))])]
    let snapshot = PolicySnapshot(
      [policy("a", "p", select: expression("app", "DoesNotExist"), types: ["Egress"], egress: rules)],
      [client, before, now])
    #expect(snapshot.verdict(.pod(client), try addresses("10.42.0.9/32")).verdict == .denied)
    let other = PolicySnapshot([policy("a", "p", select: labels(["app": "web"]))], [before, now, client])
    #expect(other.verdict(.pod(client), try addresses("10.42.0.9/32")).verdict == .denied)
    let unused = PolicySnapshot([policy("a", "p", select: labels(["app": "job"]))], [before, now, client])
    #expect(unused.verdict(.pod(client), try addresses("10.42.0.9/32")).verdict == .allowed)
  }
}
