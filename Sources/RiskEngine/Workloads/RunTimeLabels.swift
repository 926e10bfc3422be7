import KubeCore
import NetworkSemantics

/// Labels that controllers add to pods as they make them, which no template shows.
enum RunTimeLabels {
  /// Deployment, StatefulSet, DaemonSet and Job controllers: kubernetes pkg/controller and staging/src/k8s.io/api,
  /// apps/v1 and batch/v1 types.go.
  static let keys: Set<String> = [
    "pod-template-hash", "controller-revision-hash", "pod-template-generation", "statefulset.kubernetes.io/pod-name",
    "apps.kubernetes.io/pod-index", "controller-uid", "job-name", "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-name", "batch.kubernetes.io/job-completion-index",
  ]

  /// Whether a pod of a template with these labels may match once it is made.
  static func couldMeet(_ selector: SelectorMatcher, _ labels: Labels) -> Bool {
    guard !selector.matchesNothing else { return false }
    return selector.requirements.allSatisfy { keys.contains($0.key) || $0.matches(labels[$0.key]) }
  }
}

extension Workload {
  /// The labels of its pods that stay with every rollout and every job.
  var lastingLabels: Labels {
    var labels = podLabels
    for key in RunTimeLabels.keys { labels[key] = nil }
    return labels
  }
}
