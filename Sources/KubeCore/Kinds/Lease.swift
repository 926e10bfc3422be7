package import Support

/// `coordination.k8s.io/v1.Lease`: who leads, and since when.
package struct Lease: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = LeaseSpec()

  package init() {}

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    default: break
    }
  }
}

/// `coordination.k8s.io/v1.LeaseSpec`; every field is a pointer in Go.
package struct LeaseSpec: Hashable, WireMessage {
  /// Empty or absent where nobody holds the lease.
  package var holderIdentity: String?
  package var leaseDurationSeconds: Int32?
  package var acquireTime: Timestamp?
  package var renewTime: Timestamp?
  package var leaseTransitions: Int32?

  package init() {}

  package static let wireFields = [
    WireField("holderIdentity", 1), WireField("leaseDurationSeconds", 2), WireField("acquireTime", 3),
    WireField("renewTime", 4), WireField("leaseTransitions", 5),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: holderIdentity = try reader.string()
    case 2: leaseDurationSeconds = try reader.int32()
    case 3: acquireTime = try reader.timestamp()
    case 4: renewTime = try reader.timestamp()
    case 5: leaseTransitions = try reader.int32()
    default: break
    }
  }
}
