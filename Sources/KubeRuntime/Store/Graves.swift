import KubeCore

/// The last deletions, so that an event that comes late or twice brings nothing back to life.
struct Graves: Sendable {
  private static let limit = 1024

  /// resourceVersions of deletions by the hash of namespace and name.
  private var versions: [Int: String] = [:]
  private var order: [Int] = []
  private var oldest = 0

  mutating func dig<Object: Resource>(_ last: StoredObject<Object>, _ metadata: ObjectMeta) {
    if versions.updateValue(metadata.resourceVersion, forKey: last.hash) != nil { return }
    if order.count < Self.limit {
      order.append(last.hash)
    } else {
      versions[order[oldest]] = nil
      order[oldest] = last.hash
      oldest = (oldest + 1) % Self.limit
    }
  }

  /// Whether an object of that name was deleted later than this state of it.
  func holds<Object: Resource>(_ stored: StoredObject<Object>, _ metadata: ObjectMeta) -> Bool {
    guard let deleted = versions[stored.hash] else { return false }
    return ResourceVersion.isOlder(metadata.resourceVersion, than: deleted)
  }

  /// After a list nothing older is to come.
  mutating func clear() { self = Graves() }
}
