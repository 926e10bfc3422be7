package import KubeCore

/// Something that would help and that no patch of an object can do: on the nodes, in the cluster's set-up, in an
/// application.
package struct Advisory: Hashable, Sendable {
  package enum AdvisoryType: String, CaseIterable, Hashable, Sendable {
    case kernelUpgrade = "KernelUpgrade"
    case stopSSDP = "StopSSDP"
    case engineMigration = "EngineMigration"
    case hostGatewayBackend = "HostGatewayBackend"
    case applicationRetries = "ApplicationRetries"
  }

  package var type: AdvisoryType
  /// What it is about, in order; never empty.
  package var objects: [ObjectKey]
  /// Why, one or two sentences with objects and numbers.
  package var reason: String
  /// What to do, one or two sentences.
  package var action: String
  /// How sure it is that this helps.
  package var confidence: SuggestedPatch.Confidence
  package var evidence: [Evidence]

  package init(
    _ type: AdvisoryType, about objects: [ObjectKey], reason: String, action: String,
    confidence: SuggestedPatch.Confidence, evidence: [Evidence]
  ) {
    self.type = type
    self.objects = objects
    self.reason = reason
    self.action = action
    self.confidence = confidence
    self.evidence = evidence
  }
}
