package import KubeCore

/// Objects by namespace and name; a copy shares everything, and a change copies what lies on its path only.
///
/// Three levels of arrays: pages, buckets, objects, some eight to a bucket. With a live copy of 100,000 objects the first
/// change copies about 250 references, the second into the same bucket none. Beside the objects themselves it holds about
/// 20 bytes for each.
package struct ObjectTable<Object: Resource>: Sendable {
  private static var perBucket: Int { 8 }

  private var pages: [[[StoredObject<Object>]]] = [[[]]]
  private var pageBits = 0
  private var bucketBits = 0
  package private(set) var count = 0

  package init() {}

  package subscript(namespace: String, name: String) -> StoredObject<Object>? {
    find(namespace: namespace, name: name, hash: StoredObject<Object>.hash(namespace: namespace, name: name))
  }

  /// The object of the same namespace and name.
  func counterpart(of stored: StoredObject<Object>) -> StoredObject<Object>? {
    let metadata = stored.object.metadata
    return find(namespace: metadata.namespace, name: metadata.name, hash: stored.hash)
  }

  private func find(namespace: String, name: String, hash: Int) -> StoredObject<Object>? {
    pages[page(hash)][bucket(hash)].first { $0.isAt(namespace, name, hash) }
  }

  /// Puts an object in the place of its counterpart, which it returns.
  @discardableResult
  package mutating func insert(_ stored: StoredObject<Object>) -> StoredObject<Object>? {
    let (page, bucket) = (page(stored.hash), bucket(stored.hash))
    let metadata = stored.object.metadata
    let found = pages[page][bucket].firstIndex { $0.isAt(metadata.namespace, metadata.name, stored.hash) }
    if let found {
      let old = pages[page][bucket][found]
      pages[page][bucket][found] = stored
      return old
    }
    pages[page][bucket].append(stored)
    count += 1
    if count > Self.perBucket << (pageBits + bucketBits) { resize(by: 1) }
    return nil
  }

  @discardableResult
  package mutating func remove(namespace: String, name: String) -> StoredObject<Object>? {
    let hash = StoredObject<Object>.hash(namespace: namespace, name: name)
    let (page, bucket) = (page(hash), bucket(hash))
    guard let found = pages[page][bucket].firstIndex(where: { $0.isAt(namespace, name, hash) }) else { return nil }
    let old = pages[page][bucket].remove(at: found)
    count -= 1
    // Half of the half-full: a table that breathes around a bound is not rebuilt each time.
    if count < (Self.perBucket << (pageBits + bucketBits)) >> 3 { resize(by: -1) }
    return old
  }

  /// All objects, in no order.
  package func visit(_ body: (StoredObject<Object>) -> Void) {
    for page in pages { for bucket in page { for stored in bucket { body(stored) } } }
  }

  /// All objects, in no order.
  package var all: [StoredObject<Object>] {
    var all: [StoredObject<Object>] = []
    all.reserveCapacity(count)
    visit { all.append($0) }
    return all
  }

  private func page(_ hash: Int) -> Int { hash & (1 << pageBits - 1) }
  private func bucket(_ hash: Int) -> Int { (hash >> pageBits) & (1 << bucketBits - 1) }

  private mutating func resize(by step: Int) {
    let bits = pageBits + bucketBits + step
    guard bits >= 0 else { return }
    let objects = all
    pageBits = bits / 2
    bucketBits = bits - pageBits
    pages = Array(repeating: Array(repeating: [], count: 1 << bucketBits), count: 1 << pageBits)
    for stored in objects { pages[page(stored.hash)][bucket(stored.hash)].append(stored) }
  }
}

extension StoredObject {
  fileprivate func isAt(_ namespace: String, _ name: String, _ hash: Int) -> Bool {
    guard self.hash == hash else { return false }
    let metadata = object.metadata
    return metadata.name == name && metadata.namespace == namespace
  }
}
