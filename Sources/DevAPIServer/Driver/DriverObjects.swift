import KubeCore
import Support

/// The objects that the controllers make, from those that they are made of.
enum DriverObjects {
  private static let jobTracking: Tree = "batch.kubernetes.io/job-tracking"

  /// The Job of one run. Source: pkg/controller/cronjob/utils.go, `getJobFromTemplate2`; the labels and the selector are
  /// what the API server adds (pkg/registry/batch/job/strategy.go, `generateSelector`).
  static func job(of cronJob: Tree, scheduled: Timestamp, uid: String) -> Tree {
    let template = cronJob.at("spec", "jobTemplate") ?? [:]
    let name = "\(cronJob.objectName)-\(scheduled.seconds / 60)"
    let own: [(String, String)] = [
      ("batch.kubernetes.io/controller-uid", uid), ("batch.kubernetes.io/job-name", name), ("controller-uid", uid),
      ("job-name", name),
    ]
    var spec = template["spec"] ?? [:]
    spec["selector"] = ["matchLabels": ["batch.kubernetes.io/controller-uid": .string(uid)]]
    spec.set("template", "metadata", "labels", to: labels(spec.at("template", "metadata", "labels"), adding: own))
    var annotations = template.at("metadata", "annotations") ?? [:]
    annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] = scheduled.text
    return [
      "apiVersion": "batch/v1", "kind": "Job",
      "metadata": [
        "name": .string(name), "namespace": .string(cronJob.objectNamespace), "uid": .string(uid),
        "generation": 1, "labels": labels(template.at("metadata", "labels"), adding: own), "annotations": annotations,
        "ownerReferences": [cronJob.ownerReference(apiVersion: "batch/v1", kind: "CronJob")],
      ],
      "spec": spec, "status": [:],
    ]
  }

  /// A pod of a Job. Source: pkg/controller/controller_utils.go, `GetPodFromTemplate`.
  static func pod(of job: Tree, suffix: String, uid: String) -> Tree {
    let template = job.at("spec", "template") ?? [:]
    var metadata: Tree = [
      "name": .string("\(job.objectName)-\(suffix)"), "generateName": .string("\(job.objectName)-"),
      "namespace": .string(job.objectNamespace), "uid": .string(uid), "generation": 1,
    ]
    metadata["labels"] = template.at("metadata", "labels")
    metadata["annotations"] = template.at("metadata", "annotations")
    metadata["ownerReferences"] = [job.ownerReference(apiVersion: "batch/v1", kind: "Job")]
    metadata["finalizers"] = [jobTracking]
    return [
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"] ?? [:],
      "status": ["phase": "Pending", "qosClass": "BestEffort"],
    ]
  }

  static func isTracked(_ pod: Tree) -> Bool {
    (pod.at("metadata", "finalizers")?.elements ?? []).contains(jobTracking)
  }

  /// The pod without the finalizer by which the Job controller counts it.
  static func untracked(_ pod: Tree) -> Tree {
    var pod = pod
    let left = (pod.at("metadata", "finalizers")?.elements ?? []).filter { $0 != jobTracking }
    pod.set("metadata", "finalizers", to: left.isEmpty ? nil : .array(left))
    return pod
  }

  private static func labels(_ given: Tree?, adding own: [(String, String)]) -> Tree {
    var labels = given ?? [:]
    for (name, value) in own { labels[name] = .string(value) }
    return labels
  }
}
