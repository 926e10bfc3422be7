package import KubeCore

/// What one workload is exposed to.
package struct WorkloadReport: Hashable, Sendable {
  package var key: ObjectKey
  /// Why it counts as chatty, in words; `nil` where it does not.
  package var chattyReason: String?
  package var risk: Risk
  package var exposure: ExposureReport
  package var suggestedPatches: [SuggestedPatch]

  package init(
    key: ObjectKey, chattyReason: String?, risk: Risk, exposure: ExposureReport,
    suggestedPatches: [SuggestedPatch] = []
  ) {
    self.key = key
    self.chattyReason = chattyReason
    self.risk = risk
    self.exposure = exposure
    self.suggestedPatches = suggestedPatches
  }

  package var isChatty: Bool { chattyReason != nil }
}

/// How a workload's pods depend on the engine, the most exposed pod counting.
package struct ExposureReport: Hashable, Sendable {
  package var state: ExposureState
  /// The policies that select it, `namespace/name`, sorted.
  package var selectedBy: [String]
  package var ingressIsolated: Bool
  package var egressIsolated: Bool
  /// Why the state is what it is.
  package var reason: String
  /// Whether templates stand for pods that were not given.
  package var isFromTemplate: Bool

  package init(
    state: ExposureState, selectedBy: [String], ingressIsolated: Bool, egressIsolated: Bool, reason: String,
    isFromTemplate: Bool
  ) {
    self.state = state
    self.selectedBy = selectedBy
    self.ingressIsolated = ingressIsolated
    self.egressIsolated = egressIsolated
    self.reason = reason
    self.isFromTemplate = isFromTemplate
  }
}
