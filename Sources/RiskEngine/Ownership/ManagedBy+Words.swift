extension ManagedBy {
  /// `HelmRelease home/ha (Flux, app-template 4.3.0)`, `Helm release home/ha (app-template 4.3.0)`.
  package var title: String {
    let place = namespace.isEmpty ? name : "\(namespace)/\(name)"
    let remarks = [source.kind.map { _ in source.tool }, chart?.description].compactMap { $0 }
    let subject =
      switch source {
      case .helmRelease, .fluxKustomization, .argoApplication: "\(source.kind ?? "") \(place)"
      case .helm: name.isEmpty ? "A Helm release" : "Helm release \(place)"
      case .kustomize: name.isEmpty ? "A build of kustomize" : "The kustomization \(name)"
      }
    return remarks.isEmpty ? subject : "\(subject) (\(remarks.joined(separator: ", ")))"
  }

  /// What becomes of a change of the live object.
  ///
  /// Sources: fluxcd/helm-controller docs/spec/v2/helmreleases.md, "Drift detection"; fluxcd/kustomize-controller
  /// docs/spec/v1/kustomizations.md, "Override"; argoproj/argo-cd docs/user-guide/auto_sync.md, "Automatic Self-Healing";
  /// helm/helm pkg/kube/client.go, `createPatch`: of the release's last manifest, its new one and the live object, a
  /// field that none of the manifests sets stays as it is.
  var fate: String {
    if isPaused { return "leaves it alone, as its annotation says, so that a live patch stays" }
    return switch source {
    case .helmRelease where correctsDrift: "puts back what it sets at its next reconciliation"
    case .helmRelease:
      "puts back what it sets at its next upgrade, or at its next reconciliation where it corrects drift"
    case .fluxKustomization: "reverts a live patch at its next reconciliation"
    case .argoApplication where correctsDrift: "puts back what it sets at once"
    case .argoApplication:
      "puts back what it sets: at once where it heals itself, else at the next sync, OutOfSync until then"
    case .helm: "puts back what the chart sets at the next helm upgrade"
    case .kustomize: "puts back what it sets when it is applied again"
    }
  }
}
