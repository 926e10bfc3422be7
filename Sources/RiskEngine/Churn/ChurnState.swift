package import KubeCore

/// What churn accounting keeps of one object, so that an event can be compared with the state before it.
package struct ChurnState: Hashable, Sendable {
  /// The part that decides whether a change requests a sync.
  package enum Detail: Hashable, Sendable {
    case pod(PodSyncState)
    case namespace(labels: Labels)
    case networkPolicy(generation: Int64, managers: [ManagedFieldsEntry])
    case endpointSlice
    /// Any other kind: never a sync request.
    case other
  }

  package var key: ObjectKey
  package var uid: String
  package var resourceVersion: String
  package var labels: Labels
  package var controller: OwnerReference?
  package var detail: Detail

  package init(_ object: KubeObject) {
    let metadata = object.metadata
    key = object.key
    uid = metadata.uid
    resourceVersion = metadata.resourceVersion
    labels = metadata.labels
    controller = metadata.controllerReference
    detail =
      switch object {
      case .pod(let pod): .pod(PodSyncState(pod))
      case .namespace: .namespace(labels: metadata.labels)
      case .networkPolicy: .networkPolicy(generation: metadata.generation, managers: metadata.managedFields)
      case .endpointSlice: .endpointSlice
      default: .other
      }
  }
}

/// The fields of a pod that kube-router's predicate reads (netpol/utils.go `isPodUpdateNetPolRelevant`,
/// `isNetPolActionable`). Labels share their storage with the pod they came from: keeping them costs one reference.
package struct PodSyncState: Hashable, Sendable {
  package var phase: String
  package var hostIP: String
  package var podIP: String
  package var podIPs: [PodIP]
  package var labels: Labels
  package var isHostNetwork: Bool

  package init(_ pod: Pod) {
    phase = pod.status.phase
    hostIP = pod.status.hostIP
    podIP = pod.status.podIP
    podIPs = pod.status.podIPs
    labels = pod.metadata.labels
    isHostNetwork = pod.spec.hostNetwork
  }

  /// Whether the engine gives the pod a chain: it has an address of its own and is not finished.
  package var isActionable: Bool { !isFinished && !podIP.isEmpty && !isHostNetwork }

  /// `Completed` is no phase of the API; kube-router's `isFinished` knows it all the same.
  package var isFinished: Bool { phase == "Failed" || phase == "Succeeded" || phase == "Completed" }
}

/// One change of one object, as an informer hands it to its handlers.
package enum ObjectChange: Hashable, Sendable {
  case added(ChurnState)
  case updated(old: ChurnState, new: ChurnState)
  case deleted(ChurnState)

  /// The change from `old` to `new`, where `nil` is an object that is not there; `nil` if it never was.
  package init?(old: KubeObject?, new: KubeObject?) {
    switch (old, new) {
    case (nil, .some(let new)): self = .added(ChurnState(new))
    case (.some(let old), .some(let new)): self = .updated(old: ChurnState(old), new: ChurnState(new))
    case (.some(let old), nil): self = .deleted(ChurnState(old))
    case (nil, nil): return nil
    }
  }

  /// The latest state of the object.
  package var state: ChurnState {
    switch self {
    case .added(let state), .updated(_, let state), .deleted(let state): state
    }
  }
}
