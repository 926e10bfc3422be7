import KubeClient
import KubeCore
import NetRiskAPI

extension InputGap {
  /// What is not known while a kind cannot be read; `nil` for kinds that nothing else depends on.
  init?(_ status: FeedStatus) {
    guard let error = status.gap, let consequence = Self.consequences[status.resource.kind] else { return nil }
    let resource = status.resource
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
