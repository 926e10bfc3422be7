import KubeCore
package import NetworkSemantics

extension Workload {
  /// The pods as the network sees them: those that run, or the template for pods that are not there.
  ///
  /// Finished pods do not count as pods here: a CronJob between two runs, and a Deployment scaled to
  /// nothing, are still selected as their templates say. A Job that is done is not.
  package var endpoints: [PodEndpoint] {
    let active = activePods
    if !active.isEmpty { return active.map { PodEndpoint($0) } }
    if let template, !isFinished { return [PodEndpoint(template: template, of: key)] }
    return pods.map { PodEndpoint($0) }
  }

  /// Whether ``endpoints`` come from the template.
  package var isFromTemplate: Bool { activePods.isEmpty && template != nil && !isFinished }
}
