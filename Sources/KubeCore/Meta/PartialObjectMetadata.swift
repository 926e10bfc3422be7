/// `metav1.PartialObjectMetadata`: the metadata alone of objects of kind `Kind`, for an `Accept` that ends in
/// `;as=PartialObjectMetadata;g=meta.k8s.io;v=v1`.
package struct PartialObjectMetadata<Kind: Resource>: Resource {
  package var metadata = ObjectMeta()

  package init() {}

  package static var resource: APIResource { Kind.resource }
  package static var wireType: WireType {
    WireType(apiVersion: "meta.k8s.io/v1", kind: "PartialObjectMetadata")
  }

  package static var wireFields: [WireField] { Namespace.wireFields }

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    default: break
    }
  }
}
