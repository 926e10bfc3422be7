import KubeCore
import RiskEngine
import Support
import Testing

/// Who delivers an object, by labels and annotations as the tools set them.
@Suite("Who delivers an object")
struct ManagedByTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var labels: Labels = [:]
    var annotations: Labels = [:]
    /// `nil` where nothing tells it.
    let title: String?
    var isPaused = false
  }

  private static let helmRelease: Labels = [
    "helm.toolkit.fluxcd.io/name": "home-assistant", "helm.toolkit.fluxcd.io/namespace": "media",
  ]
  private static let kustomization: Labels = [
    "kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
  ]
  private static let release: Labels = [
    "meta.helm.sh/release-name": "ha", "meta.helm.sh/release-namespace": "media",
  ]

  private static func labels(_ sets: Labels..., with more: Labels = [:]) -> Labels {
    var all = more
    for label in sets.joined() { all[label.key] = label.value }
    return all
  }

  private static let cases: [Case] = [
    Case(testDescription: "nothing", title: nil),
    Case(
      testDescription: "a HelmRelease", labels: helmRelease, title: "HelmRelease media/home-assistant (Flux)"),
    Case(
      testDescription: "a HelmRelease with all that Helm sets, too",
      labels: labels(
        helmRelease,
        with: ["helm.sh/chart": "app-template-4.3.0", "app.kubernetes.io/managed-by": "Helm"]), annotations: release,
      title: "HelmRelease media/home-assistant (Flux, app-template 4.3.0)"),
    Case(
      testDescription: "a Kustomization", labels: kustomization, title: "Kustomization flux-system/apps (Flux)"),
    Case(
      testDescription: "both: what renders it", labels: labels(helmRelease, kustomization),
      title: "HelmRelease media/home-assistant (Flux)"),
    Case(
      testDescription: "a name without a namespace", labels: ["kustomize.toolkit.fluxcd.io/name": "apps"], title: nil),
    Case(
      testDescription: "a Kustomization that leaves it alone", labels: kustomization,
      annotations: ["kustomize.toolkit.fluxcd.io/reconcile": "disabled"],
      title: "Kustomization flux-system/apps (Flux)", isPaused: true),
    Case(
      testDescription: "a Kustomization that makes it once", labels: kustomization,
      annotations: ["kustomize.toolkit.fluxcd.io/ssa": "IfNotPresent"],
      title: "Kustomization flux-system/apps (Flux)", isPaused: true),
    Case(
      testDescription: "a Kustomization that merges", labels: kustomization,
      annotations: ["kustomize.toolkit.fluxcd.io/ssa": "Merge"], title: "Kustomization flux-system/apps (Flux)"),
    Case(
      testDescription: "Argo CD by annotation",
      annotations: ["argocd.argoproj.io/tracking-id": "home:apps/Deployment:media/ha"],
      title: "Application home (Argo CD)"),
    Case(
      testDescription: "Argo CD, in another namespace, of a chart",
      labels: ["helm.sh/chart": "home-assistant-0.3.10", "app.kubernetes.io/managed-by": "Helm"],
      annotations: ["argocd.argoproj.io/tracking-id": "teams_home:apps/Deployment:media/ha"],
      title: "Application teams/home (Argo CD, home-assistant 0.3.10)"),
    Case(
      testDescription: "an annotation that was copied from another object",
      annotations: ["argocd.argoproj.io/tracking-id": "home:apps/Deployment:media/other"], title: nil),
    Case(
      testDescription: "an annotation of another kind",
      annotations: ["argocd.argoproj.io/tracking-id": "home:apps/StatefulSet:media/ha"], title: nil),
    Case(
      testDescription: "an annotation that is none", annotations: ["argocd.argoproj.io/tracking-id": ":::"], title: nil),
    Case(
      testDescription: "Argo CD by its own label", labels: ["argocd.argoproj.io/instance": "home"],
      title: "Application home (Argo CD)"),
    Case(
      testDescription: "the label that Argo CD shares with Helm", labels: ["app.kubernetes.io/instance": "home"],
      title: nil),
    Case(
      testDescription: "Helm", labels: ["app.kubernetes.io/managed-by": "Helm"], annotations: release,
      title: "Helm release media/ha"),
    Case(
      testDescription: "helm template",
      labels: [
        "app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "ha", "helm.sh/chart": "x-1.2.3",
      ], title: "Helm release ha (x 1.2.3)"),
    Case(
      testDescription: "a hand-written managed-by", labels: ["app.kubernetes.io/managed-by": "Helm"], title: nil),
    Case(
      testDescription: "kustomize's label", labels: ["app.kubernetes.io/managed-by": "kustomize-v5.4.2"],
      title: "A build of kustomize"),
    Case(
      testDescription: "kustomize's annotation", annotations: ["config.kubernetes.io/origin": "path: ha.yaml\n"],
      title: "A build of kustomize"),
    Case(testDescription: "another tool", labels: ["app.kubernetes.io/managed-by": "pulumi"], title: nil),
  ]

  @Test("By labels and annotations", arguments: cases)
  func read(example: Case) {
    var metadata = ObjectMeta(namespace: "media", name: "ha", labels: example.labels)
    metadata.annotations = example.annotations
    let found = ManagedBy(metadata, kind: .deployment)
    #expect(found?.title == example.title)
    #expect(found?.isPaused ?? false == example.isPaused)
  }

  @Test("Every annotation that it reads is kept of an object of a cluster")
  func kept() {
    for key in [
      "meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "argocd.argoproj.io/tracking-id",
      "kustomize.toolkit.fluxcd.io/reconcile", "kustomize.toolkit.fluxcd.io/ssa", "config.kubernetes.io/origin",
    ] { #expect(AnnotationFilter.keeps(key), "\(key)") }
  }

  /// What an object of a cluster says after it was read in both formats.
  private static func read<Kind: Resource>(_ type: Kind.Type, _ kind: ObjectKind) throws -> [ManagedBy?] {
    let tracking = "home:\(kind.apiVersion.prefix { $0 != "/" })/\(kind.rawValue):media/ha"
    let tree: Tree = [
      "apiVersion": .string(kind.apiVersion), "kind": .string(kind.rawValue),
      "metadata": [
        "name": "ha", "namespace": "media", "labels": ["helm.sh/chart": "x-1.2.3"],
        "annotations": ["argocd.argoproj.io/tracking-id": .string(tracking)],
      ],
    ]
    let objects = [
      try WireFormat.json.decode(type, from: JSONWriter().bytes(tree)),
      try WireFormat.protobuf.decode(type, from: ProtobufWriter.envelope(tree, as: type)),
    ]
    return objects.map { ManagedBy($0.metadata, kind: kind) }
  }

  @Test("Objects of a cluster say it, of every kind that a patch changes, in both wire formats")
  func wire() throws {
    let expected = ManagedBy(.argoApplication, name: "home", chart: ChartReference(name: "x", version: "1.2.3"))
    let found = [
      try Self.read(Deployment.self, .deployment), try Self.read(StatefulSet.self, .statefulSet),
      try Self.read(DaemonSet.self, .daemonSet), try Self.read(CronJob.self, .cronJob),
      try Self.read(NetworkPolicy.self, .networkPolicy),
    ]
    #expect(found == Array(repeating: [expected, expected], count: 5))
  }

  @Test(
    "A chart's name and version",
    arguments: [
      ("app-template-4.3.0", "app-template", "4.3.0"), ("home-assistant-0.3.10", "home-assistant", "0.3.10"),
      ("app-template-3.0.0-beta4", "app-template", "3.0.0-beta4"), ("x-1.0.0-rc.1_build.5", "x", "1.0.0-rc.1_build.5"),
      ("cert-manager-v1.14.4", "cert-manager", "v1.14.4"), ("k8s-2-go-1.2.3", "k8s-2-go", "1.2.3"),
      ("x-1.0.0-2.0.0", "x", "1.0.0-2.0.0"), ("web", "web", ""), ("web-2", "web-2", ""), ("web-1.2", "web-1.2", ""),
      ("-1.2.3", "-1.2.3", ""), ("web-99999999999999999999.0.0", "web-99999999999999999999.0.0", ""), ("", "", ""),
    ])
  func chart(label: String, name: String, version: String) {
    #expect(ChartReference(label: label) == ChartReference(name: name, version: version))
  }
}
