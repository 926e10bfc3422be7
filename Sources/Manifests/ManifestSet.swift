package import KubeCore
package import Support

/// What was found in files, folders and standard input. The same for the same input, whatever its order.
package struct ManifestSet: Sendable {
  /// A kind that NetRisk does not read.
  package struct UnknownKind: Hashable, Sendable {
    package var apiVersion: String
    package var kind: String
    package var count: Int

    package init(apiVersion: String, kind: String, count: Int) {
      self.apiVersion = apiVersion
      self.kind = kind
      self.count = count
    }
  }

  /// Each object once, ordered by file and place.
  package var objects: [LoadedObject] = []
  /// Where objects are written to be delivered that a cluster returned, too: those of ``objects`` are the cluster's.
  package var definitions: [ObjectKey: ObjectOrigin] = [:]
  /// Ordered by file and place.
  package var problems: [ManifestProblem] = []
  /// Sentences worth reading that are no problem.
  package var notices: [String] = []
  /// Documents without `apiVersion` and `kind`, encrypted ones, and kustomize's patches: passed over.
  package var passedOver = 0
  /// Objects of other kinds, passed over too; ordered by apiVersion and kind.
  package var unknownKinds: [UnknownKind] = []
  /// Objects of Flux and Argo CD that deliver others, ordered by file and place; they are counted as unknown kinds, too.
  package var sources: [DeliverySource] = []
  /// The kustomizations of folders that were read, ordered by file.
  package var kustomizations: [Kustomization] = []
  /// NetRisks and ClusterNetRisks, whole, in the order in which they were read; counted as unknown kinds, too.
  package var netRisks: [Tree] = []
  /// Files that were read.
  package var fileCount = 0
  /// The bytes of the files that objects, ``sources`` and ``kustomizations`` came from, by path.
  package var texts: [String: [UInt8]] = [:]

  package init() {}
}
