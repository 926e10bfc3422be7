import KubeCore

extension ManifestCollector {
  /// Keeps one of several objects with the same kind, namespace and name: the one whose file path, then place, sorts
  /// first. The others are problems, or a notice where they say the same or a kustomization may tell them apart.
  mutating func settleDuplicates(isInKustomization: (String) -> Bool) {
    result.objects.sort { $0.origin < $1.origin }
    var first: [ObjectKey: LoadedObject] = [:]
    var kept: [LoadedObject] = []
    var same: [String] = []
    var overlaid: [String] = []
    for loaded in result.objects {
      guard let key = Self.identity(of: loaded.object) else {
        kept.append(loaded)
        continue
      }
      guard let other = first[key] else {
        first[key] = loaded
        kept.append(loaded)
        continue
      }
      let places = "\(key) is given twice: in \(other.origin.text) and in \(loaded.origin.text)"
      if other.object == loaded.object {
        same.append("\(places), with the same content")
      } else if isInKustomization(other.origin.file), isInKustomization(loaded.origin.file) {
        overlaid.append("\(places), in kustomizations; the first is used")
      } else {
        result.problems.append(
          ManifestProblem(file: loaded.origin.file, mark: loaded.origin.mark, message: "\(places); the first is used"))
      }
    }
    result.objects = kept
    for notices in [same, overlaid] {
      guard let first = notices.first else { continue }
      result.notices.append(notices.count == 1 ? first : "\(first); \(notices.count - 1) more like it")
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
