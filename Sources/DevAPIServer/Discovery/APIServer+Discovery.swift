internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  private static let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

  /// `/api` and `/apis`, in the aggregated form where it is asked for (KEP-3352).
  func discovery(_ request: APIRequest, isCore: Bool) -> ServerResponse {
    let groups = servedGroups.filter { $0.name.isEmpty == isCore }
    for type in MediaType.list(request.http[header: "Accept"] ?? "*/*") where type.name == "application/json" {
      if type.parameters["as"] == "APIGroupDiscoveryList", type.parameters["g"] == "apidiscovery.k8s.io",
        type.parameters["v"] == "v2"
      {
        return Self.json(AggregatedDiscovery.document(groups), contentType: Self.aggregated)
      }
      if type.parameters["as"] == nil { break }
    }
    if isCore {
      return Self.json([
        "kind": "APIVersions", "versions": ["v1"],
        "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": .string(serverAddress(request))]],
      ])
    }
    return Self.json([
      "kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.map(\.tree)),
    ])
  }

  private func serverAddress(_ request: APIRequest) -> String { request.http[header: "Host"] ?? "" }

  func groupDocument(_ name: String) throws(StatusError) -> ServerResponse {
    guard let group = servedGroups.first(where: { $0.name == name }) else { throw .noSuchResource }
    let head: Tree = ["kind": "APIGroup", "apiVersion": "v1"]
    return Self.json(.object(head.memberList + group.tree.memberList))
  }

  func resourceList(group: String, version: String) throws(StatusError) -> ServerResponse {
    let resources = registry.withLock { $0.all }.filter {
      $0.resource.group == group && $0.resource.version == version
    }
    guard let first = resources.first else { throw .noSuchResource }
    return Self.json([
      "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(first.resource.apiVersion),
      "resources": .array(resources.flatMap(LegacyDiscovery.entries)),
    ])
  }

  private var servedGroups: [ServedGroup] {
    var groups: [ServedGroup] = []
    for served in registry.withLock({ $0.all }) {
      if let index = groups.firstIndex(where: { $0.name == served.resource.group }) {
        groups[index].resources.append(served)
      } else {
        groups.append(ServedGroup(name: served.resource.group, resources: [served]))
      }
    }
    return groups
  }
}

/// One API group with what it serves.
struct ServedGroup: Sendable {
  var name: String
  var resources: [ServedResource]

  /// The most wanted first: the order of `version.CompareKubeAwareVersionStrings`.
  var versions: [String] {
    var versions: [String] = []
    for served in resources where !versions.contains(served.resource.version) {
      versions.append(served.resource.version)
    }
    return versions.sorted { KubeVersion($0) > KubeVersion($1) }
  }

  /// `APIGroup` without its type.
  var tree: Tree {
    let versions = versions.map { version -> Tree in
      ["groupVersion": .string("\(name)/\(version)"), "version": .string(version)]
    }
    return .members(
      ("name", .string(name)), ("versions", .array(versions)), ("preferredVersion", versions.first))
  }
}

/// A version name in Kubernetes' order: stable before beta before alpha, then the higher number; others behind, by name.
struct KubeVersion: Comparable {
  private let rank: (Int, Int, Int)
  private let name: String

  init(_ name: String) {
    self.name = name
    let stages = [("alpha", 1), ("beta", 2)]
    guard name.hasPrefix("v") else {
      rank = (0, 0, 0)
      return
    }
    let text = name.dropFirst()
    for (word, stage) in stages {
      guard let range = text.firstRange(of: word), let major = Int(text[..<range.lowerBound]) else { continue }
      rank = (stage, major, Int(text[range.upperBound...]) ?? 0)
      return
    }
    rank = Int(text).map { (3, $0, 0) } ?? (0, 0, 0)
  }

  static func == (left: KubeVersion, right: KubeVersion) -> Bool { left.name == right.name }
  static func < (left: KubeVersion, right: KubeVersion) -> Bool {
    left.rank == right.rank ? left.name > right.name : left.rank < right.rank
  }
}
