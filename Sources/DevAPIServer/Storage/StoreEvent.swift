internal import Support

/// One change of one object.
package final class StoreEvent: Sendable {
  package let revision: UInt64
  /// What is there now; of a deletion the last state, under the revision of the deletion.
  package let object: StoredObject
  /// What was there before; `nil` for a creation.
  package let previous: StoredObject?
  package let isDeletion: Bool
  /// Frames that were made of it, shared by all watches that want the same.
  private let frames = Lock<[WatchFrame.Key: [UInt8]]>([:])

  init(object: StoredObject, previous: StoredObject?, isDeletion: Bool) {
    revision = object.revision
    self.object = object
    self.previous = previous
    self.isDeletion = isDeletion
  }

  func frame(_ key: WatchFrame.Key, _ make: () -> [UInt8]) -> [UInt8] {
    if let bytes = frames.withLock({ $0[key] }) { return bytes }
    let bytes = make()
    frames.withLock { $0[key] = bytes }
    return bytes
  }
}
