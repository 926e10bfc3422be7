/// The objects of one resource in the order of their paths.
struct ObjectTable: Sendable {
  private(set) var objects: [StoredObject] = []

  var count: Int { objects.count }

  subscript(path: String) -> StoredObject? {
    let index = position(of: path)
    return index < objects.count && objects[index].path == path ? objects[index] : nil
  }

  /// Puts the object at its place, over what is there.
  mutating func put(_ object: StoredObject) {
    let path = object.path
    if let last = objects.last, last.path < path {
      objects.append(object)
      return
    }
    let index = position(of: path)
    if index < objects.count, objects[index].path == path {
      objects[index] = object
    } else {
      objects.insert(object, at: index)
    }
  }

  mutating func remove(_ path: String) {
    let index = position(of: path)
    if index < objects.count, objects[index].path == path { objects.remove(at: index) }
  }

  /// Adds many at once; of equal paths the later one stays.
  mutating func merge(_ added: [StoredObject]) {
    var byPath: [String: StoredObject] = [:]
    for object in objects + added { byPath[object.path] = object }
    objects = byPath.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The objects of a namespace, or all for an empty one, whose path is not before `start`.
  func range(namespace: String, from start: String) -> Range<Int> {
    guard !namespace.isEmpty else { return position(of: start)..<objects.count }
    let prefix = namespace + "/"
    // `0` follows `/`: the first path behind the namespace.
    let end = position(of: namespace + "0")
    return min(position(of: max(prefix, start)), end)..<end
  }

  private func position(of path: String) -> Int {
    var low = 0
    var high = objects.count
    while low < high {
      let middle = low + (high - low) / 2
      if objects[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
