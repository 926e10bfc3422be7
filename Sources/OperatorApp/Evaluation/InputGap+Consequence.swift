package import KubeClient
package import KubeCore
package import NetRiskAPI

extension InputGap {
  init?(_ status: FeedStatus) {
    guard let error = status.gap else { return nil }
    self.init(status.resource, error)
  }

  /// What is not known where the server refuses a kind; `nil` for kinds that nothing else depends on.
  package init?(_ resource: APIResource, _ error: KubeError) {
    guard let consequence = Self.consequences[resource.kind] else { return nil }
    self.init(
      resource: resource.group.isEmpty ? resource.plural : "\(resource.plural).\(resource.group)",
      reason: error.isForbidden ? "Forbidden" : error.reason ?? "NotFound", consequence: consequence)
  }

  /// By kind: what the analysis does without it.
  private static let consequences: [String: String] = [
    "Pod": "pods are taken to look like their templates, and their churn is not counted",
    "NetworkPolicy": "no isolation is known, and no policy findings",
    "CronJob": "no churn is forecast, and no findings about CronJobs",
    "Namespace": "policies that select namespaces by label, and Pod Security levels, are not judged",
    "Node": "the engine is not known from nodes, and levels are at most Medium",
    "Job": "pods of Jobs are charged to the Job, not to its CronJob",
    "ReplicaSet": "bare ReplicaSets are not analysed",
    "Deployment": "Deployments are known by their pods only",
    "StatefulSet": "StatefulSets are known by their pods only",
    "DaemonSet": "engines that run as DaemonSets are known by their pods only",
    "EndpointSlice": "EndpointSlice updates are not counted", "Service": "Services are not looked at",
  ]
}
