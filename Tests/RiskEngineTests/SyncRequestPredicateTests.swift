import Foundation
import KubeCore
import RiskEngine
import Testing

@Suite("Sync request predicate")
struct SyncRequestPredicateTests {
  /// The state of an object before and after an event; `nil` is an object that is not there.
  struct Change {
    var old: KubeObject?
    var new: KubeObject?
  }

  /// One pod's life as the recorded event names tell it, and one of each other kind.
  private static let changes: [String: Change] = {
    let created = with(Pod("ns", "pod", labels: ["app": "web"], phase: "Pending")) { _ in }
    let scheduled = with(created) { $0.status.hostIP = "192.168.1.10" }
    let running = with(Pod("ns", "pod", labels: ["app": "web"], ip: "10.42.0.7")) { $0.status.hostIP = "192.168.1.10" }
    let relabelled = with(running) { $0.metadata.labels["version"] = "2" }
    let succeeded = with(relabelled) { $0.status.phase = "Succeeded" }
    let finishedRelabelled = with(succeeded) { $0.metadata.labels["kept"] = "yes" }
    let hostCreated = with(Pod("ns", "host", phase: "Pending")) { $0.spec.hostNetwork = true }
    let hostRunning = with(Pod("ns", "host", ip: "192.168.1.10")) { pod in
      pod.spec.hostNetwork = true
      pod.status.hostIP = "192.168.1.10"
    }
    let hostSucceeded = with(hostRunning) { $0.status.phase = "Succeeded" }
    let namespace = with(Namespace()) { namespace in
      namespace.metadata = ObjectMeta(namespace: "", name: "ns", labels: ["kubernetes.io/metadata.name": "ns"])
    }
    let policy = with(NetworkPolicy()) { policy in
      policy.metadata = ObjectMeta(namespace: "ns", name: "policy")
      policy.metadata.generation = 1
    }
    let slice = with(EndpointSlice()) { $0.metadata = ObjectMeta(namespace: "ns", name: "slice") }
    return [
      "pod created, no IP yet": Change(new: .pod(created)),
      "pod status: hostIP set, still Pending, no podIP": Change(old: .pod(created), new: .pod(scheduled)),
      "pod status: podIP set and phase Running": Change(old: .pod(scheduled), new: .pod(running)),
      "pod status: condition Ready becomes True": Change(old: .pod(running), new: .pod(touched(running))),
      "pod status: condition Ready becomes False": Change(old: .pod(running), new: .pod(touched(running))),
      "pod status: container restartCount rises": Change(old: .pod(running), new: .pod(touched(running))),
      "pod annotation changed": Change(
        old: .pod(running), new: .pod(with(touched(running)) { $0.metadata.annotations["netrisk.dev/chatty"] = "true" })
      ),
      "pod label changed": Change(old: .pod(running), new: .pod(relabelled)),
      "pod status: phase Succeeded": Change(old: .pod(relabelled), new: .pod(succeeded)),
      "finished pod: label changed": Change(old: .pod(succeeded), new: .pod(finishedRelabelled)),
      "finished pod deleted": Change(old: .pod(finishedRelabelled)),
      "hostNetwork pod created": Change(new: .pod(hostCreated)),
      "hostNetwork pod status: podIP set and phase Running": Change(old: .pod(hostCreated), new: .pod(hostRunning)),
      "hostNetwork pod status: phase Succeeded": Change(old: .pod(hostRunning), new: .pod(hostSucceeded)),
      "hostNetwork pod deleted": Change(old: .pod(hostSucceeded)),
      "pod created, no IP yet (2)": Change(new: .pod(created)),
      "pod that never had an IP deleted": Change(old: .pod(created)),
      "namespace created": Change(new: .namespace(namespace)),
      "namespace annotation changed": Change(
        old: .namespace(namespace), new: .namespace(with(namespace) { $0.metadata.annotations["netrisk.dev/x"] = "y" })),
      "namespace label changed": Change(
        old: .namespace(namespace), new: .namespace(with(namespace) { $0.metadata.labels["team"] = "a" })),
      "NetworkPolicy created": Change(new: .networkPolicy(policy)),
      "NetworkPolicy annotation changed": Change(
        old: .networkPolicy(policy),
        new: .networkPolicy(with(policy) { $0.metadata.annotations["netrisk.dev/x"] = "y" })),
      "NetworkPolicy label changed": Change(
        old: .networkPolicy(policy), new: .networkPolicy(with(policy) { $0.metadata.labels["x"] = "y" })),
      "NetworkPolicy spec changed": Change(
        old: .networkPolicy(policy),
        new: .networkPolicy(
          with(policy) { policy in
            policy.spec.policyTypes = ["Egress"]
            policy.metadata.generation = 2
          })),
      // The API server drops a write that changes nothing: there is no event, so there is nothing to compare.
      "NetworkPolicy applied again unchanged": Change(),
      "NetworkPolicy deleted": Change(old: .networkPolicy(policy)),
      "Service created": Change(new: .service(Service())),
      "EndpointSlice created": Change(new: .endpointSlice(slice)),
      "EndpointSlice endpoints changed": Change(
        old: .endpointSlice(slice), new: .endpointSlice(with(slice) { $0.endpoints = [EndpointSlice.Endpoint()] })),
      "EndpointSlice deleted": Change(old: .endpointSlice(slice)),
      "Node label changed": Change(
        old: .node(Node()), new: .node(with(Node()) { $0.metadata.labels["zone"] = "a" })),
      "CronJob created": Change(new: .cronJob(CronJob())),
      "namespace deleted": Change(old: .namespace(namespace)),
    ]
  }()

  /// A change of fields that slim objects do not keep: only the version moves.
  private static func touched(_ pod: Pod) -> Pod { with(pod) { $0.metadata.resourceVersion += "1" } }

  @Test("Every recorded event requests as many syncs as the real controller made")
  func recordedTriggers() throws {
    let rows = try #require(try EngineFixtures.json("sync-triggers.json") as? [[String: Any]])
    #expect(rows.count == 33)
    for row in rows {
      let event = try #require(row["event"] as? String)
      let change = try #require(Self.changes[event], "no case for: \(event)")
      let reason = SyncRequestPredicate.reason(old: change.old, new: change.new)
      #expect((reason == nil ? 0 : 1) == row["syncs"] as? Int, "\(event)")
    }
  }

  @Test("The reason names what changed")
  func reasons() {
    func reason(_ event: String) -> SyncRequestReason? {
      Self.changes[event].flatMap { SyncRequestPredicate.reason(old: $0.old, new: $0.new) }
    }
    #expect(reason("pod status: hostIP set, still Pending, no podIP") == .hostIP)
    #expect(reason("pod status: podIP set and phase Running") == .podIP)
    #expect(reason("pod status: phase Succeeded") == .podPhase)
    #expect(reason("finished pod: label changed") == .podLabels)
    #expect(reason("finished pod deleted") == .podDeleted)
    #expect(reason("namespace created") == .namespaceAdded)
    #expect(reason("namespace label changed") == .namespaceLabels)
    #expect(reason("namespace deleted") == .namespaceDeleted)
    #expect(reason("NetworkPolicy created") == .policyAdded)
    #expect(reason("NetworkPolicy annotation changed") == .policyUpdated)
    #expect(reason("NetworkPolicy deleted") == .policyDeleted)
  }

  @Test("A pod that appears with an address counts, unless it is finished or on the host network")
  func addedActionable() {
    let pod = Pod("ns", "pod", ip: "10.42.0.7")
    #expect(SyncRequestPredicate.reason(old: nil, new: .pod(pod)) == .podAdded)
    for phase in ["Succeeded", "Failed", "Completed"] {
      #expect(SyncRequestPredicate.reason(old: nil, new: .pod(with(pod) { $0.status.phase = phase })) == nil)
    }
    #expect(SyncRequestPredicate.reason(old: nil, new: .pod(with(pod) { $0.spec.hostNetwork = true })) == nil)
  }

  @Test("A second address alone counts")
  func secondFamily() {
    let pod = Pod("ns", "pod", ip: "10.42.0.7")
    let dual = with(pod) { $0.status.podIPs.append(with(PodIP()) { $0.ip = "fd00::7" }) }
    #expect(SyncRequestPredicate.reason(old: .pod(pod), new: .pod(dual)) == .podIP)
  }

  @Test("A namespace without labels does not count until it gets some")
  func unlabelledNamespace() {
    let bare = Namespace()
    let labelled = with(bare) { $0.metadata.labels["a"] = "b" }
    #expect(SyncRequestPredicate.reason(old: nil, new: .namespace(bare)) == nil)
    #expect(SyncRequestPredicate.reason(old: .namespace(bare), new: nil) == nil)
    #expect(SyncRequestPredicate.reason(old: .namespace(bare), new: .namespace(labelled)) == .namespaceLabels)
  }
}
