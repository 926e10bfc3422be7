package import Support

/// `metav1.ObjectMeta`, as far as NetRisk uses it.
package struct ObjectMeta: Hashable, WireMessage {
  package var name = ""
  package var generateName = ""
  /// Empty for cluster-scoped objects, and in a manifest that leaves it out (see ``KubeObject/defaultNamespace``).
  package var namespace = ""
  package var uid = ""
  package var resourceVersion = ""
  package var generation: Int64 = 0
  package var creationTimestamp: Timestamp?
  package var deletionTimestamp: Timestamp?
  package var labels = Labels()
  /// Only the annotations that ``AnnotationFilter`` keeps.
  package var annotations = Labels()
  package var ownerReferences: [OwnerReference] = []
  /// Kept for NetworkPolicies only.
  package var managedFields: [ManagedFieldsEntry] = []

  package init() {}

  package init(namespace: String, name: String, labels: Labels = [:]) {
    self.namespace = namespace
    self.name = name
    self.labels = labels
  }

  /// The owner that manages this object (`controller: true`); there is at most one.
  package var controllerReference: OwnerReference? { ownerReferences.first { $0.controller } }

  package static let wireFields = [
    WireField("name", 1), WireField("generateName", 2), WireField("namespace", 3), WireField("uid", 5),
    WireField("resourceVersion", 6), WireField("generation", 7), WireField("creationTimestamp", 8),
    WireField("deletionTimestamp", 9), WireField("labels", 11), WireField("annotations", 12),
    WireField("ownerReferences", 13), WireField("managedFields", 17),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: name = try reader.uniqueString()
    case 2: generateName = try reader.string()
    case 3: namespace = try reader.string()
    case 5: uid = try reader.uniqueString()
    case 6: resourceVersion = try reader.uniqueString()
    case 7: generation = try reader.int64()
    case 8: creationTimestamp = try reader.timestamp()
    case 9: deletionTimestamp = try reader.timestamp()
    case 11: try reader.pairs { labels[$0] = $1 }
    case 12: try reader.pairs(where: AnnotationFilter.keeps) { annotations[$0] = $1 }
    case 13: try reader.append(to: &ownerReferences)
    case 17: if reader.keepsManagedFields { try reader.append(to: &managedFields) } else { try reader.skip() }
    default: break
    }
  }
}
