import KubeClient
import RiskEngine

/// Settings of an evaluation, which the operator's file and the command line's have alike.
extension ConfigReader {
  /// The thresholds that a member gives, the others as they are by themselves.
  mutating func thresholds(_ root: ConfigNode, _ name: String) -> EvaluationOptions.Thresholds {
    var thresholds = EvaluationOptions.Thresholds()
    guard let node = root.member(name), isObject(node) else { return thresholds }
    refuseOthers(node, ["frequentCronJobRunsPerHour", "programmingDelaySeconds", "peerChangesPerHour"])
    thresholds.frequentCronJobRunsPerHour =
      number(node, "frequentCronJobRunsPerHour") ?? thresholds.frequentCronJobRunsPerHour
    thresholds.programmingDelaySeconds = number(node, "programmingDelaySeconds") ?? thresholds.programmingDelaySeconds
    thresholds.peerChangesPerHour = number(node, "peerChangesPerHour") ?? thresholds.peerChangesPerHour
    return thresholds
  }

  /// Workloads to recognise, beside and over those of the catalogue.
  mutating func catalogueEntries(_ root: ConfigNode, _ name: String) -> [CatalogueEntry] {
    elements(root, name).compactMap { catalogueEntry($0) }
  }

  /// One workload to recognise; without traits one that is known to be quiet.
  private mutating func catalogueEntry(_ node: ConfigNode) -> CatalogueEntry? {
    guard isObject(node) else { return nil }
    refuseOthers(node, ["name", "images", "hints", "traits", "reason"])
    let name = required(node, "name")
    let reason = required(node, "reason")
    let images = elements(node, "images").compactMap { image($0) }
    let hints = texts(node, "hints")
    if node.member("images") == nil, node.member("hints") == nil {
      fail(node, "expected images or hints by which a workload is recognised")
    }
    let traits = elements(node, "traits").compactMap { choice($0, WorkloadTrait.allCases) }
    return CatalogueEntry(name, images: images, hints: hints, Set(traits), reason)
  }

  /// The repository of an image, which copies of it under other registries have in common.
  private mutating func image(_ node: ConfigNode) -> String? {
    guard let text = text(node) else { return nil }
    guard let image = ImageReference(text) else {
      fail(node, "expected an image such as ghcr.io/acme/sensor")
      return nil
    }
    return image.repository
  }
}
