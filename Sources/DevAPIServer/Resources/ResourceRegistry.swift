internal import KubeCore
internal import Support

/// Every resource that is served now: the built-in ones and those of the CustomResourceDefinitions.
struct ResourceRegistry: Sendable {
  /// The versions of each definition, by its name.
  private var custom: [String: [ServedResource]] = [:]
  private var byPath: [String: ServedResource] = [:]

  init() { index() }

  /// In the order of discovery; custom groups behind the built-in ones, by name.
  var all: [ServedResource] {
    BuiltinResources.all + custom.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  func resource(group: String, version: String, plural: String) -> ServedResource? {
    byPath["\(group)/\(version)/\(plural)"]
  }

  func hasGroupVersion(group: String, version: String) -> Bool {
    all.contains { $0.resource.group == group && $0.resource.version == version }
  }

  func resources(of definition: String) -> [ServedResource] { custom[definition] ?? [] }

  mutating func set(_ resources: [ServedResource], of definition: String) {
    custom[definition] = resources.isEmpty ? nil : resources
    index()
  }

  private mutating func index() {
    byPath = [:]
    for served in all {
      byPath["\(served.resource.group)/\(served.resource.version)/\(served.resource.plural)"] = served
    }
  }
}
