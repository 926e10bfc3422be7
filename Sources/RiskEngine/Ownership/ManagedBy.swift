/// What brings an object into the cluster and would put it back: where to change it instead.
package struct ManagedBy: Hashable, Sendable {
  package enum Source: CaseIterable, Hashable, Sendable {
    /// Flux renders a chart.
    case helmRelease
    /// Flux builds and applies a folder.
    case fluxKustomization
    /// Argo CD applies what an Application names.
    case argoApplication
    /// Somebody runs `helm upgrade`.
    case helm
    /// Somebody applies what `kustomize build` made.
    case kustomize

    package var tool: String {
      switch self {
      case .helmRelease, .fluxKustomization: "Flux"
      case .argoApplication: "Argo CD"
      case .helm: "Helm"
      case .kustomize: "kustomize"
      }
    }

    /// The kind of the tool's object; `nil` where it has none in the cluster.
    package var kind: String? {
      switch self {
      case .helmRelease: "HelmRelease"
      case .fluxKustomization: "Kustomization"
      case .argoApplication: "Application"
      case .helm, .kustomize: nil
      }
    }
  }

  package var source: Source
  /// Of the tool's object or the release; empty where it is not told.
  package var namespace: String
  /// Of the tool's object or the release; empty where only the tool is known.
  package var name: String
  /// What it renders; `nil` where that is no chart.
  package var chart: ChartReference?
  /// Whether the object itself says that the tool is to leave it alone.
  package var isPaused = false
  /// Whether it is known to put back live changes by itself; where it is not, it may still.
  package var correctsDrift = false
  /// Whether ``location`` is what generates the tool's object.
  package var isGenerated = false
  /// Where the tool's object is written, where that was read.
  package var location: SourceLocation?

  package init(_ source: Source, namespace: String = "", name: String = "", chart: ChartReference? = nil) {
    self.source = source
    self.namespace = namespace
    self.name = name
    self.chart = chart
  }
}
