import KubeCore

/// Who delivers the objects of a snapshot that patches change: read from the objects when a patch asks.
struct Ownership {
  private struct Name: Hashable {
    var kind: ObjectKind
    var name: String
  }

  /// The objects that a patch may change.
  private let byName: [Name: [ObjectMeta]]

  init(_ snapshot: Snapshot) {
    var byName: [Name: [ObjectMeta]] = [:]
    func note<Objects: Sequence>(_ objects: Objects, _ kind: ObjectKind, _ metadata: (Objects.Element) -> ObjectMeta) {
      for object in objects {
        let metadata = metadata(object)
        byName[Name(kind: kind, name: metadata.name), default: []].append(metadata)
      }
    }
    note(snapshot.deployments, .deployment, \.metadata)
    note(snapshot.statefulSets, .statefulSet, \.metadata)
    note(snapshot.daemonSets, .daemonSet, \.metadata)
    note(snapshot.cronJobs, .cronJob, \.metadata)
    note(snapshot.policies, .networkPolicy, \.metadata)
    note(snapshot.services, .service, \.metadata)
    self.byName = byName
  }

  /// The patches with who delivers what they change; what they make goes with `workload`.
  func noting(_ patches: [SuggestedPatch], for workload: ObjectKey?) -> [SuggestedPatch] {
    patches.map { patch in
      var patch = patch
      patch.managed = patch.changes.compactMap { change in
        if case .create = change.action {
          return workload.flatMap { managed($0) }.map { ManagedObject(change.target.key, $0.managedBy, isNew: true) }
        }
        return managed(change.target.key)
      }
      return patch
    }
  }

  private func managed(_ key: ObjectKey) -> ManagedObject? {
    guard let kind = ObjectKind(rawValue: key.kind) else { return nil }
    let named = byName[Name(kind: kind, name: key.name)] ?? []
    guard let metadata = named.first(where: { $0.namespace == key.namespace }),
      let managedBy = ManagedBy(metadata, kind: kind)
    else { return nil }
    let sharesName = named.contains { other in
      guard other.namespace != key.namespace, let another = ManagedBy(other, kind: kind) else { return false }
      return another.source == managedBy.source && another.namespace == managedBy.namespace
        && another.name == managedBy.name
    }
    let valuesID = kind == .networkPolicy ? nil : AppTemplate.controller(metadata.labels)
    return ManagedObject(key, managedBy, valuesID: valuesID, sharesName: sharesName)
  }
}
