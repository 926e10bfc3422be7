import KubeCore
import Support

extension LifecycleDriver {
  func advancePod(_ key: ObjectKey, _ step: PodLifecycle.Step) async throws {
    guard let pod = await cluster.object(Pod.resource, namespace: key.namespace, name: key.name), !pod.isBeingDeleted,
      !pod.isFinishedPod
    else { return }
    var life = PodLifecycle(pod, at: now)
    switch step {
    case .scheduled: life.schedule(on: names.node(of: await nodeNames()))
    case .admitted: life.admit(hostIP: await hostIP(of: pod))
    case .sandboxReady: life.readySandbox()
    case .running:
      let isOnHost = pod.at("spec", "hostNetwork") == true
      life.run(podIP: isOnHost ? pod.at("status", "hostIP")?.stringValue ?? "" : names.podIP())
    case .exited: life.exit(code: annotation(DriverOptions.exitCodeAnnotation, of: pod) ?? 0)
    case .finished: life.finish()
    }
    try await cluster.replace(Pod.resource, life.pod)
    noteJob(of: pod)
    if let (next, wait) = follower(of: step, pod) {
      agenda.add(.pod(key, next), at: now.advanced(byMilliseconds: wait))
    }
  }

  /// The step after this one, and how long until then; `nil` where the pod stays as it is.
  private func follower(of step: PodLifecycle.Step, _ pod: Tree) -> (PodLifecycle.Step, Int64)? {
    let steps = options.steps
    switch step {
    case .scheduled: return (.admitted, max(0, steps.admitted - steps.scheduled))
    case .admitted: return (.sandboxReady, max(0, steps.sandboxReady - steps.admitted))
    case .sandboxReady: return (.running, max(0, steps.running - steps.sandboxReady))
    case .running:
      let isEndless = pod.at("spec", "restartPolicy")?.stringValue ?? "Always" == "Always"
      let seconds = annotation(DriverOptions.runSecondsAnnotation, of: pod)
      let milliseconds = seconds.map { max(0, min($0, 1_000_000)) * 1000 } ?? options.runMilliseconds
      return isEndless ? nil : (.exited, milliseconds)
    case .exited: return (.finished, options.finishMilliseconds)
    case .finished: return nil
    }
  }

  /// A change of a pod has its Job looked at, once for all changes of the next second.
  private func noteJob(of pod: Tree) {
    let owners = pod.at("metadata", "ownerReferences")?.elements ?? []
    guard let name = owners.first(where: { $0["kind"] == "Job" })?["name"]?.stringValue else { return }
    let key = ObjectKey(kind: "Job", namespace: pod.objectNamespace, name: name)
    agenda.add(.job(key), at: now.advanced(byMilliseconds: options.jobBatchMilliseconds))
  }

  /// Deletes a pod of a Job that is gone: it has ended, so there is no grace period.
  func removePod(_ pod: Tree) async throws {
    var pod = DriverObjects.untracked(pod)
    pod.set("metadata", "deletionTimestamp", to: now.text)
    pod.set("metadata", "deletionGracePeriodSeconds", to: 0)
    pod.set("metadata", "generation", to: .integer((pod.at("metadata", "generation")?.integerValue ?? 1) + 1))
    try await cluster.replace(Pod.resource, pod)
    try await cluster.remove(Pod.resource, pod)
  }

  /// Ends a pod that is being deleted: its containers exit, the kubelet says so and lets it go.
  func killPod(_ key: ObjectKey) async throws {
    guard var pod = await cluster.object(Pod.resource, namespace: key.namespace, name: key.name), pod.isBeingDeleted
    else { return }
    if !pod.isFinishedPod {
      var life = PodLifecycle(pod, at: now)
      life.exit(code: 137)
      life.finish()
      pod = life.pod
      try await cluster.replace(Pod.resource, pod)
    }
    pod.set("metadata", "deletionGracePeriodSeconds", to: 0)
    try await cluster.remove(Pod.resource, DriverObjects.untracked(pod))
    noteJob(of: pod)
  }

  private func annotation(_ name: String, of pod: Tree) -> Int64? {
    pod.at("metadata", "annotations", name)?.stringValue.flatMap { Int64($0) }
  }

  private func nodeNames() async -> [String] {
    options.nodes.isEmpty ? await cluster.objects(Node.resource).map(\.objectName) : options.nodes
  }

  /// The node's own address, else one made of its place.
  private func hostIP(of pod: Tree) async -> String {
    let name = pod.at("spec", "nodeName")?.stringValue ?? ""
    let node = await cluster.object(Node.resource, namespace: "", name: name)
    let addresses = node?.at("status", "addresses")?.elements ?? []
    return addresses.first { $0["type"] == "InternalIP" }?["address"]?.stringValue ?? "192.168.99.1"
  }
}
