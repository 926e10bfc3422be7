package import KubeCore

/// The top controller of pods, with the pods that it has and the template that it makes them from.
package struct Workload: Hashable, Sendable {
  /// Kind, namespace and name of the controller; a bare pod is its own.
  package var key: ObjectKey
  package var apiVersion: String
  /// The pod template; `nil` for a bare pod, and where the controller itself was not given.
  package var template: PodTemplateSpec?
  /// All of its pods that were given, in order of name, finished ones too.
  package var pods: [Pod]
  /// How many pods the controller wants at once: `replicas`, `parallelism`; `nil` for a DaemonSet or where unknown.
  package var replicas: Int?
  /// Whether it will make no more pods: a Job that is complete or has failed.
  package var isFinished = false
  package var labels: Labels
  package var annotations: Labels

  package init(key: ObjectKey, apiVersion: String, metadata: ObjectMeta = ObjectMeta()) {
    self.key = key
    self.apiVersion = apiVersion
    pods = []
    labels = metadata.labels
    annotations = metadata.annotations
  }

  /// The pods that have not finished.
  package var activePods: [Pod] {
    pods.filter { $0.status.phase != "Succeeded" && $0.status.phase != "Failed" }
  }

  /// What the pods look like: the template's spec, else that of a pod.
  package var podSpec: PodSpec? { template?.spec ?? pods.last?.spec }

  /// The labels that the controller gives its pods, else those of a pod. Labels that controllers add at run time
  /// (`pod-template-hash`, `batch.kubernetes.io/job-name`, …) are on pods only: a policy that selects by them selects
  /// nothing as long as only the template is known.
  package var podLabels: Labels { template?.metadata.labels ?? pods.last?.metadata.labels ?? [:] }

  /// The annotations of the template, else those of a pod.
  package var podAnnotations: Labels { template?.metadata.annotations ?? pods.last?.metadata.annotations ?? [:] }

  /// Whether its pods come and go by design: CronJobs and Jobs.
  package var isShortLived: Bool { key.kind == ObjectKind.cronJob.rawValue || key.kind == ObjectKind.job.rawValue }
}
