import KubeCore
import RiskEngine
import Schedules
import Support
import Testing

/// Small clusters with one K3s node, made for one patch each.
@Suite("Suggested patches")
struct SuggestedPatchTests {
  private let options = EvaluationOptions(
    now: Timestamp(seconds: 1_771_156_800), zones: [:] as [String: TimeZoneRules])

  private var node: KubeObject {
    var node = Node()
    node.metadata.name = "node1"
    node.status.nodeInfo.kubeletVersion = "v1.34.4+k3s1"
    node.status.nodeInfo.kernelVersion = "6.12.45"
    return .node(node)
  }

  private func namespace(_ name: String, _ labels: Labels = [:]) -> KubeObject {
    var namespace = Namespace()
    namespace.metadata = ObjectMeta(namespace: "", name: name, labels: labels)
    return KubeObject.namespace(namespace).defaulted()
  }

  private func deployment(
    _ name: String, labels: Labels, image: String = "ghcr.io/home-assistant/home-assistant:2026.2", replicas: Int32 = 1
  ) -> KubeObject {
    var deployment = Deployment()
    deployment.metadata = ObjectMeta(namespace: "home", name: name)
    deployment.spec.replicas = replicas
    deployment.spec.selector = LabelSelector(matchLabels: labels)
    deployment.spec.template.metadata.labels = labels
    var container = Container()
    container.name = name
    container.image = image
    var port = ContainerPort()
    port.containerPort = 8123
    container.ports = [port]
    deployment.spec.template.spec.containers = [container]
    return KubeObject.deployment(deployment).defaulted()
  }

  private func policy(_ name: String, selecting labels: Labels, _ change: (inout NetworkPolicySpec) -> Void = { _ in })
    -> KubeObject
  {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: "home", name: name)
    policy.spec.podSelector = LabelSelector(matchLabels: labels)
    policy.spec.policyTypes = ["Ingress", "Egress"]
    change(&policy.spec)
    return KubeObject.networkPolicy(policy).defaulted()
  }

  private func cronJob(_ schedule: String, _ change: (inout CronJob) -> Void = { _ in }) throws -> KubeObject {
    let json = """
      {"metadata": {"name": "tick", "namespace": "home"}, "spec": {"schedule": "\(schedule)", "concurrencyPolicy": "Forbid",
      "jobTemplate": {"spec": {"template": {"metadata": {"labels": {"app": "tick"}}, "spec": {"restartPolicy": "Never",
      "containers": [{"name": "tick", "image": "busybox", "command": ["sh", "-c"], "args": ["echo $(NAME)"],
      "env": [{"name": "NAME", "value": "x"}]}]}}}}}}
      """
    var object = CronJob()
    try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in try reader.message(into: &object) }
    change(&object)
    return KubeObject.cronJob(object).defaulted()
  }

  private func patches(_ objects: [KubeObject], of name: String) throws -> [SuggestedPatch] {
    let report = RiskEngine.evaluate([node] + objects, options: options)
    #expect(!report.findings.contains { $0.code == .invalidObject })
    return try #require(report.workloads.first { $0.key.name == name }).suggestedPatches
  }

  private func precondition(_ patch: SuggestedPatch?, _ name: String) throws -> SuggestedPatch.Precondition {
    try #require(patch?.preconditions.first { $0.name == name })
  }

  // MARK: EgressAllow

  @Test("A policy of this workload alone is widened, and the undo brings its egress back")
  func widening() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "ha"]),
      policy("ha", selecting: ["app": "ha"]) { spec in
        var port = NetworkPolicyPort()
        port.protocol = "TCP"
        port.port = .int(443)
        spec.egress = [NetworkPolicyEgressRule()]
        spec.egress[0].ports = [port]
      },
    ]
    let patch = try #require(try patches(objects, of: "ha").first { $0.type == .egressAllow })
    #expect(patch.body == SuggestedPatch.Body(format: "merge", text: "spec:\n  egress:\n  - {}\n"))
    #expect(patch.target.key.kind == "NetworkPolicy")
    #expect(
      patch.undo
        == #"kubectl -n home patch networkpolicy ha --type=merge -p '{"spec":{"egress":[{"ports":[{"protocol":"TCP","port":443}]}]}}'"#
    )
    #expect(patch.effect.after.exposure == .ingressPolicy)
    #expect(patch.effect.after.policies == 1)
  }

  @Test("Where a policy selects others too, a new policy stands beside for this workload alone")
  func besides() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "ha", "tier": "x"]),
      deployment("other", labels: ["app": "other", "tier": "x"], image: "registry.example/other:1"),
      policy("tier", selecting: ["tier": "x"]),
    ]
    let patch = try #require(try patches(objects, of: "ha").first { $0.type == .egressAllow })
    #expect(patch.body.format == "manifest")
    #expect(patch.body.text.contains("name: netrisk-egress-ha"))
    #expect(patch.body.text.contains("app: ha"))
    #expect(patch.effect.before.policies == 1)
    #expect(patch.effect.after.policies == 2)
    #expect(patch.effect.after.exposure == .ingressPolicy)
    #expect(patch.effect.lostCount == 0)
    #expect(patch.effect.gained.allSatisfy { $0.hasPrefix("home/ha -> ") })
  }

  @Test("No selector that names it alone: refused with the pod that it would open as well")
  func nothingToName() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "x"]),
      deployment("twin", labels: ["app": "x"], image: "registry.example/other:1"),
      policy("both", selecting: ["app": "x"]),
    ]
    let patch = try patches(objects, of: "ha").first { $0.type == .egressAllow }
    let alone = try precondition(patch, "SelectsThisWorkloadAlone")
    #expect(alone.status == .notMet && alone.message.contains("Deployment home/twin"))
    #expect(patch?.changes == [] && patch?.body.text == "")
  }

  @Test("A workload whose egress is free gets no EgressAllow")
  func freeEgress() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "ha"]),
      policy("ha", selecting: ["app": "ha"]) { $0.policyTypes = ["Ingress"] },
    ]
    #expect(try patches(objects, of: "ha").map(\.type) == [.hostNetwork, .unselect, .dedicatedNamespace])
  }

  // MARK: HostNetwork

  @Test(
    "Pod Security decides whether the host's network is allowed",
    arguments: [("baseline", "NotMet"), ("restricted", "NotMet"), ("privileged", "Met"), ("", "Met")])
  func podSecurity(level: String, status: String) throws {
    let labels: Labels = level.isEmpty ? [:] : ["pod-security.kubernetes.io/enforce": level]
    let objects = [
      namespace("home", labels), deployment("ha", labels: ["app": "ha"]), policy("ha", selecting: ["app": "ha"]),
    ]
    let patch = try patches(objects, of: "ha").first { $0.type == .hostNetwork }
    #expect(try precondition(patch, "PodSecurityAllows").status.rawValue == status)
  }

  @Test("A Namespace that was not given leaves Pod Security unknown")
  func unknownNamespace() throws {
    let patch = try patches(
      [deployment("ha", labels: ["app": "ha"]), policy("ha", selecting: ["app": "ha"])], of: "ha"
    )
    .first { $0.type == .hostNetwork }
    #expect(try precondition(patch, "PodSecurityAllows").status == .unknown)
  }

  @Test("A taken host port, too many replicas and an affected kernel are refused with the object that decides")
  func refused() throws {
    var pod = Pod()
    pod.metadata = ObjectMeta(namespace: "kube-system", name: "proxy")
    pod.spec.hostNetwork = true
    pod.spec.nodeName = "node1"
    pod.status.phase = "Running"
    var container = Container()
    container.name = "proxy"
    container.image = "registry.example/proxy:1"
    var port = ContainerPort()
    port.containerPort = 8123
    container.ports = [port]
    pod.spec.containers = [container]
    var affected = Node()
    affected.metadata.name = "node2"
    affected.status.nodeInfo.kubeletVersion = "v1.34.4+k3s1"
    affected.status.nodeInfo.kernelVersion = "6.12.43"
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "ha"], replicas: 3), policy("ha", selecting: ["app": "ha"]),
      KubeObject.pod(pod).defaulted(), .node(affected),
    ]
    let patch = try patches(objects, of: "ha").first { $0.type == .hostNetwork }
    let ports = try precondition(patch, "HostPortsFree")
    #expect(ports.status == .notMet && ports.message.contains("kube-system/proxy"))
    #expect(try precondition(patch, "ReplicasFitNodes").status == .notMet)
    let kernel = try precondition(patch, "KernelNotAffected")
    #expect(kernel.status == .notMet && kernel.message.contains("node2"))
  }

  @Test("Nodes that the pods may not run on do not count: selectors, taints and cordons")
  func eligibleNodes() throws {
    func other(_ name: String, _ change: (inout Node) -> Void) -> KubeObject {
      var node = Node()
      node.metadata = ObjectMeta(namespace: "", name: name, labels: ["disk": "ssd"])
      node.status.nodeInfo.kubeletVersion = "v1.34.4+k3s1"
      node.status.nodeInfo.kernelVersion = "6.12.45"
      change(&node)
      return .node(node)
    }
    var taint = Taint()
    (taint.key, taint.value, taint.effect) = ("dedicated", "db", "NoSchedule")
    let nodes = [
      other("cordoned") { $0.spec.unschedulable = true }, other("tainted") { $0.spec.taints = [taint] },
      other("unlabelled") { $0.metadata.labels = [:] }, other("good") { _ in },
    ]
    func fits(_ replicas: Int32, tolerating toleration: Toleration? = nil) throws -> String {
      var objects = [namespace("home"), policy("ha", selecting: ["app": "ha"])] + nodes
      guard case .deployment(var ha) = deployment("ha", labels: ["app": "ha"], replicas: replicas) else { return "" }
      ha.spec.template.spec.nodeSelector = ["disk": "ssd"]
      if let toleration { ha.spec.template.spec.tolerations = [toleration] }
      objects.append(.deployment(ha))
      let patch = try patches(objects, of: "ha").first { $0.type == .hostNetwork }
      return try precondition(patch, "ReplicasFitNodes").status.rawValue
    }
    var toleration = Toleration()
    (toleration.key, toleration.operator) = ("dedicated", "Exists")
    #expect(try fits(1) == "Met")
    #expect(try fits(2) == "NotMet")
    #expect(try fits(2, tolerating: toleration) == "Met")
    #expect(try fits(3, tolerating: toleration) == "NotMet")
    toleration.operator = "Equal"
    toleration.value = "cache"
    #expect(try fits(2, tolerating: toleration) == "NotMet")
  }

  @Test("A port that is taken on one node is no hindrance where another node is free; hostPort must be containerPort")
  func hostPorts() throws {
    var second = Node()
    second.metadata.name = "node2"
    second.status.nodeInfo.kubeletVersion = "v1.34.4+k3s1"
    second.status.nodeInfo.kernelVersion = "6.12.45"
    var pod = Pod()
    pod.metadata = ObjectMeta(namespace: "kube-system", name: "proxy")
    pod.spec.nodeName = "node1"
    pod.status.phase = "Running"
    var container = Container()
    (container.name, container.image) = ("proxy", "registry.example/proxy:1")
    var port = ContainerPort()
    (port.containerPort, port.hostPort) = (80, 8123)
    container.ports = [port]
    pod.spec.initContainers = [container]
    container.ports = []
    pod.spec.containers = [container]
    pod.spec.containers[0].name = "main"
    func check(_ name: String, replicas: Int32, hostPort: Int32 = 0) throws -> SuggestedPatch.Precondition? {
      guard case .deployment(var ha) = deployment("ha", labels: ["app": "ha"], replicas: replicas) else { return nil }
      ha.spec.template.spec.containers[0].ports[0].hostPort = hostPort
      let objects: [KubeObject] = [
        namespace("home"), policy("ha", selecting: ["app": "ha"]), .deployment(ha), .node(second),
        KubeObject.pod(pod).defaulted(),
      ]
      let patch = try patches(objects, of: "ha").first { $0.type == .hostNetwork }
      return patch?.preconditions.first { $0.name == name }
    }
    #expect(try check("HostPortsFree", replicas: 1)?.status == .met)
    #expect(try check("HostPortsFree", replicas: 2)?.status == .notMet)
    #expect(try check("HostPortsMatch", replicas: 1) == nil)
    #expect(try check("HostPortsMatch", replicas: 1, hostPort: 8123) == nil)
    #expect(try check("HostPortsMatch", replicas: 1, hostPort: 9000)?.status == .notMet)
  }

  @Test("A DaemonSet that surges no longer does: the new pod would wait for the old one's ports")
  func surge() throws {
    var agent = DaemonSet()
    agent.metadata = ObjectMeta(namespace: "home", name: "ha")
    agent.spec.selector = LabelSelector(matchLabels: ["app": "ha"])
    guard case .deployment(let like) = deployment("ha", labels: ["app": "ha"]) else { return }
    agent.spec.template = like.spec.template
    func body(_ surge: IntOrString?) throws -> String? {
      agent.spec.updateStrategy.rollingUpdate = surge.map { surge in
        var update = RollingUpdateDaemonSet()
        update.maxSurge = surge
        return update
      }
      let objects = [
        namespace("home"), policy("ha", selecting: ["app": "ha"]), KubeObject.daemonSet(agent).defaulted(),
      ]
      return try patches(objects, of: "ha").first { $0.type == .hostNetwork }?.body.text
    }
    #expect(try body(nil)?.contains("updateStrategy") == false)
    #expect(try body(.int(0))?.contains("updateStrategy") == false)
    #expect(try body(.int(1))?.contains("rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 1") == true)
  }

  // MARK: Unselect and DedicatedNamespace

  @Test("A policy of others too gets a narrower selector, one of this workload alone goes")
  func unselect() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "ha", "tier": "x"]),
      deployment("other", labels: ["app": "other", "tier": "x"], image: "registry.example/other:1"),
      policy("tier", selecting: ["tier": "x"]), policy("own", selecting: ["app": "ha"]),
    ]
    let patch = try #require(try patches(objects, of: "ha").first { $0.type == .unselect })
    #expect(patch.target.key.kind == "Deployment")
    #expect(patch.changes.map(\.action.name) == ["Delete", "Merge"])
    #expect(patch.changes.map(\.target.key.name) == ["own", "tier"])
    #expect(patch.body.text.contains("- key: app\n      operator: NotIn\n      values:\n      - ha\n"))
    #expect(patch.effect.after.exposure == .defaultChain)
    #expect((patch.effect.before.policies, patch.effect.after.policies) == (2, 1))
    #expect(patch.undo.contains(#"{"spec":{"podSelector":{"matchExpressions":null}}}"#))
  }

  @Test("Where no label tells the workload apart there is no narrower selector")
  func noLabelTellsApart() throws {
    let objects = [
      namespace("home"), deployment("ha", labels: ["app": "x"]),
      deployment("twin", labels: ["app": "x", "tier": "y"], image: "registry.example/other:1"),
      policy("both", selecting: ["app": "x"]),
      policy("ingress", selecting: ["app": "x"]) { $0.policyTypes = ["Ingress"] },
    ]
    #expect(try !patches(objects, of: "ha").contains { $0.type == .unselect && !$0.changes.isEmpty })
  }

  @Test("A workload moves with the Services that select it alone, and Pod Security stays")
  func dedicated() throws {
    var service = Service()
    service.metadata = ObjectMeta(namespace: "home", name: "ha")
    var port = ServicePort()
    port.port = 80
    (service.spec.ports, service.spec.selector) = ([port], ["tier": "x"])
    let labels: Labels = ["pod-security.kubernetes.io/enforce": "restricted", "team": "a"]
    let objects = [
      namespace("home", labels), deployment("ha", labels: ["app": "ha", "tier": "x"]),
      policy("all", selecting: [:]), KubeObject.service(service).defaulted(),
    ]
    let patch = try #require(try patches(objects, of: "ha").first { $0.type == .dedicatedNamespace })
    #expect(patch.changes.map(\.action.name) == ["Create", "Move", "Move"])
    #expect(patch.changes.map(\.targetAfter.key.namespace) == ["", "home-ha", "home-ha"])
    let namespaceText = YAMLWriter().text(patch.changes[0].content ?? .null)
    #expect(namespaceText.contains("pod-security.kubernetes.io/enforce: restricted") && !namespaceText.contains("team"))
    #expect(patch.effect.after.exposure == .defaultChain)
    let shared =
      objects + [deployment("other", labels: ["app": "other", "tier": "x"], image: "registry.example/other:1")]
    let refused = try patches(shared, of: "ha").first { $0.type == .dedicatedNamespace }
    #expect(try precondition(refused, "ServicesSelectItAlone").status == .notMet)
    let taken = try patches(objects + [namespace("home-ha")], of: "ha").first { $0.type == .dedicatedNamespace }
    #expect(try precondition(taken, "NamespaceFree").status == .notMet && taken?.changes == [])
  }

  // MARK: CronJobToDeployment

  @Test("The Deployment runs the job's own command at the schedule's times, and its variables survive")
  func deployment() throws {
    let patch = try #require(
      try patches([namespace("home"), try cronJob("3-59/15 * * * *") { _ in }], of: "tick").first)
    #expect(patch.type == .cronJobToDeployment)
    #expect(patch.preconditions.allSatisfy { $0.status == .met })
    #expect(patch.body.text.contains("- echo $(NAME)"))
    // The script's own $( is escaped, so that the kubelet leaves it to the shell; 180 s past each quarter of an hour.
    #expect(patch.body.text.contains("tick=$$(( now - (now - 180) % 900 ))"))
    #expect(patch.effect.before.syncRequestsPerHour.high - patch.effect.after.syncRequestsPerHour.high == 16)
  }

  @Test(
    "What cannot be faithful is refused with the reason, and has no body",
    arguments: [
      ("*/7 * * * *", "EvenPeriod"), ("*/5 8-18 * * *", "EvenPeriod"), ("*/5 * * * 1-5", "EvenPeriod"),
    ])
  func uneven(schedule: String, name: String) throws {
    let patch = try patches([namespace("home"), try cronJob(schedule)], of: "tick").first
    #expect(try precondition(patch, name).status == .notMet)
    #expect(patch?.body.text == "")
  }

  @Test("More pods, more containers and an unknown command are refused")
  func unfaithful() throws {
    let many = try cronJob("*/5 * * * *") { job in
      job.spec.jobTemplate.spec.completions = 3
      job.spec.jobTemplate.spec.template.spec.containers.append(job.spec.jobTemplate.spec.template.spec.containers[0])
      job.spec.jobTemplate.spec.template.spec.containers[1].name = "second"
      job.spec.jobTemplate.spec.template.spec.containers[0].command = []
    }
    let patch = try patches([namespace("home"), many], of: "tick").first
    for name in ["OnePodPerRun", "OneContainer", "CommandGiven"] {
      #expect(try precondition(patch, name).status == .notMet)
    }
  }

  @Test("A Service that selects the job's pods refuses it: the pod that stays would be its endpoint")
  func service() throws {
    let labelled = try cronJob("*/5 * * * *") { job in
      job.spec.jobTemplate.spec.template.metadata.labels = ["app": "tick", "tier": "back"]
    }
    var service = Service()
    service.metadata = ObjectMeta(namespace: "home", name: "ticks")
    var port = ServicePort()
    port.port = 80
    service.spec.ports = [port]
    let cases: [(Labels, SuggestedPatch.PreconditionStatus)] = [
      (["app": "tick"], .notMet), (["app": "tick", "tier": "front"], .met), ([:], .met),
    ]
    for (selector, status) in cases {
      service.spec.selector = selector
      let patch = try patches([namespace("home"), labelled, KubeObject.service(service).defaulted()], of: "tick").first
      #expect(try precondition(patch, "NoServiceSelects").status == status, "\(selector)")
    }
  }

  @Test("A nightly CronJob is refused with the reason, a suspended one is left alone")
  func rare() throws {
    let nightly = try patches([namespace("home"), try cronJob("0 3 * * *")], of: "tick")
    #expect(nightly.map(\.type) == [.cronJobToDeployment])
    #expect(try precondition(nightly.first, "EvenPeriod").status == .notMet)
    #expect(nightly.first?.changes == [] && nightly.first?.addresses == [])
    #expect(
      try patches([namespace("home"), try cronJob("*/5 * * * *") { $0.spec.suspend = true }], of: "tick").isEmpty)
  }

  // MARK: Identity

  @Test("The same risk has the same id and the same bytes")
  func stable() throws {
    let objects = [namespace("home"), deployment("ha", labels: ["app": "ha"]), policy("ha", selecting: ["app": "ha"])]
    let first = try patches(objects, of: "ha")
    #expect(try patches(objects.reversed(), of: "ha") == first)
    #expect(
      first.map(\.id) == [
        "egressallow-networkpolicy-ha-d4b2cd73", "hostnetwork-deployment-ha-9b780381",
        "unselect-deployment-ha-05bcf895", "dedicatednamespace-deployment-ha-ea788d1e",
      ])
  }
}
