package import KubeCore

/// The top controller of a pod, or the pod itself where nothing controls it.
package struct RootOwner: Hashable, Sendable {
  package var key: ObjectKey
  /// As it stands in `ownerReferences`; empty where that leaves it out.
  package var apiVersion: String

  package init(key: ObjectKey, apiVersion: String) {
    self.key = key
    self.apiVersion = apiVersion
  }
}

/// Finds the root owner of a pod: Pod → Job → CronJob, Pod → ReplicaSet → Deployment, or the one owner there is.
///
/// Only Jobs and ReplicaSets stand between a pod and its root, so only they are kept: their controller, by uid and by
/// name, also for a while after they are gone, since pods outlive them. An owner of an unknown kind is the root as it
/// stands in `ownerReferences`; a mirror pod, whose controller is its Node, is a bare pod.
package struct RootOwners: Hashable, Sendable {
  private struct Link: Hashable, Sendable {
    var key: ObjectKey
    var uid: String
    var controller: OwnerReference?
  }

  /// How many Jobs and ReplicaSets are remembered after their deletion.
  package let maxDeleted: Int

  private var byUID: [String: Link] = [:]
  private var byName: [ObjectKey: Link] = [:]
  /// Deleted ones, oldest first from `firstDeleted` on; what lies before is gone.
  private var deleted: [Link] = []
  private var firstDeleted = 0

  package init(maxDeleted: Int = 4096) { self.maxDeleted = max(maxDeleted, 0) }

  /// How many Jobs and ReplicaSets are known, deleted ones included.
  package var count: Int { byName.count }

  /// Takes note of a Job or ReplicaSet and its controller; other kinds are passed over.
  package mutating func observe(_ kind: ObjectKind, _ metadata: ObjectMeta) {
    guard kind == .job || kind == .replicaSet else { return }
    let link = Link(
      key: ObjectKey(kind, metadata), uid: metadata.uid, controller: metadata.controllerReference)
    byName[link.key] = link
    if !link.uid.isEmpty { byUID[link.uid] = link }
  }

  /// Keeps a deleted Job or ReplicaSet until ``maxDeleted`` younger ones are gone too.
  package mutating func markDeleted(_ key: ObjectKey, uid: String) {
    guard let link = byUID[uid] ?? byName[key], link.key == key else { return }
    deleted.append(link)
    guard deleted.count - firstDeleted > maxDeleted else { return }
    drop(deleted[firstDeleted])
    firstDeleted += 1
    if firstDeleted > deleted.count / 2 {
      deleted.removeFirst(firstDeleted)
      firstDeleted = 0
    }
  }

  private mutating func drop(_ link: Link) {
    byUID[link.uid] = nil
    if byName[link.key]?.uid == link.uid { byName[link.key] = nil }
  }

  /// The root owner of a pod.
  package func root(of pod: ObjectMeta) -> RootOwner {
    root(of: ObjectKey(.pod, pod), labels: pod.labels, controller: pod.controllerReference)
  }

  /// The root owner of the pod of that name with those labels and that controller.
  ///
  /// A ReplicaSet that is not known is taken for a Deployment's: the Deployment controller names it
  /// `<deployment>-<pod-template-hash>`. A Job that is not known is the root itself.
  package func root(of pod: ObjectKey, labels: Labels, controller: OwnerReference?) -> RootOwner {
    guard let reference = controller, !(reference.kind == "Node" && reference.apiVersion == "v1") else {
      return RootOwner(key: pod, apiVersion: ObjectKind.pod.apiVersion)
    }
    let owner = RootOwner(reference, namespace: pod.namespace)
    guard let kind = Self.intermediateKind(reference) else { return owner }
    if let link = link(reference, owner.key) {
      return link.controller.map { RootOwner($0, namespace: pod.namespace) } ?? owner
    }
    guard kind == .replicaSet, let hash = labels["pod-template-hash"], !hash.isEmpty,
      owner.key.name.utf8.count > hash.utf8.count + 1, owner.key.name.hasSuffix("-" + hash)
    else { return owner }
    let name = String(owner.key.name.dropLast(hash.count + 1))
    return RootOwner(
      key: ObjectKey(kind: ObjectKind.deployment.rawValue, namespace: pod.namespace, name: name),
      apiVersion: ObjectKind.deployment.apiVersion)
  }

  /// By uid; by kind and name where the uid is empty or unknown, as in manifests.
  private func link(_ reference: OwnerReference, _ key: ObjectKey) -> Link? {
    byUID[reference.uid] ?? byName[key]
  }

  /// The kinds of other groups that share a name, such as Volcano's Job, are roots.
  private static func intermediateKind(_ reference: OwnerReference) -> ObjectKind? {
    guard let kind = ObjectKind(rawValue: reference.kind), kind == .job || kind == .replicaSet else { return nil }
    let group = reference.apiVersion.prefix { $0 != "/" }
    return group.isEmpty || group == kind.apiVersion.prefix { $0 != "/" } ? kind : nil
  }
}

extension RootOwner {
  fileprivate init(_ reference: OwnerReference, namespace: String) {
    self.init(
      key: ObjectKey(kind: reference.kind, namespace: namespace, name: reference.name),
      apiVersion: reference.apiVersion)
  }
}
