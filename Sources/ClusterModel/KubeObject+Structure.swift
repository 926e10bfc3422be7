import KubeCore

extension KubeObject {
  /// The part of an object that an evaluation depends on, in a form that compares equal while it says the same: without
  /// versions, and without states that come and go (a workload's status, a run's times).
  ///
  /// `nil` for objects that no evaluation looks at: EndpointSlices, and Jobs and ReplicaSets that belong to a controller.
  var structure: KubeObject? {
    switch self {
    case .pod(var pod):
      pod.metadata = pod.metadata.structure
      return .pod(pod)
    case .namespace(var object):
      object.metadata = object.metadata.structure
      return .namespace(object)
    case .node(var object):
      object.metadata = object.metadata.structure
      return .node(object)
    case .service(var object):
      object.metadata = object.metadata.structure
      return .service(object)
    case .networkPolicy(var object):
      object.metadata = object.metadata.structure
      return .networkPolicy(object)
    case .cronJob(var object):
      object.metadata = object.metadata.structure
      object.status = CronJobStatus()
      return .cronJob(object)
    case .job(var object):
      guard object.metadata.controllerReference == nil else { return nil }
      let isFinished = object.status.isFinished
      object.metadata = object.metadata.structure
      object.metadata.generation = isFinished ? 1 : 0
      object.status = JobStatus()
      return .job(object)
    case .replicaSet(var object):
      guard object.metadata.controllerReference == nil else { return nil }
      object.metadata = object.metadata.structure
      return .replicaSet(object)
    case .deployment(var object):
      object.metadata = object.metadata.structure
      return .deployment(object)
    case .statefulSet(var object):
      object.metadata = object.metadata.structure
      return .statefulSet(object)
    case .daemonSet(var object):
      object.metadata = object.metadata.structure
      return .daemonSet(object)
    case .endpointSlice: return nil
    }
  }
}

extension ObjectMeta {
  /// Without what every write moves.
  fileprivate var structure: ObjectMeta {
    var copy = self
    copy.resourceVersion = ""
    copy.generation = 0
    copy.managedFields = []
    return copy
  }
}
