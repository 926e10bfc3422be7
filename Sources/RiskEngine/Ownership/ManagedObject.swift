package import KubeCore

/// An object that a patch changes or makes, with what brings it into the cluster.
package struct ManagedObject: Hashable, Sendable {
  package var key: ObjectKey
  package var managedBy: ManagedBy
  /// Whether the patch makes it: then this is what brings the workload that it is for.
  package var isNew: Bool
  /// What the chart's values call it: the id of a controller or of a policy; `nil` where it is not told.
  package var valuesID: String?
  /// Whether the same deliverer brings an object of this kind and name into another namespace, too.
  package var sharesName: Bool
  /// Where it is written itself, where what was read is what is delivered and not what a cluster has.
  package var location: SourceLocation?

  package init(
    _ key: ObjectKey, _ managedBy: ManagedBy, isNew: Bool = false, valuesID: String? = nil, sharesName: Bool = false
  ) {
    self.key = key
    self.managedBy = managedBy
    self.isNew = isNew
    self.valuesID = valuesID
    self.sharesName = sharesName
  }
}
