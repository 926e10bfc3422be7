/// `networking/v1.NetworkPolicy`.
package struct NetworkPolicy: Hashable, WireMessage {
  package var metadata = ObjectMeta()
  package var spec = NetworkPolicySpec()

  package init() {}

  package static let wireFields = [WireField("metadata", 1), WireField("spec", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1:
      reader.keepsManagedFields = true
      defer { reader.keepsManagedFields = false }
      try reader.message(into: &metadata)
    case 2: try reader.message(into: &spec)
    default: break
    }
  }
}

/// `networking/v1.NetworkPolicySpec`.
package struct NetworkPolicySpec: Hashable, WireMessage {
  /// Not a pointer in Go: missing and `{}` both select all pods of the namespace.
  package var podSelector = LabelSelector()
  package var ingress: [NetworkPolicyIngressRule] = []
  package var egress: [NetworkPolicyEgressRule] = []
  /// `Ingress`, `Egress`; filled in by defaulting where empty.
  package var policyTypes: [String] = []

  package init() {}

  package static let wireFields = [
    WireField("podSelector", 1), WireField("ingress", 2), WireField("egress", 3), WireField("policyTypes", 4),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.message(into: &podSelector)
    case 2: try reader.append(to: &ingress)
    case 3: try reader.append(to: &egress)
    case 4: try reader.append(to: &policyTypes)
    default: break
    }
  }
}

/// `networking/v1.NetworkPolicyIngressRule`: allows what matches one of `ports` and one of `from`; an empty list allows any.
package struct NetworkPolicyIngressRule: Hashable, WireMessage {
  package var ports: [NetworkPolicyPort] = []
  package var from: [NetworkPolicyPeer] = []

  package init() {}

  package static let wireFields = [WireField("ports", 1), WireField("from", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.append(to: &ports)
    case 2: try reader.append(to: &from)
    default: break
    }
  }
}

/// `networking/v1.NetworkPolicyEgressRule`: allows what matches one of `ports` and one of `to`; an empty list allows any.
package struct NetworkPolicyEgressRule: Hashable, WireMessage {
  package var ports: [NetworkPolicyPort] = []
  package var to: [NetworkPolicyPeer] = []

  package init() {}

  package static let wireFields = [WireField("ports", 1), WireField("to", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.append(to: &ports)
    case 2: try reader.append(to: &to)
    default: break
    }
  }
}

/// `networking/v1.NetworkPolicyPort`.
package struct NetworkPolicyPort: Hashable, WireMessage {
  package var `protocol`: String?
  /// A number or the name of a container port; any port where it is left out.
  package var port: IntOrString?
  /// The last port of a range, inclusive; needs a numeric `port`.
  package var endPort: Int32?

  package init() {}

  package static let wireFields = [WireField("protocol", 1), WireField("port", 2), WireField("endPort", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: `protocol` = try reader.string()
    case 2: port = try reader.intOrString()
    case 3: endPort = try reader.int32()
    default: break
    }
  }
}

/// `networking/v1.IPBlock`.
package struct IPBlock: Hashable, WireMessage {
  package var cidr = ""
  package var except: [String] = []

  package init() {}

  package static let wireFields = [WireField("cidr", 1), WireField("except", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: cidr = try reader.string()
    case 2: try reader.append(to: &except)
    default: break
    }
  }
}

/// `networking/v1.NetworkPolicyPeer`: pods by their labels and their namespace's, or an IP block; never both.
package struct NetworkPolicyPeer: Hashable, WireMessage {
  package var podSelector = PeerSelector.absent
  package var namespaceSelector = PeerSelector.absent
  package var ipBlock: IPBlock?

  package init() {}

  package static let wireFields = [
    WireField("podSelector", 1), WireField("namespaceSelector", 2), WireField("ipBlock", 3),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: podSelector = try selector(podSelector, from: &reader)
    case 2: namespaceSelector = try selector(namespaceSelector, from: &reader)
    case 3: try reader.message(into: &ipBlock)
    default: break
    }
  }

  private func selector<Reader: WireReader>(
    _ current: PeerSelector, from reader: inout Reader
  ) throws(WireError) -> PeerSelector {
    var selector = current.selector ?? LabelSelector()
    try reader.message(into: &selector)
    return PeerSelector(selector)
  }
}
