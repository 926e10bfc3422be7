/// One resource of the API: which path serves it and what its objects are called.
package struct APIResource: Hashable, Sendable {
  /// Empty for the core group.
  package var group: String
  package var version: String
  /// The name in paths: `networkpolicies`.
  package var plural: String
  package var kind: String
  package var isNamespaced: Bool
  /// Whether the server can speak protobuf for it: built-in kinds only, never those of a CRD.
  package var hasProtobuf: Bool

  package init(
    group: String, version: String, plural: String, kind: String, isNamespaced: Bool, hasProtobuf: Bool
  ) {
    self.group = group
    self.version = version
    self.plural = plural
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.hasProtobuf = hasProtobuf
  }

  /// Group and version as an object's `apiVersion` says it: `v1`, `apps/v1`.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

/// A slim kind that the API serves as objects of its own.
package protocol Resource: WireMessage, Hashable {
  static var resource: APIResource { get }
  /// What its objects say that they are: `resource`'s version and kind, but for metadata alone.
  static var wireType: WireType { get }
  var metadata: ObjectMeta { get set }
  /// Replaces parts by equal ones that are already there, so that objects which are kept share them.
  mutating func shareParts(_ parts: inout PartInterner)
  /// Replaces parts by those of its state before where they are equal: changes come in any order, so that by then an
  /// interner has long forgotten what the objects of one workload share.
  mutating func keepParts(of old: Self)
}

extension Resource {
  package static var wireType: WireType { WireType(apiVersion: resource.apiVersion, kind: resource.kind) }

  /// Whether `metadata.managedFields` is wanted: in a NetworkPolicy, where a rewrite is charged to its manager.
  package static var keepsManagedFields: Bool { resource.kind == "NetworkPolicy" }

  package var key: ObjectKey {
    ObjectKey(kind: Self.resource.kind, namespace: metadata.namespace, name: metadata.name)
  }
}
