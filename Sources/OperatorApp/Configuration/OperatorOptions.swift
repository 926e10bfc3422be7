package import RiskEngine

/// How the operator runs: what its flags and its configuration file say.
package struct OperatorOptions: Sendable {
  /// The kubeconfig; `nil` for the usual places, and for what a pod knows.
  package var kubeconfig: String?
  package var context = ""
  /// Namespaces that are watched; empty for all.
  package var watchedNamespaces: [String] = []
  package var discovery = DiscoveryMode.catalogue
  package var usesLeaderElection = false
  /// Where the Lease and the history are; `nil` for the pod's own namespace.
  package var ownNamespace: String?
  /// `host:port`, `:port`, or `0` for none.
  package var metricsAddress = "0"
  package var healthAddress = "127.0.0.1:8081"
  /// Metrics over TLS for whoever may read them; else plain, on loopback alone.
  package var securesMetrics = true
  /// Folder with `tls.crt` and `tls.key` for the metrics; `nil` for a certificate made at the start.
  package var metricsCertificates: String?
  package var isolatesTenants = false
  package var engine: PolicyEngine?
  package var thresholds = EvaluationOptions.Thresholds()
  package var catalogueAdditions: [CatalogueEntry] = []
  /// Name of the zone of schedules that name none.
  package var localZone: String?

  package init() {}
}
