package import KubeCore

/// What a change to policies, pods or namespaces gives and takes.
///
/// It compares pods that are there before and after. A pod that moves to the host's network or away from it is
/// compared too; one that is there all the time is seen as the outside address that it has.
package struct ConnectivityDifference: Hashable, Sendable {
  package var gained = Changes()
  package var lost = Changes()

  package var isEmpty: Bool { gained.count == 0 && lost.count == 0 }

  /// Connections that became possible, or impossible.
  package struct Changes: Hashable, Sendable {
    /// The first of them: those with outside addresses, then those between pods, each in order.
    package var examples: [ConnectionChange] = []
    /// How many there are: ordered pairs of pods, and for outside addresses one for each pod and set of ports.
    package var count = 0
  }
}

/// Connections from one end to another that a change gives or takes.
package struct ConnectionChange: Hashable, Sendable {
  package var from: Party
  package var to: Party
  package var connections: ConnectionSet

  package init(from: Party, to: Party, connections: ConnectionSet) {
    self.from = from
    self.to = to
    self.connections = connections
  }

  package enum Party: Hashable, Sendable {
    case pod(ObjectKey)
    /// Addresses that are not seen as pods'.
    case outside(IPSet)
  }
}

extension ConnectionChange: CustomStringConvertible {
  /// `a/client -> b/server: TCP 80`.
  package var description: String { "\(from) -> \(to): \(connections)" }
}

extension ConnectionChange.Party: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pod(let key): "\(key.namespace)/\(key.name)"
    case .outside(let set):
      set.prefixes.count > 4 ? set.description : set.prefixes.map(\.description).joined(separator: ", ")
    }
  }
}
