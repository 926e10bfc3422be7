/// The words of NetRisk's own API, each in one place.
package enum NetRiskAPI {
  package static let group = "netrisk.dev"
  package static let version = "v1alpha1"
  package static let apiVersion = "\(group)/\(version)"
  /// `kubectl get netrisk-dev` shows both kinds. It is not `netrisk`: kubectl would take that for the category first, and
  /// `kubectl get netrisk NAME` would look for a ClusterNetRisk of that name, too.
  package static let category = "netrisk-dev"

  /// Who writes statuses and discovered objects, in `managedFields`.
  package static let fieldManager = "netrisk"
  /// `reportingController` of Events.
  package static let controller = "netrisk.dev/operator"
  /// The one ClusterNetRisk.
  package static let clusterName = "cluster"

  package static let managedByLabel = "app.kubernetes.io/managed-by"
  package static let managedBy = "netrisk"

  /// Asks for a fresh analysis; its value is echoed in `status.lastHandledRequest`.
  package static let requestedAtAnnotation = "netrisk.dev/requested-at"
}
