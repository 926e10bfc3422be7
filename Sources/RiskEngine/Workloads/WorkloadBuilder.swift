import KubeCore

/// Joins pods with their controllers, up to the top one.
///
/// An owner is found by uid; where the reference has none, or none of the given objects has it, by kind and name in the
/// namespace: manifests in Git carry no uids. An owner that was not given stands as the reference names it, but a
/// ReplicaSet that was not given is its Deployment: its name without `-<pod-template-hash>`.
package struct WorkloadBuilder {
  private var workloads: [ObjectKey: Workload] = [:]
  private var keysByUID: [String: ObjectKey] = [:]
  private var controllers: [ObjectKey: OwnerReference] = [:]

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
      add(.job, object.metadata, object.spec.template, Int(object.spec.parallelism ?? 1))
    }
    for object in snapshot.replicaSets {
      add(.replicaSet, object.metadata, object.spec.template, Int(object.spec.replicas ?? 1))
    }
    // Only tops stay: a Job of a CronJob and a ReplicaSet of a Deployment pass their pods on.
    for key in controllers.keys where workloads[key] != nil { workloads[key] = nil }
  }

  private mutating func add(_ kind: ObjectKind, _ metadata: ObjectMeta, _ template: PodTemplateSpec, _ replicas: Int?) {
    let key = ObjectKey(kind, metadata)
    if !metadata.uid.isEmpty { keysByUID[metadata.uid] = key }
    if let controller = metadata.controllerReference { controllers[key] = controller }
    var workload = Workload(key: key, apiVersion: kind.apiVersion, metadata: metadata)
    workload.template = template
    workload.replicas = replicas
    workloads[key] = workload
  }

  private mutating func add(_ pod: Pod) {
    let key = ObjectKey(.pod, pod.metadata)
    guard let top = top(of: pod) else {
      workloads[key] = Workload(key: key, apiVersion: ObjectKind.pod.apiVersion, metadata: pod.metadata)
      workloads[key]?.pods = [pod]
      return
    }
    workloads[top.key, default: Workload(key: top.key, apiVersion: top.apiVersion)].pods.append(pod)
  }

  /// The top controller of a pod; `nil` for a bare one. A static pod's owner is its Node: it is bare.
  private func top(of pod: Pod) -> (key: ObjectKey, apiVersion: String)? {
    guard let reference = pod.metadata.controllerReference, reference.kind != ObjectKind.node.rawValue else {
      return nil
    }
    let namespace = pod.metadata.namespace
    var current = resolve(reference, in: namespace)
    var apiVersion = reference.apiVersion
    // A chain has at most two steps; a reference that leads back to itself must not hold us.
    for _ in 0..<8 {
      guard let next = controllers[current] else { break }
      current = resolve(next, in: namespace)
      apiVersion = next.apiVersion
    }
    if current.kind == ObjectKind.replicaSet.rawValue, workloads[current] == nil,
      let deployment = Self.deployment(ofReplicaSet: current.name, hash: pod.metadata.labels["pod-template-hash"])
    {
      return (ObjectKey(kind: ObjectKind.deployment.rawValue, namespace: namespace, name: deployment), apiVersion)
    }
    return (current, apiVersion)
  }

  private func resolve(_ reference: OwnerReference, in namespace: String) -> ObjectKey {
    if !reference.uid.isEmpty, let known = keysByUID[reference.uid] { return known }
    return ObjectKey(kind: reference.kind, namespace: namespace, name: reference.name)
  }

  /// The Deployment's name in a ReplicaSet's: Deployments name theirs `<deployment>-<pod-template-hash>`.
  static func deployment(ofReplicaSet name: String, hash: String?) -> String? {
    guard let hash, !hash.isEmpty, name.hasSuffix("-" + hash), name.count > hash.count + 1 else { return nil }
    return String(name.dropLast(hash.count + 1))
  }
}
