import Support

/// A small random cluster of K3s: workloads of all kinds, policies that select one, some, all or none of them, CronJobs.
struct GeneratedCluster {
  private var random: SplitMix64
  private(set) var objects: [Tree] = []
  private let namespaces = ["home", "infra", "shop"]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    objects = [
      [
        "apiVersion": "v1", "kind": "Node", "metadata": ["name": "n"],
        "status": ["nodeInfo": ["kubeletVersion": "v1.34.4+k3s1", "kernelVersion": "6.8.0"]],
      ]
    ]
    for namespace in namespaces { addNamespace(namespace) }
    for index in 0..<3 + pick(6) { addWorkload(index) }
    for index in 0..<2 + pick(7) { addPolicy(index) }
    for index in 0..<1 + pick(3) { addCronJob(index) }
    for index in 0..<pick(4) { addService(index) }
  }

  private mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  private mutating func one<Element>(of elements: [Element]) -> Element { elements[pick(elements.count)] }

  private mutating func addNamespace(_ name: String) {
    let isBaseline = pick(4) == 0
    objects.append([
      "apiVersion": "v1", "kind": "Namespace",
      "metadata": [
        "name": .string(name),
        "labels": .members(
          ("kubernetes.io/metadata.name", .string(name)),
          ("pod-security.kubernetes.io/enforce", isBaseline ? "baseline" : nil)),
      ],
    ])
  }

  private mutating func addWorkload(_ index: Int) {
    let kind = one(of: ["Deployment", "Deployment", "StatefulSet", "DaemonSet"])
    let labels: Tree = [
      "app": .string("app-\(pick(4))"), "unit": .string("unit-\(index)"), "tier": one(of: ["front", "back"]),
    ]
    let container: Tree = [
      "name": "main", "image": .string(one(of: ["ghcr.io/home-assistant/home-assistant:2026.2", "nginx:1.29"])),
      "ports": [["name": "http", "containerPort": .integer(Int64(8000 + pick(3)))]],
    ]
    objects.append([
      "apiVersion": "apps/v1", "kind": .string(kind),
      "metadata": .members(
        ("name", .string("unit-\(index)")), ("namespace", .string(one(of: namespaces))),
        ("annotations", pick(2) == 0 ? ["netrisk.dev/chatty": "true"] : nil)),
      "spec": .members(
        ("replicas", kind == "DaemonSet" ? nil : .integer(Int64(1 + pick(2)))),
        ("serviceName", kind == "StatefulSet" ? "unit" : nil), ("selector", ["matchLabels": labels]),
        ("template", ["metadata": ["labels": labels], "spec": ["containers": [container]]])),
    ])
  }

  private mutating func selector() -> Tree {
    switch pick(4) {
    case 0: [:]
    case 1: ["matchLabels": ["app": .string("app-\(pick(4))")]]
    case 2: ["matchLabels": ["unit": .string("unit-\(pick(8))")]]
    default: ["matchExpressions": [["key": "tier", "operator": "In", "values": [one(of: ["front", "back"])]]]]
    }
  }

  private mutating func peer() -> Tree {
    switch pick(3) {
    case 0: ["podSelector": selector()]
    case 1: ["namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": .string(one(of: namespaces))]]]
    default: ["ipBlock": ["cidr": "10.0.0.0/8"]]
    }
  }

  private mutating func rules(_ side: String) -> Tree {
    .array(
      (0..<pick(3)).map { _ in
        .members((side, [peer()]), ("ports", pick(2) == 0 ? [["port": .integer(Int64(8000 + pick(3)))]] : nil))
      })
  }

  private mutating func addPolicy(_ index: Int) {
    let types: [Tree] = one(of: [["Ingress"], ["Egress"], ["Ingress", "Egress"]])
    objects.append([
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
      "metadata": ["name": .string("policy-\(index)"), "namespace": .string(one(of: namespaces))],
      "spec": .members(
        ("podSelector", selector()), ("policyTypes", .array(types)),
        ("ingress", types.contains("Ingress") ? rules("from") : nil),
        ("egress", types.contains("Egress") ? rules("to") : nil)),
    ])
  }

  private mutating func addCronJob(_ index: Int) {
    let schedule = one(of: ["*/5 * * * *", "*/15 * * * *", "3-59/10 * * * *", "17 3 * * *", "7,9,40 * * * *"])
    let container: Tree = .members(
      ("name", "job"), ("image", "busybox:1.37"),
      ("command", pick(3) == 0 ? nil : ["/bin/sh", "-c", "echo $(NAME); curl -s http://example.org"]))
    objects.append([
      "apiVersion": "batch/v1", "kind": "CronJob",
      "metadata": ["name": .string("job-\(index)"), "namespace": .string(one(of: namespaces))],
      "spec": [
        "schedule": .string(schedule), "concurrencyPolicy": .string(one(of: ["Allow", "Forbid", "Replace"])),
        "jobTemplate": [
          "spec": [
            "template": [
              "metadata": ["labels": ["app": .string("app-\(pick(4))")]],
              "spec": ["restartPolicy": one(of: ["Never", "OnFailure"]), "containers": [container]],
            ]
          ]
        ],
      ],
    ])
  }

  private mutating func addService(_ index: Int) {
    let selector: Tree = pick(2) == 0 ? ["unit": .string("unit-\(pick(8))")] : ["app": .string("app-\(pick(4))")]
    objects.append([
      "apiVersion": "v1", "kind": "Service",
      "metadata": ["name": .string("service-\(index)"), "namespace": .string(one(of: namespaces))],
      "spec": ["selector": selector, "ports": [["port": 80, "targetPort": .integer(Int64(8000 + pick(3)))]]],
    ])
  }
}
