import Foundation
import KubeClient
import KubeCore
import Manifests
import NetRiskAPI
import RiskEngine
import Schedules
import Support
import Testing

/// Where patches go in a repository: kustomizations keep up, what cannot be edited is patched from outside, and statuses
/// are as good as an analysis.
@Suite("Patches in a repository")
struct PatchFilesTests {
  private static let node = """
    apiVersion: v1
    kind: Node
    metadata: {name: node1}
    status: {nodeInfo: {kubeletVersion: v1.34.4+k3s1, kernelVersion: 6.12.45}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: home, labels: {kubernetes.io/metadata.name: home}}

    """
  private static let workload = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: ha, namespace: home, annotations: {netrisk.dev/chatty: "true"}}
    spec:
      selector: {matchLabels: {app: ha}}
      template:
        metadata: {labels: {app: ha, tier: x}}
        spec: {containers: [{name: ha, image: nginx}]}

    """
  private static let policy = """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: ha, namespace: home}
    spec:
      podSelector: {matchLabels: {app: ha}}
      policyTypes: [Egress]

    """
  private static let other = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: other, namespace: home}
    spec:
      selector: {matchLabels: {app: other}}
      template:
        metadata: {labels: {app: other, tier: x}}
        spec: {containers: [{name: other, image: nginx}]}

    """

  // MARK: Kustomizations

  @Test("A new file is listed beside the one that it stands beside, and what is gone is listed no more")
  func resources() throws {
    let shared = Self.policy.replacing("{app: ha}", with: "{tier: x}")
    let folder = try FileFolder([
      "node.yaml": Self.node,
      "häuser/kustomization.yaml": "# What there is.\nresources:\n  - deployment.yaml # ours\n  - policy.yaml\n",
      "häuser/deployment.yaml": Self.workload + "---\n" + Self.other, "häuser/policy.yaml": shared,
    ])
    let made = folder.patches("--type", "EgressAllow", "--write")
    #expect(made.exitCode == 0, "\(made.error)")
    #expect(folder.text("häuser/networkpolicy-netrisk-egress-ha.yaml").contains("kind: NetworkPolicy"))
    #expect(
      folder.text("häuser/kustomization.yaml")
        == "# What there is.\nresources:\n  - deployment.yaml # ours\n  - policy.yaml\n"
        + "  - networkpolicy-netrisk-egress-ha.yaml\n")

    let alone = try FileFolder([
      "node.yaml": Self.node, "ha/kustomization.yaml": "resources: [deployment.yaml, ./policy.yaml]\n",
      "ha/deployment.yaml": Self.workload, "ha/policy.yaml": Self.policy,
    ])
    let removed = alone.patches("--type", "Unselect", "--write")
    #expect(removed.exitCode == 0, "\(removed.error)")
    #expect(alone.text("ha/policy.yaml") == "")
    #expect(!alone.text("ha/kustomization.yaml").contains("policy"))
  }

  @Test("What cannot be edited is patched by the kustomization that lists it; without one that is a problem")
  func outside() throws {
    // An alias shares the rules: an edit would change both.
    let shared =
      Self.policy.replacing("Egress]\n", with: "Egress]\n  egress: &rules [{ports: [{port: 53}]}]\n")
      + "  ingress: *rules\n"
    let files = ["node.yaml": Self.node, "ha/deployment.yaml": Self.workload, "ha/policy.yaml": shared]
    let bare = try FileFolder(files)
    let refused = bare.patches("--type", "EgressAllow", "--write")
    #expect(refused.exitCode == 1 && refused.error.contains("--format kustomize patches it from outside"))
    #expect(bare.text("ha/policy.yaml") == shared)

    let kustomized = try FileFolder(
      files.merging(["ha/kustomization.yaml": "resources:\n- deployment.yaml\n- policy.yaml\n"]) { _, new in new })
    let session = kustomized.patches("--type", "EgressAllow", "--write")
    #expect(session.exitCode == 0, "\(session.error)")
    #expect(session.error.contains("patches it instead"))
    #expect(kustomized.text("ha/policy.yaml") == shared)
    #expect(kustomized.text("ha/networkpolicy-ha.patch.yaml").contains("egress:\n  - {}\n"))
    #expect(
      kustomized.text("ha/kustomization.yaml") == """
        resources:
        - deployment.yaml
        - policy.yaml
        patches:
        - path: networkpolicy-ha.patch.yaml
          target:
            group: networking.k8s.io
            version: v1
            kind: NetworkPolicy
            name: ha
            namespace: home

        """)
    // Once more: the file is there.
    let again = kustomized.patches("--type", "EgressAllow", "--write")
    #expect(again.exitCode == 1 && again.error.contains("already"))
  }

  @Test("Two patches that would undo each other are not both worked in")
  func conflict() throws {
    let folder = try FileFolder([
      "all.yaml": [
        Self.node, Self.workload,
        Self.other.replacing(
          "namespace: home}",
          with: "namespace: home, annotations: "
            + "{netrisk.dev/chatty: \"true\"}}"),
        Self.other.replacing("other", with: "third"), Self.policy.replacing("{app: ha}", with: "{tier: x}"),
      ].joined(separator: "---\n")
    ])
    let session = folder.patches("--type", "Unselect", "--format", "diff")
    #expect(session.exitCode == 1)
    #expect(session.error.contains("has already changed spec.podSelector.matchExpressions of NetworkPolicy home/ha"))
    #expect(session.output.components(separatedBy: "NotIn").count == 2)
  }

  @Test("Alternatives for one workload do not go into the same files: one has to be chosen")
  func alternatives() throws {
    let all = [Self.node, Self.workload, Self.policy].joined(separator: "---\n")
    let folder = try FileFolder(["all.yaml": all])
    for words in [["--write"], ["--format", "diff"], ["--format", "diff", "--out", folder.path + "-out"]] {
      let session = Session.run(words: ["patches", "-f", folder.path] + words)
      #expect(session.exitCode == 1 && session.output.isEmpty)
      #expect(
        session.error.contains(
          "EgressAllow, HostNetwork, Unselect and DedicatedNamespace for Deployment home/ha are alternatives"),
        "\(session.error)")
      #expect(folder.text("all.yaml") == all)
    }
  }

  @Test("A Service that moves leaves behind the address that the server gave it; None is its author's")
  func movedService() throws {
    let service = """
      apiVersion: v1
      kind: Service
      metadata: {name: ha, namespace: home}
      spec:
        clusterIP: 10.43.0.7
        clusterIPs: [10.43.0.7]
        selector: {app: ha}
        ports: [{port: 80}]

      """
    func moved(_ service: String) throws -> String {
      let folder = try FileFolder([
        "all.yaml": [Self.node, Self.workload, Self.policy].joined(separator: "---\n"), "s.yaml": service,
      ])
      let session = folder.patches("--type", "DedicatedNamespace", "--write")
      #expect(session.exitCode == 0, "\(session.error)")
      let json = folder.patches("--type", "DedicatedNamespace", "--format", "kustomize").output
      #expect(!json.contains("clusterIP") || service.contains("10.43"))
      return folder.text("s.yaml")
    }
    #expect(try !moved(service).contains("clusterIP") && moved(service).contains("namespace: home-ha"))
    let headless = service.replacing("  clusterIPs: [10.43.0.7]\n", with: "").replacing("10.43.0.7", with: "None")
    #expect(try moved(headless).contains("clusterIP: None"))
  }

  // MARK: Statuses

  /// What the operator would write for the workload, and for the cluster.
  private static func statuses(of folder: FileFolder) -> [Tree] {
    let now = Timestamp(seconds: 1_771_156_800)
    let set = ManifestLoader().load([.path(folder.path)])
    let report = RiskEngine.evaluate(
      set.objects.map { $0.object.defaulted() },
      options: EvaluationOptions(now: now, zones: [:] as [String: TimeZoneRules]))
    let context = StatusContext(report: report, churn: nil, gaps: [], now: now, isolatesTenants: false)
    let key = ObjectKey(kind: "Deployment", namespace: "home", name: "ha")
    var netRisk = NetRisk()
    netRisk.metadata = ObjectMeta(namespace: "home", name: "deployment-ha")
    netRisk.spec.workloadRef = WorkloadReference(apiVersion: "apps/v1", kind: key.kind, name: key.name)
    let own: Tree = [
      "apiVersion": "netrisk.dev/v1alpha1", "kind": "NetRisk",
      "metadata": ["name": "deployment-ha", "namespace": "home"],
      "spec": ["workloadRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "ha"]],
      "status": NetRiskStatus(netRisk, targets: [key], in: context).tree,
    ]
    let cluster: Tree = [
      "apiVersion": "netrisk.dev/v1alpha1", "kind": "ClusterNetRisk", "metadata": ["name": "cluster"],
      "status": ClusterNetRiskStatus(ClusterNetRisk(), in: context).tree,
    ]
    return [own, cluster]
  }

  @Test("What a status suggests is listed and written as an analysis would have it")
  func fromStatus() throws {
    let folder = try FileFolder(["all.yaml": [Self.node, Self.workload, Self.policy].joined(separator: "---\n")])
    let analysed = folder.patches("--type", "EgressAllow", "--format", "kustomize")
    let netRisks = try FileFolder([
      "netrisks.yaml": YAMLWriter().text(
        ["apiVersion": "v1", "kind": "List", "items": .array(Self.statuses(of: folder))])
    ])
    let taken = netRisks.patches("--from-status", "--type", "EgressAllow", "--format", "kustomize")
    #expect(taken.exitCode == 0, "\(taken.error)")
    #expect(taken.output == analysed.output && !taken.output.isEmpty)
    let listed = netRisks.patches("--from-status")
    for type in ["EgressAllow", "HostNetwork", "Unselect", "DedicatedNamespace"] {
      #expect(listed.output.contains("  \(type) for Deployment home/ha: "), "\(listed.output)")
    }
    #expect(netRisks.patches("--from-status", "-n", "elsewhere").output.contains("No patch is suggested"))
    #expect(netRisks.patches("--from-status", "-l", "app=ha").exitCode == 1)
    let none = folder.patches("--from-status")
    #expect(none.exitCode == 0 && none.error.contains("there is no NetRisk"))

    let both = Session.run(
      words: ["patches", "--from-status", "-f", netRisks.path, "-f", folder.path, "--type", "EgressAllow", "--write"])
    #expect(both.exitCode == 0, "\(both.error)")
    #expect(folder.text("all.yaml").contains("egress:"))
  }

  @Test("From a cluster the statuses alone are read")
  func fromCluster() async throws {
    let cluster = try await LiveCluster("k3s-home-assistant")
    let folder = try FileFolder(["all.yaml": [Self.node, Self.workload, Self.policy].joined(separator: "---\n")])
    let words = ["patches", "--kubeconfig", cluster.kubeconfig, "--from-status", "--type", "EgressAllow"]
    let without = await Session.run(waiting: words)
    #expect(without.exitCode == 1 && without.error.contains("CustomResourceDefinitions"), "\(without.error)")
    try await cluster.installDefinitions()
    _ = try await cluster.admin.create(
      ObjectPath(Namespace.resource), ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "home"]])
    for object in Self.statuses(of: folder) {
      let resource = object["kind"] == "NetRisk" ? NetRisk.resource : ClusterNetRisk.resource
      let (namespace, name) = resource.isNamespaced ? ("home", "deployment-ha") : ("", "cluster")
      _ = try await cluster.admin.create(ObjectPath(resource, namespace: namespace), object)
      let status: Tree = ["status": object["status"] ?? .null]
      _ = try await cluster.admin.patch(
        ObjectPath(resource, namespace: namespace, name: name).status, .merge, status)
    }
    let session = await Session.run(waiting: words + ["--format", "merge"])
    #expect(session.exitCode == 0, "\(session.error)")
    #expect(session.output.contains("egressallow-networkpolicy-ha-"))
    #expect(!session.output.contains("homeassistant"))
    await cluster.stop()
  }
}
