/// The ports of a rule: those that are the same for every destination, and names that each pod resolves itself.
struct RulePorts: Hashable {
  var fixed: ConnectionSet
  var names: Set<PortName>

  struct PortName: Hashable {
    let transport: TransportProtocol
    let name: String
  }

  init(_ ports: [CompiledPort]?) {
    fixed = ports == nil ? .all : .none
    names = []
    for port in ports ?? [] {
      switch port {
      case .range(let transport, let set):
        for transport in transport.map({ [$0] }) ?? TransportProtocol.allCases {
          fixed[transport] = fixed[transport].union(set)
        }
      case .named(let transport, let name): names.insert(PortName(transport: transport, name: name))
      case .nothing: break
      }
    }
  }

  /// The ports toward a pod that has these named ports.
  func resolved(_ ports: [PodPort]) -> ConnectionSet {
    guard !names.isEmpty else { return fixed }
    var set = fixed
    for port in ports where names.contains(PortName(transport: port.transport, name: port.name)) {
      set[port.transport] = set[port.transport].union(PortSet(port.number))
    }
    return set
  }
}
