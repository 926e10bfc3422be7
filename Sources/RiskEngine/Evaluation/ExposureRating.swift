import KubeCore
import NetworkSemantics

/// Rates how pods depend on the engine, the most exposed pod of a workload counting.
struct ExposureRating {
  let network: PolicySnapshot
  let engine: ClusterEngine
  private var isolations: [PodClass: Isolation] = [:]

  /// Pods that policies cannot tell apart.
  private struct PodClass: Hashable {
    let namespace: String
    let labels: Labels
  }

  init(network: PolicySnapshot, engine: ClusterEngine) {
    self.network = network
    self.engine = engine
  }

  struct Rating {
    var exposure: ExposureReport
    var egressPolicies: [NamespacedName]
  }

  mutating func rate(_ workload: Workload, _ endpoints: [PodEndpoint]) -> Rating {
    var worst = ExposureState.exempt
    var reason = endpoints.isEmpty ? "it has no pods" : ""
    var selectedBy: Set<NamespacedName> = []
    var egressPolicies: Set<NamespacedName> = []
    var (ingressIsolated, egressIsolated) = (false, false)
    for endpoint in endpoints {
      let isolation = isolation(of: endpoint)
      selectedBy.formUnion(isolation.selectedBy)
      ingressIsolated = ingressIsolated || isolation.ingressIsolated
      egressIsolated = egressIsolated || isolation.egressIsolated
      if isolation.egressIsolated, !isolation.egressAllowsEverything {
        egressPolicies.formUnion(isolation.egressPolicies)
      }
      let (state, why) = state(of: endpoint, isolation)
      if reason.isEmpty || state > worst { (worst, reason) = (max(worst, state), why) }
    }
    let exposure = ExposureReport(
      state: worst, selectedBy: selectedBy.sorted().map(\.description), ingressIsolated: ingressIsolated,
      egressIsolated: egressIsolated, reason: reason, isFromTemplate: workload.isFromTemplate)
    return Rating(exposure: exposure, egressPolicies: egressPolicies.sorted())
  }

  private mutating func isolation(of endpoint: PodEndpoint) -> Isolation {
    guard endpoint.isSelectable else { return Isolation() }
    let podClass = PodClass(namespace: endpoint.namespace, labels: endpoint.labels)
    if let known = isolations[podClass] { return known }
    let isolation = network.isolation(of: endpoint)
    isolations[podClass] = isolation
    return isolation
  }

  private func state(of endpoint: PodEndpoint, _ isolation: Isolation) -> (ExposureState, String) {
    if endpoint.hostNetwork { return (.exempt, "its pods are on the host's network, where no policy applies") }
    if endpoint.isFinished { return (.exempt, "its pods have finished") }
    let engine = engine.engine(ofNode: endpoint.nodeName)
    if let reason = engine.ruledOutReason { return (.exempt, reason) }
    if isolation.egressIsolated, !isolation.egressAllowsEverything {
      return (.egressPolicy, "egress-isolated by \(names(isolation.egressPolicies))")
    }
    if isolation.ingressIsolated, !isolation.ingressAllowsEverything {
      return (.ingressPolicy, "ingress-isolated by \(names(isolation.ingressPolicies))")
    }
    let reason =
      isolation.selectedBy.isEmpty
      ? "no policy selects it, but every local pod has a firewall chain"
      : "what isolates it also allows everything, but every local pod has a firewall chain"
    return (.defaultChain, reason)
  }

  private func names(_ policies: [NamespacedName]) -> String {
    policies.prefix(3).map(\.description).joined(separator: ", ")
      + (policies.count > 3 ? " and \(policies.count - 3) more" : "")
  }
}
