extension ObjectKind {
  /// The name in paths.
  package var plural: String {
    self == .networkPolicy ? "networkpolicies" : rawValue.lowercased() + "s"
  }

  package var resource: APIResource {
    let parts = apiVersion.split(separator: "/")
    return APIResource(
      group: parts.count == 2 ? String(parts[0]) : "", version: parts.last.map(String.init) ?? "", plural: plural,
      kind: rawValue, isNamespaced: isNamespaced, hasProtobuf: true)
  }
}

extension Pod: Resource { package static let resource = ObjectKind.pod.resource }
extension Namespace: Resource { package static let resource = ObjectKind.namespace.resource }
extension Node: Resource { package static let resource = ObjectKind.node.resource }
extension Service: Resource { package static let resource = ObjectKind.service.resource }
extension NetworkPolicy: Resource { package static let resource = ObjectKind.networkPolicy.resource }
extension CronJob: Resource { package static let resource = ObjectKind.cronJob.resource }
extension Job: Resource { package static let resource = ObjectKind.job.resource }
extension ReplicaSet: Resource { package static let resource = ObjectKind.replicaSet.resource }
extension Deployment: Resource { package static let resource = ObjectKind.deployment.resource }
extension StatefulSet: Resource { package static let resource = ObjectKind.statefulSet.resource }
extension DaemonSet: Resource { package static let resource = ObjectKind.daemonSet.resource }
extension EndpointSlice: Resource { package static let resource = ObjectKind.endpointSlice.resource }

extension ObjectKind {
  /// The slim type of its objects, for code that is generic over them.
  package var objectType: any Resource.Type {
    switch self {
    case .pod: Pod.self
    case .namespace: Namespace.self
    case .node: Node.self
    case .service: Service.self
    case .networkPolicy: NetworkPolicy.self
    case .cronJob: CronJob.self
    case .job: Job.self
    case .replicaSet: ReplicaSet.self
    case .deployment: Deployment.self
    case .statefulSet: StatefulSet.self
    case .daemonSet: DaemonSet.self
    case .endpointSlice: EndpointSlice.self
    }
  }
}

// Kinds of the client and the runtime, which the engine does not read.
extension Lease: Resource {
  package static let resource = APIResource(
    group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease", isNamespaced: true, hasProtobuf: true)
}
extension ConfigMap: Resource {
  package static let resource = APIResource(
    group: "", version: "v1", plural: "configmaps", kind: "ConfigMap", isNamespaced: true, hasProtobuf: true)
}
extension Event: Resource {
  package static let resource = APIResource(
    group: "events.k8s.io", version: "v1", plural: "events", kind: "Event", isNamespaced: true, hasProtobuf: true)
}
