import KubeCore

extension ManifestCollector {
  /// Keeps one of several objects with the same kind, namespace and name: what a cluster returned before what is written
  /// to be delivered, then the one whose file path, then place, sorts first. The others are problems, or a notice where
  /// they say the same or a kustomization may tell them apart.
  mutating func settleDuplicates(isInKustomization: (String) -> Bool) {
    result.objects.sort { $0.origin < $1.origin }
    var first: [ObjectKey: Int] = [:]
    var kept: [LoadedObject] = []
    var notices = DuplicateNotices()
    for loaded in result.objects {
      guard let key = Self.identity(of: loaded.object) else {
        kept.append(loaded)
        continue
      }
      guard let index = first[key] else {
        first[key] = kept.count
        kept.append(loaded)
        continue
      }
      let other = kept[index]
      if other.isLive != loaded.isLive {
        notices.live += 1
        kept[index] = other.isLive ? other : loaded
        define(key, by: other.isLive ? loaded : other)
        continue
      }
      let places = "\(key) is given twice: in \(other.origin.text) and in \(loaded.origin.text)"
      if other.object == loaded.object {
        notices.same.append("\(places), with the same content")
      } else if isInKustomization(other.origin.file), isInKustomization(loaded.origin.file) {
        notices.overlaid.append("\(places), in kustomizations; the first is used")
      } else {
        result.problems.append(
          ManifestProblem(file: loaded.origin.file, mark: loaded.origin.mark, message: "\(places); the first is used"))
      }
    }
    result.objects = kept.sorted { $0.origin < $1.origin }
    result.notices += notices.texts
  }

  /// Notes where an object that a cluster returned is written; in two files it is not known which of them is meant.
  private mutating func define(_ key: ObjectKey, by loaded: LoadedObject) {
    if result.definitions[key] == nil, !undefined.contains(key) {
      result.definitions[key] = loaded.origin
    } else {
      result.definitions[key] = nil
      undefined.insert(key)
    }
  }

  /// The key that the API server would know the object by; `nil` where it would make up a name.
  private static func identity(of object: KubeObject) -> ObjectKey? {
    var key = object.key
    guard !key.name.isEmpty else { return nil }
    if !object.kind.isNamespaced {
      key.namespace = ""
    } else if key.namespace.isEmpty {
      key.namespace = KubeObject.defaultNamespace
    }
    return key
  }
}

/// What is said of objects that are given twice and are no problem.
private struct DuplicateNotices {
  var same: [String] = []
  var overlaid: [String] = []
  /// Objects that a cluster returned and that are written in files, too.
  var live = 0

  var texts: [String] {
    let counted = [same, overlaid].compactMap { notices in
      notices.first.map { notices.count == 1 ? $0 : "\($0); \(notices.count - 1) more like it" }
    }
    guard live > 0 else { return counted }
    return counted + [
      live == 1
        ? "1 object is given as a cluster has it and as a file does: the cluster's is used"
        : "\(live) objects are given as a cluster has them and as files do: the cluster's are used"
    ]
  }
}

extension LoadedObject {
  /// Whether an API server returned it, which gives every object a uid.
  fileprivate var isLive: Bool { !object.metadata.uid.isEmpty }
}
