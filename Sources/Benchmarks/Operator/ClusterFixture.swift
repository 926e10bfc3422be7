import DevAPIServer
import KubeCore
import NetRiskAPI
import Support

/// The objects of a cluster around the pods of ``PodFixture``: their workloads, a policy for each, nodes of k3s, and
/// some workloads that cannot stand an interruption. With the defaults that an API server fills in.
struct ClusterFixture {
  let workloads: [WorkloadFixture]

  init(pods: Int) { workloads = (0..<pods / WorkloadFixture.podCount).map { WorkloadFixture(number: $0) } }

  /// Those that NetRisk writes a row for: one Deployment of twenty workloads.
  var chatty: [WorkloadFixture] { workloads.filter(\.isChatty) }

  var namespaces: [Tree] {
    (Set(workloads.map(\.namespace)).sorted() + ["netrisk-system", "kube-system"]).map {
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string($0)]]
    }
  }

  var nodes: [Tree] {
    (0..<100).map { number in
      [
        "apiVersion": "v1", "kind": "Node", "metadata": ["name": .string("node-\(number)")],
        "status": ["nodeInfo": ["kubeletVersion": "v1.34.4+k3s1"]],
      ]
    }
  }

  var policies: [Tree] { workloads.map(\.policy) }

  func objects(of kind: WorkloadFixture.Kind) -> [Tree] { workloads.filter { $0.kind == kind }.map(\.object) }
}

extension WorkloadFixture {
  var isChatty: Bool { number % 20 == 0 }

  private var labels: Tree { ["app.kubernetes.io/name": .string(name)] }

  /// Lets the workload be reached from its namespace and reach another one; what the benchmark edits is `isolates`.
  var policy: Tree { policy(isolates: true) }

  func policy(isolates: Bool) -> Tree {
    let other = WorkloadFixture(number: (number * 7 + 1) % 997)
    let peer: Tree = [
      "namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": .string(other.namespace)]],
      "podSelector": ["matchLabels": ["app.kubernetes.io/name": .string(other.name)]],
    ]
    let port: Tree = ["protocol": "TCP", "port": 8080]
    return [
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": [
        "podSelector": ["matchLabels": isolates ? labels : ["app.kubernetes.io/name": "nobody"]],
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [["from": [["podSelector": [:]]], "ports": [port]]],
        "egress": [["to": [peer], "ports": [port]]],
      ],
    ]
  }

  private var template: Tree {
    [
      "metadata": [
        "labels": [
          "app.kubernetes.io/component": .string("tier-\(number % 3)"), "app.kubernetes.io/instance": .string(name),
          "app.kubernetes.io/name": .string(name),
        ]
      ],
      "spec": [
        "restartPolicy": kind == .job ? "Never" : "Always", "dnsPolicy": "ClusterFirst",
        "containers": [["name": "app", "image": .string(image)]],
      ],
    ]
  }

  private var metadata: Tree {
    .members(
      ("name", .string(name)), ("namespace", .string(namespace)), ("uid", .string(uid)),
      ("annotations", isChatty ? ["netrisk.dev/chatty": "true"] : nil))
  }

  private static let rollingUpdate: Tree = [
    "type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"],
  ]

  /// The workload itself; of a Deployment also its ReplicaSet stands between, which the pods name.
  var object: Tree {
    let selector: Tree = ["matchLabels": labels]
    switch kind {
    case .deployment, .statefulSet:
      return [
        "apiVersion": "apps/v1", "kind": kind == .deployment ? "Deployment" : "StatefulSet", "metadata": metadata,
        "spec": .members(
          ("replicas", .integer(Int64(Self.podCount))), ("selector", selector), ("template", template),
          ("strategy", kind == .deployment ? Self.rollingUpdate : nil)),
      ]
    case .daemonSet:
      return [
        "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": metadata,
        "spec": ["selector": selector, "template": template],
      ]
    case .job:
      return [
        "apiVersion": "batch/v1", "kind": "CronJob", "metadata": metadata,
        "spec": [
          "schedule": "*/5 * * * *", "concurrencyPolicy": "Allow", "jobTemplate": ["spec": ["template": template]],
        ],
      ]
    }
  }

  /// The runs that the pods of a CronJob are from; none for other kinds.
  var jobs: [Tree] {
    guard kind == .job else { return [] }
    return (number * Self.podCount..<(number + 1) * Self.podCount).map { index in
      let pod = PodFixture(index: index)
      let owner: Tree = [
        "apiVersion": "batch/v1", "kind": "CronJob", "name": .string(name), "uid": .string(uid), "controller": true,
      ]
      return [
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": [
          "name": .string(pod.owner.name), "namespace": .string(namespace), "uid": .string(pod.owner.uid),
          "ownerReferences": [owner],
        ],
        "spec": ["template": template],
      ]
    }
  }

  /// `nil` for other kinds than Deployments.
  var replicaSet: Tree? {
    guard kind == .deployment else { return nil }
    let owner: Tree = [
      "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(name), "uid": .string(uid), "controller": true,
    ]
    return [
      "apiVersion": "apps/v1", "kind": "ReplicaSet",
      "metadata": [
        "name": .string("\(name)-\(hash)"), "namespace": .string(namespace), "uid": .string(uid + "-rs"),
        "ownerReferences": [owner],
      ],
      "spec": ["replicas": 10, "selector": ["matchLabels": labels], "template": template],
    ]
  }
}
