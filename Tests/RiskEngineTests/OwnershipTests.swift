import KubeCore
import RiskEngine
import Schedules
import Support
import Testing

/// What a report says of who delivers the objects that its patches change.
@Suite("Ownership in a report")
struct OwnershipTests {
  private static let release: Labels = [
    "helm.toolkit.fluxcd.io/name": "ha", "helm.toolkit.fluxcd.io/namespace": "home",
    "app.kubernetes.io/controller": "main", "helm.sh/chart": "app-template-4.3.0",
  ]
  private static let policies: Labels = [
    "kustomize.toolkit.fluxcd.io/name": "policies", "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
  ]

  private static func node() -> KubeObject {
    var node = Node()
    node.metadata.name = "node1"
    node.status.nodeInfo.kubeletVersion = "v1.34.4+k3s1"
    node.status.nodeInfo.kernelVersion = "6.12.45"
    return .node(node)
  }

  private static func deployment(_ labels: Labels) -> KubeObject {
    var deployment = Deployment()
    deployment.metadata = ObjectMeta(namespace: "home", name: "ha", labels: labels)
    deployment.spec.replicas = 1
    deployment.spec.selector = LabelSelector(matchLabels: ["app": "ha"])
    deployment.spec.template.metadata.labels = ["app": "ha"]
    var container = Container()
    container.name = "ha"
    container.image = "ghcr.io/home-assistant/home-assistant:2026.2"
    deployment.spec.template.spec.containers = [container]
    return KubeObject.deployment(deployment).defaulted()
  }

  private static func policy(_ namespace: String, _ labels: Labels, selecting: Labels = ["app": "ha"]) -> KubeObject {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: namespace, name: "egress", labels: labels)
    policy.spec.podSelector = LabelSelector(matchLabels: selecting)
    policy.spec.policyTypes = ["Egress"]
    return KubeObject.networkPolicy(policy).defaulted()
  }

  private static func cronJob(_ labels: Labels) -> KubeObject {
    var job = CronJob()
    job.metadata = ObjectMeta(namespace: "home", name: "often", labels: labels)
    job.spec.schedule = "*/5 * * * *"
    var container = Container()
    container.name = "c"
    container.image = "busybox"
    container.command = ["/bin/sh", "-c", "true"]
    job.spec.jobTemplate.spec.template.spec.containers = [container]
    job.spec.jobTemplate.spec.template.spec.restartPolicy = "Never"
    return KubeObject.cronJob(job).defaulted()
  }

  private static func patch(_ type: SuggestedPatch.PatchType, _ objects: [KubeObject]) throws -> SuggestedPatch {
    let options = EvaluationOptions(
      now: Timestamp(seconds: 1_771_156_800), zones: [:] as [String: TimeZoneRules])
    let report = RiskEngine.evaluate([node()] + objects, options: options)
    return try #require(report.rankedPatches.map(\.patch).first { $0.type == type })
  }

  @Test("Each object by its own labels, with the id of its controller")
  func objects() throws {
    let objects = [
      Self.deployment(Self.release), Self.policy("home", Self.policies), Self.cronJob(Self.release),
    ]
    let hostNetwork = try Self.patch(.hostNetwork, objects)
    #expect(hostNetwork.managed.map(\.valuesID) == ["main"])
    #expect(
      hostNetwork.owners.map(\.sentence) == [
        "HelmRelease home/ha (Flux, app-template 4.3.0) delivers Deployment home/ha and puts back what it sets at its "
          + "next upgrade, or at its next reconciliation where it corrects drift."
      ])
    let egress = try Self.patch(.egressAllow, objects)
    #expect(
      egress.owners.map(\.sentence) == [
        "Kustomization flux-system/policies (Flux) delivers NetworkPolicy home/egress and reverts a live patch at its "
          + "next reconciliation."
      ])
    #expect(egress.managed.map(\.sharesName) == [false])
  }

  @Test("What is new goes with its workload")
  func new() throws {
    // A policy that selects more: a new one is put beside it.
    let shared = [Self.deployment(Self.release), Self.cronJob([:]), Self.policy("home", Self.policies, selecting: [:])]
    let egress = try Self.patch(.egressAllow, shared)
    #expect(egress.managed.map(\.isNew) == [true])
    #expect(
      egress.owners.map(\.sentence) == [
        "HelmRelease home/ha (Flux, app-template 4.3.0) delivers what NetworkPolicy home/netrisk-egress-ha is for: what "
          + "is new belongs there, too."
      ])
    #expect(PatchFormat.owners(of: egress).isEmpty)
  }

  @Test("Objects of one name in two namespaces, from the same Kustomization, are told apart")
  func sharedName() throws {
    let objects = [Self.deployment([:]), Self.cronJob([:]), Self.policy("home", Self.policies)]
    let egress = try Self.patch(.egressAllow, objects + [Self.policy("media", Self.policies)])
    #expect(egress.managed.map(\.sharesName) == [true])
    let others = try Self.patch(.egressAllow, objects + [Self.policy("media", Self.release)])
    #expect(others.managed.map(\.sharesName) == [false])
  }

  @Test("Nothing is said where nothing tells it")
  func unknown() throws {
    let patch = try Self.patch(
      .egressAllow, [Self.deployment([:]), Self.cronJob([:]), Self.policy("home", [:])])
    #expect(patch.managed.isEmpty)
    #expect(patch.tree["managedBy"] == nil)
  }
}
