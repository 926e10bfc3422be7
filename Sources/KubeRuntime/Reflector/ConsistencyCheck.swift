import KubeClient
import KubeCore

/// R5: whether a streamed list says the same as a plain one at the same resourceVersion
/// (client-go `util/consistencydetector`). For debugging: it reads everything from etcd once more.
struct ConsistencyCheck<Source: ListerWatcher> {
  private let source: Source
  private let settings: ReflectorSettings

  init(_ source: Source, _ settings: ReflectorSettings) {
    self.source = source
    self.settings = settings
  }

  /// The objects that only one side has, or that differ in resourceVersion; `nil` where the list cannot be had.
  func differences(_ snapshot: StoreSnapshot<Source.Object>, at resourceVersion: String) async -> [ObjectKey]? {
    var options = ListOptions()
    options.resourceVersion = resourceVersion
    options.resourceVersionMatch = "Exact"
    options.limit = settings.pageSize
    options.labelSelector = settings.labelSelector
    options.fieldSelector = settings.fieldSelector
    var listed: [ObjectKey: String] = [:]
    repeat {
      guard let page = try? await source.list(options) else { return nil }
      for object in page.items { listed[object.key] = object.metadata.resourceVersion }
      options.resourceVersion = nil
      options.resourceVersionMatch = nil
      options.continue = page.metadata.continue
    } while options.continue?.isEmpty == false
    var differing: Set<ObjectKey> = []
    snapshot.visit { object in
      if listed.removeValue(forKey: object.key) != object.metadata.resourceVersion { differing.insert(object.key) }
    }
    return differing.union(listed.keys).sorted()
  }
}
