import KubeCore

extension Workload {
  /// Why it counts as chatty, by annotation or by the catalogue; `nil` where it does not.
  ///
  /// The catalogue knows long-running workloads: a job that shares a label with one is not it.
  package var chattyReason: String? {
    var template = template ?? PodTemplateSpec()
    if self.template == nil {
      template.metadata.labels = podLabels
      template.metadata.annotations = podAnnotations
      template.spec = podSpec ?? PodSpec()
    }
    let match = isShortLived ? nil : Catalogue.standard.match(template: template, workloadName: key.name)
    let chattiness = Catalogue.standard.chattiness(
      workloadAnnotations: annotations, templateAnnotations: template.metadata.annotations, match: match)
    return chattiness.isChatty ? chattiness.reason ?? "" : nil
  }
}
