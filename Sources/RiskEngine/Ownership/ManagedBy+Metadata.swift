package import KubeCore

extension ManagedBy {
  /// Reads it from an object's labels and annotations; `nil` where they tell nothing.
  ///
  /// An object that a HelmRelease renders may carry the labels of a Kustomization too, where the chart passes on labels
  /// of the HelmRelease: what renders it comes first.
  package init?(_ metadata: ObjectMeta, kind: ObjectKind) {
    guard
      let found = Self.helmRelease(metadata) ?? Self.kustomization(metadata) ?? Self.application(metadata, kind)
        ?? Self.helm(metadata) ?? Self.kustomize(metadata)
    else { return nil }
    self = found
  }

  // MARK: Flux

  /// Source: fluxcd/helm-controller internal/postrender/common_renderer.go, `originLabels`.
  private static func helmRelease(_ metadata: ObjectMeta) -> ManagedBy? {
    let group = "helm.toolkit.fluxcd.io"
    guard let name = text(metadata.labels["\(group)/name"]), let namespace = text(metadata.labels["\(group)/namespace"])
    else { return nil }
    return ManagedBy(.helmRelease, namespace: namespace, name: name, chart: chart(metadata))
  }

  /// Source: fluxcd/pkg ssa, `SetOwnerLabels`, which kustomize-controller calls for everything it applies; what keeps it
  /// from an object is in its docs/spec/v1/kustomizations.md, "Controlling the apply behavior of resources".
  private static func kustomization(_ metadata: ObjectMeta) -> ManagedBy? {
    let group = "kustomize.toolkit.fluxcd.io"
    guard let name = text(metadata.labels["\(group)/name"]), let namespace = text(metadata.labels["\(group)/namespace"])
    else { return nil }
    var found = ManagedBy(.fluxKustomization, namespace: namespace, name: name)
    func says(_ key: String, _ values: Set<String>) -> Bool {
      [metadata.annotations[key], metadata.labels[key]].contains { $0.map { values.contains($0.lowercased()) } == true }
    }
    found.isPaused = says("\(group)/reconcile", ["disabled"]) || says("\(group)/ssa", ["ignore", "ifnotpresent"])
    return found
  }

  // MARK: Argo CD

  /// Source: argoproj/argo-cd docs/user-guide/resource_tracking.md and util/argo/resource_tracking.go: an annotation that
  /// names another object was copied with it and means nothing. The default of tracking by labels,
  /// `app.kubernetes.io/instance`, is Helm's as well and tells nothing by itself.
  private static func application(_ metadata: ObjectMeta, _ kind: ObjectKind) -> ManagedBy? {
    let instance =
      metadata.annotations["argocd.argoproj.io/tracking-id"].map { tracked($0, metadata, kind) }
      ?? metadata.labels["argocd.argoproj.io/instance"]
    guard let instance = text(instance) else { return nil }
    // util/argo/argo.go, `AppInstanceName`: an Application outside of Argo CD's own namespace has it before its name.
    let parts = instance.split(separator: "_", maxSplits: 1).map(String.init)
    return parts.count == 2
      ? ManagedBy(.argoApplication, namespace: parts[0], name: parts[1], chart: chart(metadata))
      : ManagedBy(.argoApplication, name: instance, chart: chart(metadata))
  }

  /// The application of `APPLICATION:GROUP/KIND:NAMESPACE/NAME`, where that is this object.
  private static func tracked(_ id: String, _ metadata: ObjectMeta, _ kind: ObjectKind) -> String? {
    let parts = id.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    let group = kind.apiVersion.contains("/") ? kind.apiVersion.prefix { $0 != "/" } : ""
    guard parts.count == 3, parts[1] == "\(group)/\(kind.rawValue)",
      parts[2] == "\(metadata.namespace)/\(metadata.name)"
    else { return nil }
    return String(parts[0])
  }

  // MARK: Helm, kustomize

  /// Source: helm/helm pkg/action/validate.go, which sets label and annotations at install and upgrade. What
  /// `helm template` printed has the label alone; there the name is the usual `app.kubernetes.io/instance`.
  private static func helm(_ metadata: ObjectMeta) -> ManagedBy? {
    guard metadata.labels["app.kubernetes.io/managed-by"] == "Helm" else { return nil }
    let release = text(metadata.annotations["meta.helm.sh/release-name"])
    let chart = chart(metadata)
    guard release != nil || chart != nil else { return nil }
    return ManagedBy(
      .helm, namespace: metadata.annotations["meta.helm.sh/release-namespace"] ?? "",
      name: release ?? metadata.labels["app.kubernetes.io/instance"] ?? "", chart: chart)
  }

  /// Source: kustomize's `buildMetadata`: `managedByLabel` (`kustomize-v5.4.2`, `kustomize-unknown`) and
  /// `originAnnotations` (api/internal/utils/annotations.go).
  private static func kustomize(_ metadata: ObjectMeta) -> ManagedBy? {
    let label = metadata.labels["app.kubernetes.io/managed-by"]?.hasPrefix("kustomize-") == true
    let isAnnotated = metadata.annotations["config.kubernetes.io/origin"] != nil
    return label || isAnnotated ? ManagedBy(.kustomize) : nil
  }

  private static func chart(_ metadata: ObjectMeta) -> ChartReference? {
    text(metadata.labels["helm.sh/chart"]).map { ChartReference(label: $0) }
  }

  private static func text(_ value: String?) -> String? { value?.isEmpty == false ? value : nil }
}
