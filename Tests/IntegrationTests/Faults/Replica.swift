import KubeCore
import KubeRuntime

/// What a subscriber knows that believes every delta, and where that was wrong.
struct Replica<Object: Resource> {
  private(set) var objects: [ObjectKey: Object] = [:]
  /// Added twice, updated from a state that was not told, deleted without being there.
  private(set) var problems: [String] = []
  private var isSynced = false

  init(_ deltas: [StoreDelta<Object>]) { for delta in deltas { follow(delta) } }

  /// Names and resourceVersions, sorted by name.
  var versions: [String] { Follower<Object>.versions(Array(objects.values)) }

  private mutating func follow(_ delta: StoreDelta<Object>) {
    switch delta {
    case .added(let new): expect(objects.updateValue(new, forKey: new.key) == nil, "added again", new)
    case .updated(let old, let new):
      let known = objects.updateValue(new, forKey: new.key)
      expect(known?.metadata.resourceVersion == old.metadata.resourceVersion, "updated from another state", new)
    case .deleted(let last, _): expect(objects.removeValue(forKey: last.key) != nil, "deleted again", last)
    case .synced:
      if isSynced { problems.append("synced again") }
      isSynced = true
    }
  }

  private mutating func expect(_ isRight: Bool, _ words: String, _ object: Object) {
    if !isRight { problems.append("\(object.metadata.name) \(object.metadata.resourceVersion): \(words)") }
  }
}
