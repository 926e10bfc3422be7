import KubeCore

/// What some policies can see of a pod.
struct EndpointTraits: Hashable {
  let labels: [String?]
  let ports: [PodPort]
  let blocks: [Int]
  let hostNetwork: Bool

  /// Reads pods for policies that look at these labels and cut addresses here.
  struct Reader {
    let labelKeys: [String]
    let cuts: [AddressCuts]

    func read(_ endpoint: PodEndpoint) -> EndpointTraits {
      var addresses: [IPAddress?] = IPFamily.allCases.map(endpoint.address)
      addresses.append(endpoint.knownAddress)
      let blocks = cuts.flatMap { cuts in addresses.map { $0.map(cuts.index) ?? -1 } }
      let families = addresses.map { Int($0?.family.rawValue ?? 0) }
      return EndpointTraits(
        labels: labelKeys.map { endpoint.labels[$0] }, ports: endpoint.ports, blocks: blocks + families,
        hostNetwork: endpoint.hostNetwork)
    }
  }
}
