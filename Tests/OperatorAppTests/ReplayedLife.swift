import KubeClient
import KubeCore
import RiskEngine
import Support

/// What becomes of one object, event by event, in the words of `sync-triggers.json`.
struct ReplayedLife: Sendable {
  struct Step: Sendable {
    let event: String
    /// Does it to the object in that namespace.
    let change: @Sendable (ReplayStage, _ place: String) async throws -> Void

    init(_ event: String, _ change: @escaping @Sendable (ReplayStage, _ place: String) async throws -> Void) {
      (self.event, self.change) = (event, change)
    }
  }

  let mark: ReplayStage.Mark
  /// Whether the object lives in a namespace that has to be made first.
  var isNamespaced = true
  let steps: [Step]

  /// Leads a new object up to an event; answers how many sync requests the event itself counted as.
  func play(_ event: String, on stage: ReplayStage, in place: String) async throws -> Int {
    if isNamespaced {
      try await stage.create(Namespace.resource, "", place, [:])
      await stage.wait(for: .object(ObjectKey(kind: "Namespace", namespace: "", name: place)))
    }
    for step in steps {
      if step.event == event { _ = try await stage.rise(mark) }
      try await step.change(stage, place)
      if step.event == event { return try await stage.rise(mark) }
    }
    return 0
  }

  static let podSpec: Tree = ["spec": ["containers": [["name": "c", "image": "busybox"]]]]
  static let all = [pod, hostPod, shortPod, namespace, policy, slice, service, node, cronJob]

  private static let pods = Pod.resource

  private static func status(_ event: String, _ status: Tree) -> Step {
    Step(event) { try await $0.patchStatus(pods, $1, "pod", status) }
  }

  private static func metadata(_ event: String, _ metadata: Tree) -> Step {
    Step(event) { try await $0.patch(pods, $1, "pod", ["metadata": metadata]) }
  }

  private static func ready(_ status: String) -> Tree {
    ["conditions": [["type": "Ready", "status": .string(status)]]]
  }

  private static let pod = ReplayedLife(
    mark: .pod,
    steps: [
      Step("pod created, no IP yet") { try await $0.create(pods, $1, "pod", podSpec) },
      status("pod status: hostIP set, still Pending, no podIP", ["hostIP": "192.168.1.10"]),
      status(
        "pod status: podIP set and phase Running",
        ["phase": "Running", "podIP": "10.42.0.7", "podIPs": [["ip": "10.42.0.7"]]]),
      status("pod status: condition Ready becomes True", ready("True")),
      status("pod status: condition Ready becomes False", ready("False")),
      status(
        "pod status: container restartCount rises",
        ["containerStatuses": [["name": "c", "restartCount": 1, "ready": false, "image": "", "imageID": ""]]]),
      metadata("pod annotation changed", ["annotations": ["netrisk.dev/chatty": "true"]]),
      metadata("pod label changed", ["labels": ["version": "2"]]),
      status("pod status: phase Succeeded", ["phase": "Succeeded"]),
      metadata("finished pod: label changed", ["labels": ["kept": "yes"]]),
      Step("finished pod deleted") { try await $0.delete(pods, $1, "pod") },
    ])

  private static let hostPod = ReplayedLife(
    mark: .pod,
    steps: [
      Step("hostNetwork pod created") {
        let container: Tree = ["name": "c", "image": "busybox"]
        try await $0.create(pods, $1, "pod", ["spec": ["hostNetwork": true, "containers": [container]]])
      },
      status(
        "hostNetwork pod status: podIP set and phase Running",
        [
          "phase": "Running", "hostIP": "192.168.1.10", "podIP": "192.168.1.10", "podIPs": [["ip": "192.168.1.10"]],
        ]),
      status("hostNetwork pod status: phase Succeeded", ["phase": "Succeeded"]),
      Step("hostNetwork pod deleted") { try await $0.delete(pods, $1, "pod") },
    ])

  private static let shortPod = ReplayedLife(
    mark: .pod,
    steps: [
      Step("pod created, no IP yet (2)") { try await $0.create(pods, $1, "pod", podSpec) },
      Step("pod that never had an IP deleted") { try await $0.delete(pods, $1, "pod") },
    ])

  private static let namespace = ReplayedLife(
    mark: .namespace, isNamespaced: false,
    steps: [
      Step("namespace created") { try await $0.create(Namespace.resource, "", $1, [:]) },
      Step("namespace annotation changed") {
        try await $0.patch(Namespace.resource, "", $1, ["metadata": ["annotations": ["netrisk.dev/x": "y"]]])
      },
      Step("namespace label changed") {
        try await $0.patch(Namespace.resource, "", $1, ["metadata": ["labels": ["team": "a"]]])
      },
      Step("namespace deleted") { try await $0.delete(Namespace.resource, "", $1) },
    ])

  private static func applied(_ event: String, _ fields: Tree) -> Step {
    Step(event) { try await $0.apply(NetworkPolicy.resource, $1, "policy", fields) }
  }

  /// By one manager throughout, as `kubectl apply` does it: else the last apply would change who owns what.
  private static let policy: ReplayedLife = {
    let annotations: Tree = ["netrisk.dev/x": "y"]
    let isolated: Tree = ["podSelector": [:], "policyTypes": ["Ingress"]]
    let widened: Tree = ["podSelector": [:], "policyTypes": ["Ingress", "Egress"]]
    let labelled: Tree = ["annotations": annotations, "labels": ["x": "y"]]
    return ReplayedLife(
      mark: .policy,
      steps: [
        applied("NetworkPolicy created", ["spec": isolated]),
        applied("NetworkPolicy annotation changed", ["metadata": ["annotations": annotations], "spec": isolated]),
        applied("NetworkPolicy label changed", ["metadata": labelled, "spec": isolated]),
        applied("NetworkPolicy spec changed", ["metadata": labelled, "spec": widened]),
        applied("NetworkPolicy applied again unchanged", ["metadata": labelled, "spec": widened]),
        Step("NetworkPolicy deleted") { try await $0.delete(NetworkPolicy.resource, $1, "policy") },
      ])
  }()

  private static let slice = ReplayedLife(
    mark: .none,
    steps: [
      Step("EndpointSlice created") { stage, place in
        try await stage.slice {
          try await stage.create(EndpointSlice.resource, place, "slice", ["addressType": "IPv4", "endpoints": []])
        }
      },
      Step("EndpointSlice endpoints changed") { stage, place in
        try await stage.slice {
          let endpoint: Tree = ["addresses": ["10.42.0.7"], "conditions": ["ready": true]]
          try await stage.patch(EndpointSlice.resource, place, "slice", ["endpoints": [endpoint]])
        }
      },
      Step("EndpointSlice deleted") { stage, place in
        try await stage.slice { try await stage.delete(EndpointSlice.resource, place, "slice") }
      },
    ])

  private static let service = ReplayedLife(
    mark: .none,
    steps: [
      Step("Service created") { stage, place in
        try await stage.structure {
          try await stage.create(Service.resource, place, "service", ["spec": ["ports": [["port": 80]]]])
        }
      }
    ])

  private static let node = ReplayedLife(
    mark: .none, isNamespaced: false,
    steps: [
      Step("Node label changed") { stage, _ in
        try await stage.structure {
          try await stage.patch(Node.resource, "", "node", ["metadata": ["labels": ["zone": "a"]]])
        }
      }
    ])

  private static let cronJob = ReplayedLife(
    mark: .none,
    steps: [
      Step("CronJob created") { stage, place in
        let template: Tree = [
          "spec": ["restartPolicy": "Never", "containers": [["name": "c", "image": "busybox"]]]
        ]
        try await stage.structure {
          try await stage.create(
            CronJob.resource, place, "job",
            ["spec": ["schedule": "0 0 * * *", "jobTemplate": ["spec": ["template": template]]]])
        }
      }
    ])
}
