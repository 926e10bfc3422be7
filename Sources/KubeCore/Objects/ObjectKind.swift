/// The kinds that NetRisk reads, with the API group each lives in.
package enum ObjectKind: String, CaseIterable, Hashable, Comparable, Sendable {
  case pod = "Pod"
  case namespace = "Namespace"
  case node = "Node"
  case service = "Service"
  case networkPolicy = "NetworkPolicy"
  case cronJob = "CronJob"
  case job = "Job"
  case replicaSet = "ReplicaSet"
  case deployment = "Deployment"
  case statefulSet = "StatefulSet"
  case daemonSet = "DaemonSet"
  case endpointSlice = "EndpointSlice"

  /// The kind of an `apiVersion` and `kind` as they stand in an object; `nil` where NetRisk does not read it.
  package init?(apiVersion: String, kind: String) {
    guard let found = ObjectKind(rawValue: kind), found.apiVersion == apiVersion else { return nil }
    self = found
  }

  /// Group and version, as an object's `apiVersion` says it.
  package var apiVersion: String {
    switch self {
    case .pod, .namespace, .node, .service: "v1"
    case .networkPolicy: "networking.k8s.io/v1"
    case .cronJob, .job: "batch/v1"
    case .replicaSet, .deployment, .statefulSet, .daemonSet: "apps/v1"
    case .endpointSlice: "discovery.k8s.io/v1"
    }
  }

  package var isNamespaced: Bool { self != .namespace && self != .node }

  package static func < (left: ObjectKind, right: ObjectKind) -> Bool { left.rawValue < right.rawValue }
}
