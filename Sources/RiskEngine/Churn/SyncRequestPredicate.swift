package import KubeCore

/// Whether an API event makes kube-router's policy controller request a full sync: never, or exactly once.
///
/// The rules are those of k3s-io/kube-router v2.6.3-k3s1, `pkg/controllers/netpol`. The controller's informers see
/// Pods, Namespaces and NetworkPolicies alone (k3s `pkg/agent/netpol/netpol.go`), so a Service, an EndpointSlice or a
/// Node never requests one. A write that changes nothing gives no event at all: the API server drops it.
package enum SyncRequestPredicate {
  /// The reason for the sync that this change requests; `nil` where it requests none.
  package static func reason(for change: ObjectChange) -> SyncRequestReason? {
    switch change {
    case .added(let state): added(state)
    case .updated(let old, let new): updated(old, new)
    case .deleted(let state): deleted(state)
    }
  }

  /// Pods: netpol/pod.go `AddFunc`, only if `isNetPolActionable`. Namespaces: netpol/namespace.go
  /// `handleNamespaceAdd`, only with labels; the API server gives every namespace `kubernetes.io/metadata.name`.
  private static func added(_ state: ChurnState) -> SyncRequestReason? {
    switch state.detail {
    case .pod(let pod): pod.isActionable ? .podAdded : nil
    case .namespace(let labels): labels.isEmpty ? nil : .namespaceAdded
    case .networkPolicy: .policyAdded
    case .endpointSlice, .other: nil
    }
  }

  /// Pods: netpol/utils.go `isPodUpdateNetPolRelevant`, which asks neither for an IP nor for the pod's own network, so
  /// finished and hostNetwork pods count. NetworkPolicies: netpol/policy.go, any update, with no comparison.
  private static func updated(_ old: ChurnState, _ new: ChurnState) -> SyncRequestReason? {
    switch (old.detail, new.detail) {
    case (.pod(let old), .pod(let new)): reason(from: old, to: new)
    case (.namespace(let old), .namespace(let new)): old == new ? nil : .namespaceLabels
    case (.networkPolicy, .networkPolicy): .policyUpdated
    default: nil
    }
  }

  private static func reason(from old: PodSyncState, to new: PodSyncState) -> SyncRequestReason? {
    if old.podIP != new.podIP || old.podIPs != new.podIPs { return .podIP }
    if old.phase != new.phase { return .podPhase }
    if old.hostIP != new.hostIP { return .hostIP }
    if old.labels != new.labels { return .podLabels }
    return nil
  }

  /// Pods: netpol/pod.go `DeleteFunc`, always, even a pod that never had an IP.
  private static func deleted(_ state: ChurnState) -> SyncRequestReason? {
    switch state.detail {
    case .pod: .podDeleted
    case .namespace(let labels): labels.isEmpty ? nil : .namespaceDeleted
    case .networkPolicy: .policyDeleted
    case .endpointSlice, .other: nil
    }
  }
}

extension SyncRequestPredicate {
  /// The reason for the sync that the change from `old` to `new` requests, where `nil` is an object that is not there.
  package static func reason(old: KubeObject?, new: KubeObject?) -> SyncRequestReason? {
    ObjectChange(old: old, new: new).flatMap(reason(for:))
  }
}
