package import KubeCore

/// The world, frozen: API-defaulted objects by kind, each kind sorted by namespace and name.
///
/// A patch is proven by evaluating a changed copy. Two snapshots of the same objects are equal, whatever order they
/// came in.
package struct Snapshot: Hashable, Sendable {
  package var pods: [Pod] = []
  package var namespaces: [Namespace] = []
  package var nodes: [Node] = []
  package var services: [Service] = []
  package var policies: [NetworkPolicy] = []
  package var cronJobs: [CronJob] = []
  package var jobs: [Job] = []
  package var replicaSets: [ReplicaSet] = []
  package var deployments: [Deployment] = []
  package var statefulSets: [StatefulSet] = []
  package var daemonSets: [DaemonSet] = []
  package var endpointSlices: [EndpointSlice] = []

  /// Sorts objects into their kinds. Of two with the same kind, namespace and name the last one given stays.
  package init(objects: [KubeObject]) {
    let ordered = objects.enumerated().sorted { left, right in
      let (first, second) = (left.element.key, right.element.key)
      return first != second ? first < second : left.offset < right.offset
    }
    for (index, entry) in ordered.enumerated() {
      let isReplaced = index + 1 < ordered.count && ordered[index + 1].element.key == entry.element.key
      if !isReplaced { append(entry.element) }
    }
  }

  private mutating func append(_ object: KubeObject) {
    switch object {
    case .pod(let object): pods.append(object)
    case .namespace(let object): namespaces.append(object)
    case .node(let object): nodes.append(object)
    case .service(let object): services.append(object)
    case .networkPolicy(let object): policies.append(object)
    case .cronJob(let object): cronJobs.append(object)
    case .job(let object): jobs.append(object)
    case .replicaSet(let object): replicaSets.append(object)
    case .deployment(let object): deployments.append(object)
    case .statefulSet(let object): statefulSets.append(object)
    case .daemonSet(let object): daemonSets.append(object)
    case .endpointSlice(let object): endpointSlices.append(object)
    }
  }

  /// Key and annotations of every object, for exceptions.
  package var annotatedObjects: [(key: ObjectKey, annotations: Labels)] {
    var found: [(key: ObjectKey, annotations: Labels)] = []
    func collect<Objects: Sequence>(_ objects: Objects, _ kind: ObjectKind, _ metadata: (Objects.Element) -> ObjectMeta)
    {
      for object in objects {
        let metadata = metadata(object)
        if !metadata.annotations.isEmpty { found.append((ObjectKey(kind, metadata), metadata.annotations)) }
      }
    }
    collect(pods, .pod, \.metadata)
    collect(namespaces, .namespace, \.metadata)
    collect(nodes, .node, \.metadata)
    collect(services, .service, \.metadata)
    collect(policies, .networkPolicy, \.metadata)
    collect(cronJobs, .cronJob, \.metadata)
    collect(jobs, .job, \.metadata)
    collect(replicaSets, .replicaSet, \.metadata)
    collect(deployments, .deployment, \.metadata)
    collect(statefulSets, .statefulSet, \.metadata)
    collect(daemonSets, .daemonSet, \.metadata)
    collect(endpointSlices, .endpointSlice, \.metadata)
    return found
  }
}
