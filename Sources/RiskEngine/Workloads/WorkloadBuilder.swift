import KubeCore

/// Joins pods with their controllers, up to the top one.
///
/// An owner is found by uid; where the reference has none, or none of the given objects has it, by kind and name in the
/// namespace: manifests in Git carry no uids. An owner that was not given stands as ``RootOwners`` finds it.
package struct WorkloadBuilder {
  private var workloads: [ObjectKey: Workload] = [:]
  private var owners = RootOwners()

  /// The workloads of a snapshot, in order of kind, namespace and name.
  package static func workloads(of snapshot: Snapshot) -> [Workload] {
    var builder = WorkloadBuilder()
    builder.add(controllersOf: snapshot)
    for pod in snapshot.pods { builder.add(pod) }
    return builder.workloads.values.sorted { $0.key < $1.key }
  }

  private mutating func add(controllersOf snapshot: Snapshot) {
    for object in snapshot.deployments {
      add(.deployment, object.metadata, object.spec.template, Int(object.spec.replicas ?? 1))
    }
    for object in snapshot.statefulSets {
      add(.statefulSet, object.metadata, object.spec.template, Int(object.spec.replicas ?? 1))
    }
    for object in snapshot.daemonSets { add(.daemonSet, object.metadata, object.spec.template, nil) }
    for object in snapshot.cronJobs {
      let job = object.spec.jobTemplate.spec
      add(.cronJob, object.metadata, job.template, Int(job.parallelism ?? 1))
    }
    for object in snapshot.jobs {
      owners.observe(.job, object.metadata)
      // A Job of a CronJob and a ReplicaSet of a Deployment pass their pods on: they are no top.
      guard object.metadata.controllerReference == nil else { continue }
      let parallelism = object.spec.suspend == true ? 0 : Int(object.spec.parallelism ?? 1)
      add(.job, object.metadata, object.spec.template, parallelism)
      workloads[ObjectKey(.job, object.metadata)]?.isFinished = object.status.isFinished
    }
    for object in snapshot.replicaSets {
      owners.observe(.replicaSet, object.metadata)
      guard object.metadata.controllerReference == nil else { continue }
      add(.replicaSet, object.metadata, object.spec.template, Int(object.spec.replicas ?? 1))
    }
  }

  private mutating func add(_ kind: ObjectKind, _ metadata: ObjectMeta, _ template: PodTemplateSpec, _ replicas: Int?) {
    let key = ObjectKey(kind, metadata)
    var workload = Workload(key: key, apiVersion: kind.apiVersion, metadata: metadata)
    workload.template = template
    workload.replicas = replicas
    workloads[key] = workload
  }

  private mutating func add(_ pod: Pod) {
    let root = owners.root(of: pod.metadata)
    let isBare = root.key == ObjectKey(.pod, pod.metadata)
    let metadata = isBare ? pod.metadata : ObjectMeta()
    workloads[root.key, default: Workload(key: root.key, apiVersion: root.apiVersion, metadata: metadata)]
      .pods.append(pod)
  }
}
