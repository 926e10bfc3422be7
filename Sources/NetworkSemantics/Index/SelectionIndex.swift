package import KubeCore

/// Who is selected by whom, kept up to date event by event: for the watch path, where a snapshot each time would cost
/// too much.
///
/// - Events: ``upsertPod(namespace:name:labels:isSelectable:)``, ``upsert(_:)-(PodEndpoint)``,
///   ``deletePod(namespace:name:)``, and the same for policies and namespaces. Replays change nothing.
/// - Questions: ``policies(selecting:_:)``, ``isolation(ofPod:_:)``, ``podCount(of:)``, ``pods(of:)``,
///   ``peerPodCount(of:_:rule:)``.
///
/// It answers as ``PolicySnapshot`` does, except that a namespace whose Namespace is not there has no label but its
/// name. ipBlocks, which are about addresses, are not its business.
package struct SelectionIndex {
  /// By policy: what it selects and isolates, and its rules' peers.
  struct Policy {
    var namespace: UInt32
    var name: String
    /// ``LabelIndex/none`` where the selector is invalid.
    var selector = LabelIndex.none
    var effects = IndexedEffects()
    /// Peers of all rules; see ``IndexedPeers``.
    var peers = IndexedPeers()
    /// Neighbours in the list of policies with the same selector.
    var next = LabelIndex.none
    var previous = LabelIndex.none
  }

  struct PodName {
    var namespace: UInt32
    var name: String
  }

  var pods: LabelIndex
  var namespaceLabels: LabelIndex
  /// Held by pods, policies and Namespaces; a namespace's scope among the pods is one more than its number.
  var namespaces = SymbolTable()
  /// Whether the Namespace of this number is there.
  var isNamespaceKnown: [Bool] = []

  var podNames: [PodName] = []
  var freePods: [UInt32] = []
  var podTable = SlotTable()

  var policies: [Policy] = []
  var freePolicies: [UInt32] = []
  var policyTable = SlotTable()

  /// - Parameter warmLimit: how many classes of pods are remembered after their last pod is gone.
  package init(warmLimit: Int = 4096) {
    pods = LabelIndex(warmLimit: warmLimit)
    namespaceLabels = LabelIndex(warmLimit: 64)
  }

  /// An index of many objects at once: policies first, so that no pod is looked at twice.
  package init(
    policies: [NetworkPolicy], endpoints: [PodEndpoint], namespaces: [Namespace], warmLimit: Int = 4096
  ) {
    self.init(warmLimit: warmLimit)
    for policy in policies { upsert(policy) }
    for namespace in namespaces { upsert(namespace) }
    for endpoint in endpoints { upsert(endpoint) }
  }

  func scope(_ namespace: UInt32) -> UInt32 { namespace + 1 }
}
