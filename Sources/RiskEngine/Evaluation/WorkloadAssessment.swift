package import KubeCore
package import NetworkSemantics

/// One workload with its exposure and risk, before findings and patches.
package struct WorkloadAssessment: Sendable {
  package var workload: Workload
  package var endpoints: [PodEndpoint]
  /// Why it counts as chatty; `nil` where it does not.
  package var chattyReason: String?
  package var exposure: ExposureReport
  /// The policies that isolate its egress without a rule that allows everything, over all of its pods, sorted.
  package var egressPolicies: [NamespacedName]
  package var riskInput: RiskInput
  package var risk: Risk

  package var key: ObjectKey { workload.key }
}
