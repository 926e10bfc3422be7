package import KubeCore
package import NetworkSemantics
package import RiskEngine
package import Support

/// What the operator keeps of a cluster between events, beside the objects themselves: who is selected by whom, what
/// was churn, and whether anything that an evaluation depends on has changed.
///
/// Most events of a busy cluster are pods that come and go while everything that could be said of their workload stays
/// the same. A pod with its template's labels, which no policy can tell from the template
/// (``SelectionIndex/areAlike(_:_:_:)``), is *represented* by it: its events are counted as churn and change nothing else.
/// ``structure`` moves only with the rest.
package struct ClusterModel {
  package private(set) var index = SelectionIndex()
  package private(set) var recorder: ChurnRecorder
  /// Moves whenever an evaluation of the cluster may come out differently.
  package private(set) var structure: UInt64 = 0
  /// Names of pods that their workload's template does not stand for, by workload.
  private var ownPods: [ObjectKey: Set<String>] = [:]
  /// The labels of the templates that are in the index.
  private var templates: [ObjectKey: Labels] = [:]
  /// How many templates have a label with this key.
  private var templateKeys: [String: Int] = [:]

  package init(startingAt start: Timestamp) {
    recorder = ChurnRecorder(ledger: ChurnLedger(startingAt: start))
  }

  package init(ledger: ChurnLedger) { recorder = ChurnRecorder(ledger: ledger) }

  /// Takes one change of a store; answers who is charged with the sync request that it is, if it is one.
  ///
  /// - Parameter isListed: it was found by a list, not seen happening: it is no churn.
  @discardableResult
  package mutating func apply(_ delta: ObjectDelta, isListed: Bool, at time: Timestamp) -> ChurnSource? {
    var charged: ChurnSource?
    if !isListed, let change = ObjectChange(old: delta.old, new: delta.new), delta.isChange {
      charged = recorder.record(change, at: time).requestedBy
    }
    switch delta.object {
    case .pod: applyPod(delta)
    default: applyOther(delta)
    }
    return charged
  }

  /// Says that all changes until `now` have been seen.
  package mutating func observe(until now: Timestamp) { recorder.observe(until: now) }

  /// Passes over a time in which changes were missed.
  package mutating func skip(to now: Timestamp) { recorder.skip(to: now) }

  /// Takes over what other processes saw of the churn and this one did not.
  package mutating func merge(_ history: ChurnHistory) {
    recorder.merge(history)
    structure &+= 1
  }

  /// Fills the minutes before `start` that nobody observed with what is reckoned of them.
  package mutating func fill(_ backfill: ChurnBackfill, before start: Timestamp) {
    recorder.fill(backfill, before: start)
    structure &+= 1
  }

  /// Says that something outside the objects has changed: a setting, an exception that has ended.
  package mutating func invalidate() { structure &+= 1 }

  // MARK: Pods

  private mutating func applyPod(_ delta: ObjectDelta) {
    let before = delta.old.map { isOwn($0) } ?? false
    if case .pod(let old)? = delta.old, delta.new == nil || !delta.isSamePod { remove(old) }
    if case .pod(let pod)? = delta.new { insert(pod) }
    let after = delta.new.map { isOwn($0) } ?? false
    guard before || after else { return }
    if delta.old?.structure != delta.new?.structure { structure &+= 1 }
  }

  private mutating func remove(_ pod: Pod) {
    index.deletePod(namespace: pod.metadata.namespace, name: pod.metadata.name)
    let root = root(of: pod)
    ownPods[root]?.remove(pod.metadata.name)
    if ownPods[root]?.isEmpty == true { ownPods[root] = nil }
  }

  private mutating func insert(_ pod: Pod) {
    index.upsert(PodEndpoint(pod))
    let root = root(of: pod)
    if isRepresented(pod, by: root) {
      ownPods[root]?.remove(pod.metadata.name)
      if ownPods[root]?.isEmpty == true { ownPods[root] = nil }
    } else {
      ownPods[root, default: []].insert(pod.metadata.name)
    }
  }

  private func root(of pod: Pod) -> ObjectKey { recorder.owners.root(of: pod.metadata).key }

  /// Whether an evaluation has to look at the pods of this pod's workload one by one.
  private func isOwn(_ object: KubeObject) -> Bool {
    guard case .pod(let pod) = object else { return false }
    return ownPods[root(of: pod)] != nil
  }

  /// Whether the workload's template says all that an evaluation asks of the pod.
  ///
  /// Pods by which engines are known stay, and so do those that take ports of their node.
  private func isRepresented(_ pod: Pod, by root: ObjectKey) -> Bool {
    guard let labels = templates[root], !pod.spec.hostNetwork, !pod.takesHostPorts else { return false }
    let endpoint = PodEndpoint(pod)
    if endpoint.isFinished { return true }
    if pod.isOfSystem, pod.metadata.labels["k8s-app"] == "kube-dns" || root.kind == ObjectKind.daemonSet.rawValue {
      return false
    }
    return hasLabels(labels, pod) && index.areAlike(pod.metadata.namespace, pod.metadata.name, Self.templateName(root))
  }

  /// Whether the pod has its template's labels, and beside them none that another template is known by: a patch that
  /// names a workload by its labels must neither miss a pod of its own nor catch one of another's.
  private func hasLabels(_ labels: Labels, _ pod: Pod) -> Bool {
    labels.allSatisfy { pod.metadata.labels[$0.key] == $0.value }
      && pod.metadata.labels.allSatisfy { labels[$0.key] != nil || templateKeys[$0.key] == nil }
  }

  /// No pod has a slash in its name.
  private static func templateName(_ workload: ObjectKey) -> String { "\(workload.kind)/\(workload.name)" }

  // MARK: Everything else

  private mutating func applyOther(_ delta: ObjectDelta) {
    switch delta.object {
    case .networkPolicy(let policy):
      if delta.new == nil {
        index.deletePolicy(NamespacedName(policy.metadata.namespace, policy.metadata.name))
      } else {
        index.upsert(policy)
      }
    case .namespace(let namespace):
      if delta.new == nil { index.deleteNamespace(namespace.metadata.name) } else { index.upsert(namespace) }
    case .job, .replicaSet:
      if let new = delta.new { recorder.observeOwner(new) } else { recorder.forgetOwner(delta.object) }
      applyTemplate(delta)
    case .deployment, .statefulSet, .daemonSet, .cronJob: applyTemplate(delta)
    default: break
    }
    if delta.old?.structure != delta.new?.structure { structure &+= 1 }
  }

  /// Keeps a workload's template in the index, where it stands for pods like it.
  private mutating func applyTemplate(_ delta: ObjectDelta) {
    let object = delta.object
    guard object.metadata.controllerReference == nil, let template = object.podTemplate else { return }
    let (key, name) = (object.key, Self.templateName(object.key))
    for label in templates[key] ?? [:] { countKey(label.key, -1) }
    guard delta.new != nil else {
      templates[key] = nil
      return index.deletePod(namespace: key.namespace, name: name)
    }
    templates[key] = template.metadata.labels
    for label in template.metadata.labels { countKey(label.key, 1) }
    index.upsertPod(
      namespace: key.namespace, name: name, labels: template.metadata.labels,
      isSelectable: !template.spec.hostNetwork)
  }

  private mutating func countKey(_ key: String, _ step: Int) {
    let count = templateKeys[key, default: 0] + step
    templateKeys[key] = count > 0 ? count : nil
  }

  // MARK: Evaluations

  /// The pods that an evaluation must see beside the templates. Which ones these are is decided anew for all of them:
  /// a new policy may have told pods apart that were alike.
  ///
  /// - Parameter pods: all pods, in any order, which is that of what is returned.
  package mutating func podsForEvaluation(_ pods: [Pod]) -> [Pod] {
    ownPods = [:]
    let roots = pods.map { root(of: $0) }
    for (pod, root) in zip(pods, roots) where !isRepresented(pod, by: root) {
      ownPods[root, default: []].insert(pod.metadata.name)
    }
    let own = zip(pods, roots).filter { ownPods[$0.1] != nil }.map(\.0)
    // That there are pods of the system says that a missing engine is missing.
    guard !own.contains(where: \.isOfSystem),
      let any = pods.filter(\.isOfSystem).min(by: { $0.metadata.name < $1.metadata.name })
    else { return own }
    return own + [any]
  }
}

extension ObjectDelta {
  /// Whether old and new differ at all: a resync delivers what is there.
  fileprivate var isChange: Bool {
    if case .updated(let old, let new) = self {
      return old.metadata.resourceVersion != new.metadata.resourceVersion || old.metadata.resourceVersion.isEmpty
    }
    return true
  }

  /// Whether the pod is still charged to the same workload under the same name.
  fileprivate var isSamePod: Bool {
    guard let old, let new else { return false }
    return old.metadata.uid == new.metadata.uid
      && old.metadata.controllerReference == new.metadata.controllerReference
  }
}

extension Pod {
  fileprivate var isOfSystem: Bool { metadata.namespace == "kube-system" }

  fileprivate var takesHostPorts: Bool {
    (spec.containers + spec.initContainers).contains { $0.ports.contains { $0.hostPort > 0 } }
  }
}

extension KubeObject {
  /// What a workload makes its pods from.
  var podTemplate: PodTemplateSpec? {
    switch self {
    case .deployment(let object): object.spec.template
    case .statefulSet(let object): object.spec.template
    case .daemonSet(let object): object.spec.template
    case .replicaSet(let object): object.spec.template
    case .job(let object): object.spec.template
    case .cronJob(let object): object.spec.jobTemplate.spec.template
    default: nil
    }
  }
}
