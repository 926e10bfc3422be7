package import KubeCore

/// Whether a workload opens many new connections, and how that is known.
package struct Chattiness: Hashable, Sendable {
  /// Overrides the catalogue; on the workload, or else on its template.
  package static let annotation = "netrisk.dev/chatty"

  package var isChatty: Bool
  /// What tells, a few words: an annotation, or the entry of the catalogue with its evidence; `nil` where nothing does.
  package var reason: String?
}

extension Catalogue {
  /// Whether a workload is chatty, by annotation or by the catalogue. A value that is neither `true` nor `false` is
  /// ignored, and the reason says so.
  package func chattiness(
    workloadAnnotations: Labels, templateAnnotations: Labels, match: CatalogueMatch?
  ) -> Chattiness {
    var remarks: [String] = []
    for (annotations, place) in [(workloadAnnotations, "the workload"), (templateAnnotations, "its pod template")] {
      guard let value = annotations[Chattiness.annotation] else { continue }
      let shown = "annotation \(Chattiness.annotation)=\"\(value.shortened(to: 40))\" on \(place)"
      switch value {
      case "true", "false":
        let reason = ([shown] + remarks).joined(separator: "; ")
        return Chattiness(isChatty: value == "true", reason: reason)
      default: remarks.append("\(shown) is neither true nor false and is ignored")
      }
    }
    if let match {
      remarks.insert("\(match.evidence): \(match.entry.name) \(match.entry.reason)", at: 0)
    }
    return Chattiness(
      isChatty: match?.entry.isChatty ?? false, reason: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
  }

  /// The same from annotations, template and name of a workload.
  package func chattiness(
    workloadAnnotations: Labels, template: PodTemplateSpec, workloadName: String
  ) -> Chattiness {
    chattiness(
      workloadAnnotations: workloadAnnotations, templateAnnotations: template.metadata.annotations,
      match: match(template: template, workloadName: workloadName))
  }
}
