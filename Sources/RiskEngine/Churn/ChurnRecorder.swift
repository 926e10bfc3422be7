package import KubeCore
package import Support

/// One event of a watch.
package enum WatchedChange: Hashable, Sendable {
  case added(KubeObject)
  case modified(KubeObject)
  case deleted(KubeObject)

  package var object: KubeObject {
    switch self {
    case .added(let object), .modified(let object), .deleted(let object): object
    }
  }
}

/// Turns watch events into churn: remembers the state of every object, compares, and charges what requests a sync.
///
/// A first list, a relist, a resync and a replay after a reconnect are never churn: they bring the remembered state up
/// to date and count nothing, since the times of what was missed are not known. Replays are told by what they repeat:
/// ADDED for an object that is there, a version that is known already, or anything about a uid that is deleted.
package struct ChurnRecorder: Hashable, Sendable {
  /// How an event came.
  package enum Origin: Hashable, Sendable {
    /// Part of a first list, or of the initial events of a watch.
    case baseline
    case live
  }

  package private(set) var ledger: ChurnLedger
  package private(set) var owners: RootOwners
  private var known: [ObjectKey: ChurnState] = [:]
  private var tombstones: BoundedUIDs

  package init(ledger: ChurnLedger, maxDeleted: Int = 4096) {
    self.ledger = ledger
    owners = RootOwners(maxDeleted: maxDeleted)
    tombstones = BoundedUIDs(limit: maxDeleted)
  }

  /// Takes one event of a watch; answers what it counted as.
  @discardableResult
  package mutating func apply(
    _ event: WatchedChange, origin: Origin = .live, at time: Timestamp
  ) -> ChurnEntry {
    let state = ChurnState(event.object)
    let old = known[state.key]
    guard !isReplayed(state, after: old) else { return ChurnEntry() }
    let change = change(event, from: old, to: state)
    remember(event)
    guard origin == .live, let change else { return ChurnEntry() }
    return record(change, at: time)
  }

  /// Takes a change whose old state the caller keeps, such as a store's; answers what it counted as.
  @discardableResult
  package mutating func record(_ change: ObjectChange, at time: Timestamp) -> ChurnEntry {
    let entry = ChurnEntry(change, owners: owners)
    if !entry.isEmpty { ledger.record(entry, at: time) }
    return entry
  }

  /// Takes note of a Job or ReplicaSet, so that its pods are charged to its controller; others are passed over.
  package mutating func observeOwner(_ object: KubeObject) {
    guard object.kind == .job || object.kind == .replicaSet else { return }
    owners.observe(object.kind, object.metadata)
    rechargeToOwner(of: object)
  }

  /// Keeps a deleted Job or ReplicaSet for the pods that outlive it.
  package mutating func forgetOwner(_ object: KubeObject) {
    owners.markDeleted(object.key, uid: object.metadata.uid)
  }

  /// Takes a whole list of one kind, of one namespace or of all: what is not in it is gone. Nothing of it is churn.
  package mutating func replace(_ kind: ObjectKind, in namespace: String? = nil, with objects: [KubeObject]) {
    let listed = Set(objects.map(\.key))
    let gone = known.values.filter { state in
      state.key.kind == kind.rawValue && (namespace ?? state.key.namespace) == state.key.namespace
        && !listed.contains(state.key)
    }
    // No tombstone: a list from a cache that lags behind may leave out what is still there.
    for state in gone { forget(state) }
    for object in objects where object.kind == kind { remember(.added(object)) }
  }

  /// Says that every event until `now` has been seen.
  package mutating func observe(until now: Timestamp) { ledger.observe(until: now) }

  /// Passes over a time in which a watch was down.
  package mutating func skip(to now: Timestamp) { ledger.skip(to: now) }

  /// Takes over what other processes saw and this one did not.
  package mutating func merge(_ history: ChurnHistory) { ledger.merge(history) }

  /// Fills the minutes that nobody observed with what is reckoned of them.
  package mutating func fill(_ backfill: ChurnBackfill, before start: Timestamp) {
    ledger.fill(backfill, before: start)
  }

  // MARK: State

  private func isReplayed(_ state: ChurnState, after old: ChurnState?) -> Bool {
    if tombstones.contains(state.uid) { return true }
    guard let old, old.uid == state.uid, let before = UInt64(old.resourceVersion),
      let after = UInt64(state.resourceVersion)
    else { return false }
    return after < before
  }

  private func change(_ event: WatchedChange, from old: ChurnState?, to new: ChurnState) -> ObjectChange? {
    switch event {
    case .added: old == nil ? .added(new) : nil
    case .modified:
      old.flatMap { old in
        old.uid != new.uid || isSameVersion(old, new) ? nil : .updated(old: old, new: new)
      }
    case .deleted: old == nil ? nil : .deleted(new)
    }
  }

  private func isSameVersion(_ old: ChurnState, _ new: ChurnState) -> Bool {
    !old.resourceVersion.isEmpty && old.resourceVersion == new.resourceVersion
  }

  private mutating func remember(_ event: WatchedChange) {
    let object = event.object
    if case .deleted = event {
      tombstones.insert(object.metadata.uid)
      return forget(ChurnState(object))
    }
    known[object.key] = ChurnState(object)
    observeOwner(object)
  }

  /// Watches of different kinds run apart: a pod's events may come before its Job, and were charged to that then.
  private mutating func rechargeToOwner(of object: KubeObject) {
    guard let controller = object.metadata.controllerReference else { return }
    let owner = ObjectKey(kind: controller.kind, namespace: object.key.namespace, name: controller.name)
    ledger.reassign(.object(object.key), to: .object(owner))
  }

  private mutating func forget(_ state: ChurnState) {
    known[state.key] = nil
    owners.markDeleted(state.key, uid: state.uid)
  }
}

/// The uids of the last deleted objects. A uid never comes back, so an event about one of them repeats the past.
private struct BoundedUIDs: Hashable, Sendable {
  let limit: Int
  private var members: Set<String> = []
  private var order: [String] = []
  private var next = 0

  init(limit: Int) { self.limit = max(limit, 1) }

  func contains(_ uid: String) -> Bool { members.contains(uid) }

  mutating func insert(_ uid: String) {
    guard !uid.isEmpty, members.insert(uid).inserted else { return }
    if order.count < limit {
      order.append(uid)
    } else {
      members.remove(order[next])
      order[next] = uid
      next = (next + 1) % limit
    }
  }
}
