package import KubeCore
internal import Support

/// One resource in one version, with what discovery says of it.
package struct ServedResource: Sendable {
  package var resource: APIResource
  package var singular: String
  package var listKind: String
  package var shortNames: [String] = []
  package var categories: [String] = []
  package var verbs = ServedResource.allVerbs
  package var hasStatus = false
  /// Where the subresource `scale` finds what it shows; `nil` without one.
  package var scale: ScalePaths?
  /// Where its objects are: versions of one resource share them.
  package var storage: StorageName
  /// The version of the CustomResourceDefinition that it comes from.
  package var custom: CustomResource?

  static let allVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

  init(
    _ group: String, _ version: String, _ plural: String, _ kind: String, singular: String? = nil,
    isNamespaced: Bool = true, hasProtobuf: Bool = true
  ) {
    resource = APIResource(
      group: group, version: version, plural: plural, kind: kind, isNamespaced: isNamespaced, hasProtobuf: hasProtobuf)
    self.singular = singular ?? kind.lowercased()
    listKind = kind + "List"
    storage = StorageName(group: group, plural: plural)
  }

  /// Kinds that are asked a question and never stored.
  package var isReview: Bool { verbs == ["create"] }
  /// `pods`, `leases.coordination.k8s.io`: how messages name it.
  package var qualifiedName: String {
    resource.group.isEmpty ? resource.plural : "\(resource.plural).\(resource.group)"
  }
  /// ServiceAccounts issue tokens.
  var hasTokens: Bool { custom == nil && resource.kind == "ServiceAccount" }
  /// Whether `metadata.generation` counts changes of the specification.
  package var countsGenerations: Bool {
    custom != nil
      || [
        "Pod", "NetworkPolicy", "CronJob", "Job", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet",
        "EndpointSlice", "CustomResourceDefinition",
      ].contains(resource.kind)
  }
}
