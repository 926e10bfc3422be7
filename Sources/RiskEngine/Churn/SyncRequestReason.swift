/// Why kube-router requests a full sync.
package enum SyncRequestReason: String, CaseIterable, Hashable, Sendable {
  /// A pod appeared that already has an address.
  case podAdded = "pod added with an IP"
  case podPhase = "pod phase changed"
  case podIP = "pod IP changed"
  case hostIP = "host IP changed"
  case podLabels = "pod labels changed"
  case podDeleted = "pod deleted"
  case namespaceAdded = "namespace added"
  case namespaceLabels = "namespace labels changed"
  case namespaceDeleted = "namespace deleted"
  case policyAdded = "NetworkPolicy added"
  case policyUpdated = "NetworkPolicy updated"
  case policyDeleted = "NetworkPolicy deleted"
}
