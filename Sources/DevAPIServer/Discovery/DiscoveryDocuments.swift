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
    return [entry] + Subresource.all(of: served).map { Self.entry($0, of: served) }
  }

  private static func entry(_ subresource: Subresource, of served: ServedResource) -> Tree {
    let kind = subresource.kind
    return .members(
      ("name", .string("\(served.resource.plural)/\(subresource.name)")), ("singularName", ""),
      ("namespaced", .bool(served.resource.isNamespaced)), ("group", kind.map { .string($0.group) }),
      ("version", kind.map { .string($0.version) }), ("kind", .string(kind?.kind ?? served.resource.kind)),
      ("verbs", .array(subresource.verbs)))
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
      let shown = subresource.kind.map { own -> Tree in
        ["group": .string(own.group), "version": .string(own.version), "kind": .string(own.kind)]
      }
      return [
        "subresource": .string(subresource.name), "responseKind": shown ?? kind, "verbs": .array(subresource.verbs),
      ]
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

/// `status`, `scale` and `token`, in the order of discovery: by name of built-in kinds, of custom ones the status first.
private struct Subresource {
  var name: String

  /// What it shows; `nil` where that is the object itself.
  var kind: APIResource? {
    func kind(_ group: String, _ name: String) -> APIResource {
      APIResource(group: group, version: "v1", plural: "", kind: name, isNamespaced: true, hasProtobuf: false)
    }
    switch name {
    case "scale": return kind("autoscaling", "Scale")
    case "token": return kind("authentication.k8s.io", "TokenRequest")
    default: return nil
    }
  }

  var verbs: [Tree] { name == "token" ? ["create"] : ["get", "patch", "update"] }

  static func all(of served: ServedResource) -> [Subresource] {
    let status = served.hasStatus ? [Subresource(name: "status")] : []
    let scale = served.scale == nil ? [] : [Subresource(name: "scale")]
    let token = served.hasTokens ? [Subresource(name: "token")] : []
    return (served.custom == nil ? scale + status : status + scale) + token
  }
}
