internal import KubeCore
internal import Support

/// Entries of an `APIResourceList`.
enum LegacyDiscovery {
  static func entries(_ served: ServedResource) -> [Tree] {
    let resource = served.resource
    func texts(_ list: [String]) -> Tree? { list.isEmpty ? nil : .array(list.map { .string($0) }) }
    let entry = Tree.members(
      ("name", .string(resource.plural)), ("singularName", .string(served.singular)),
      ("namespaced", .bool(resource.isNamespaced)), ("kind", .string(resource.kind)), ("verbs", texts(served.verbs)),
      ("shortNames", texts(served.shortNames)), ("categories", texts(served.categories)),
      ("storageVersionHash", served.isReview ? nil : .string(storageVersionHash(served))))
    return [entry]
      + Subresource.all(of: served).map { subresource in
        .members(
          ("name", .string("\(resource.plural)/\(subresource.name)")), ("singularName", ""),
          ("namespaced", .bool(resource.isNamespaced)), ("group", subresource.isScale ? "autoscaling" : nil),
          ("version", subresource.isScale ? "v1" : nil),
          ("kind", subresource.isScale ? "Scale" : .string(resource.kind)), ("verbs", ["get", "patch", "update"]))
      }
  }

  /// Source: apiserver, discovery/storageversionhash.go: eight bytes of SHA-256 in base64.
  private static func storageVersionHash(_ served: ServedResource) -> String {
    let version = served.custom?.definition.storageVersion?.name ?? served.resource.version
    let hexadecimal = SHA256.hexadecimal("\(served.storage.group)/\(version)/\(served.resource.kind)").prefix(16)
    var bytes: [UInt8] = []
    var rest = hexadecimal
    while !rest.isEmpty {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return Base64URL.padded(bytes)
  }
}

/// `apidiscovery.k8s.io/v2`.
enum AggregatedDiscovery {
  static func document(_ groups: [ServedGroup]) -> Tree {
    [
      "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": .object([]),
      "items": .array(groups.map(item)),
    ]
  }

  private static func item(_ group: ServedGroup) -> Tree {
    let versions = group.versions.map { version -> Tree in
      let resources = group.resources.filter { $0.resource.version == version }
      return [
        "version": .string(version), "resources": .array(resources.map(resource)), "freshness": "Current",
      ]
    }
    return [
      "metadata": .members(("name", group.name.isEmpty ? nil : .string(group.name))), "versions": .array(versions),
    ]
  }

  private static func resource(_ served: ServedResource) -> Tree {
    func texts(_ list: [String]) -> Tree? { list.isEmpty ? nil : .array(list.map { .string($0) }) }
    let kind = responseKind(served)
    let subresources = Subresource.all(of: served).map { subresource -> Tree in
      let shown = subresource.isScale ? ["group": "autoscaling", "version": "v1", "kind": "Scale"] : kind
      return ["subresource": .string(subresource.name), "responseKind": shown, "verbs": ["get", "patch", "update"]]
    }
    return .members(
      ("resource", .string(served.resource.plural)), ("responseKind", kind),
      ("scope", served.resource.isNamespaced ? "Namespaced" : "Cluster"),
      ("singularResource", .string(served.singular)), ("verbs", texts(served.verbs)),
      ("shortNames", texts(served.shortNames)), ("categories", texts(served.categories)),
      ("subresources", subresources.isEmpty ? nil : .array(subresources)))
  }

  /// Built-in kinds leave group and version to where they stand; custom ones say them.
  private static func responseKind(_ served: ServedResource) -> Tree {
    let resource = served.resource
    return [
      "group": .string(served.custom == nil ? "" : resource.group),
      "version": .string(served.custom == nil ? "" : resource.version), "kind": .string(resource.kind),
    ]
  }
}

/// `status` and `scale`, in the order of discovery: by name of built-in kinds, of custom ones the status first.
private struct Subresource {
  var name: String
  var isScale: Bool { name == "scale" }

  static func all(of served: ServedResource) -> [Subresource] {
    let status = served.hasStatus ? [Subresource(name: "status")] : []
    let scale = served.scale == nil ? [] : [Subresource(name: "scale")]
    return served.custom == nil ? scale + status : status + scale
  }
}
