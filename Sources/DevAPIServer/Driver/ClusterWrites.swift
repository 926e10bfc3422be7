package import KubeCore
package import Support

/// What the lifecycle driver needs of a cluster: it plays the controllers and the kubelet, who own what they write.
package protocol ClusterWrites: Sendable {
  /// All objects of a resource, in the order of namespace and name.
  func objects(_ resource: APIResource) async -> [Tree]
  func object(_ resource: APIResource, namespace: String, name: String) async -> Tree?
  /// Stores a new object as it stands, its uid included; what it lacks (resourceVersion, creationTimestamp, defaults)
  /// is filled in. Returns what was stored.
  func create(_ resource: APIResource, _ object: Tree) async throws -> Tree
  /// Replaces metadata, spec and status at once, whatever the resourceVersion.
  func replace(_ resource: APIResource, _ object: Tree) async throws
  /// Removes the object at once; `object` is what its watchers see last.
  func remove(_ resource: APIResource, _ object: Tree) async throws
}
