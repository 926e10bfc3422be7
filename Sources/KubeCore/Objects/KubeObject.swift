/// One object of a kind that NetRisk reads.
package enum KubeObject: Hashable, Sendable {
  case pod(Pod)
  case namespace(Namespace)
  case node(Node)
  case service(Service)
  case networkPolicy(NetworkPolicy)
  case cronJob(CronJob)
  case job(Job)
  case replicaSet(ReplicaSet)
  case deployment(Deployment)
  case statefulSet(StatefulSet)
  case daemonSet(DaemonSet)
  case endpointSlice(EndpointSlice)

  /// The namespace of a namespaced object whose manifest names none, as `kubectl apply` would choose it without a
  /// context's own.
  package static let defaultNamespace = "default"

  package var kind: ObjectKind {
    switch self {
    case .pod: .pod
    case .namespace: .namespace
    case .node: .node
    case .service: .service
    case .networkPolicy: .networkPolicy
    case .cronJob: .cronJob
    case .job: .job
    case .replicaSet: .replicaSet
    case .deployment: .deployment
    case .statefulSet: .statefulSet
    case .daemonSet: .daemonSet
    case .endpointSlice: .endpointSlice
    }
  }

  package var metadata: ObjectMeta {
    switch self {
    case .pod(let object): object.metadata
    case .namespace(let object): object.metadata
    case .node(let object): object.metadata
    case .service(let object): object.metadata
    case .networkPolicy(let object): object.metadata
    case .cronJob(let object): object.metadata
    case .job(let object): object.metadata
    case .replicaSet(let object): object.metadata
    case .deployment(let object): object.metadata
    case .statefulSet(let object): object.metadata
    case .daemonSet(let object): object.metadata
    case .endpointSlice(let object): object.metadata
    }
  }

  package var key: ObjectKey { ObjectKey(kind, metadata) }
}
