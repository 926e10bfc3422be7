package import KubeCore

/// The workloads that are recognised, as data.
///
/// Image first, then the labels `app.kubernetes.io/name`, `app` and `k8s-app`, then the workload's name: no label alone
/// can hide what an image tells.
package struct Catalogue: Sendable {
  package let entries: [CatalogueEntry]
  private let byImage: [String: Int]
  private let byHint: [String: Int]

  /// The catalogue that NetRisk ships.
  package static let standard = Catalogue(
    CatalogueEntry.homeAutomation + CatalogueEntry.messaging + CatalogueEntry.media + CatalogueEntry.network
      + CatalogueEntry.databases + CatalogueEntry.infrastructure)

  package init(_ entries: [CatalogueEntry]) {
    self.entries = entries
    var (byImage, byHint): ([String: Int], [String: Int]) = ([:], [:])
    for (index, entry) in entries.enumerated() {
      for image in entry.images { byImage[image] = index }
      for hint in entry.hints { byHint[hint] = index }
    }
    self.byImage = byImage
    self.byHint = byHint
  }

  /// The entry for a pod template; of several containers a chatty one decides.
  package func match(template: PodTemplateSpec, workloadName: String) -> CatalogueMatch? {
    match(spec: template.spec, labels: template.metadata.labels, workloadName: workloadName)
  }

  /// The same for a pod's spec and labels.
  package func match(spec: PodSpec, labels: Labels, workloadName: String) -> CatalogueMatch? {
    let containers = spec.containers + spec.initContainers.filter { $0.restartPolicy == "Always" }
    let byImage = containers.compactMap { match($0, workloadName: workloadName) }
    if let found = byImage.first(where: \.entry.isChatty) ?? byImage.first { return found }
    for key in ["app.kubernetes.io/name", "app", "k8s-app"] {
      if let value = labels[key], let entry = entry(hint: value) {
        return CatalogueMatch(entry: entry, evidence: "label \(key)=\(value)")
      }
    }
    return entry(hint: workloadName).map { CatalogueMatch(entry: $0, evidence: "name \(workloadName)") }
  }

  /// The entry of an image.
  package func entry(image: ImageReference) -> CatalogueEntry? {
    image.candidates.lazy.compactMap { byImage[$0] }.first.map { entries[$0] }
  }

  private func entry(hint: String) -> CatalogueEntry? { byHint[hint].map { entries[$0] } }

  private func match(_ container: Container, workloadName: String) -> CatalogueMatch? {
    guard let image = ImageReference(container.image), let entry = entry(image: image) else { return nil }
    if entry.name == CatalogueEntry.redis,
      let sign = Self.sentinelSign(container, workloadName: workloadName),
      let sentinel = entries.first(where: { $0.name == CatalogueEntry.redisSentinel })
    {
      return CatalogueMatch(entry: sentinel, evidence: "image \(image.name) with \(sign)")
    }
    return CatalogueMatch(entry: entry, evidence: "image \(image.name)")
  }

  /// What shows that an image of Redis runs as a Sentinel: they share one image.
  private static func sentinelSign(_ container: Container, workloadName: String) -> String? {
    let word = "sentinel"
    if container.name.contains(word) { return "container \(container.name)" }
    if let argument = (container.command + container.args).first(where: { $0.contains(word) }) {
      return "argument \(argument.shortened(to: 60))"
    }
    return workloadName.contains(word) ? "name \(workloadName)" : nil
  }
}
