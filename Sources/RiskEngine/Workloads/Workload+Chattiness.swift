import KubeCore

extension Workload {
  /// Why it counts as chatty, by what was said of it, by annotation or by the catalogue; `nil` where it does not.
  ///
  /// The catalogue knows long-running workloads: a job that shares a label with one is not it.
  package func chattyReason(_ catalogue: Catalogue, _ profile: WorkloadProfile?) -> String? {
    switch profile {
    case .chatty: return "its NetRisk says so (spec.profile)"
    case .quiet: return nil
    case nil: break
    }
    var template = template ?? PodTemplateSpec()
    if self.template == nil {
      template.metadata.labels = podLabels
      template.metadata.annotations = podAnnotations
      template.spec = podSpec ?? PodSpec()
    }
    let match = isShortLived ? nil : catalogue.match(template: template, workloadName: key.name)
    let chattiness = catalogue.chattiness(
      workloadAnnotations: annotations, templateAnnotations: template.metadata.annotations, match: match)
    return chattiness.isChatty ? chattiness.reason ?? "" : nil
  }
}
