package import KubeCore

/// Every connection that policies allow between the pods of a snapshot, by the specification.
///
/// Port names are resolved. A pod's connections to itself, finished pods and pods on the host's network are left out.
/// What depends on a Namespace that was not given counts as not allowed.
package struct Connectivity: Sendable {
  /// The pods, in order.
  package let endpoints: [PodEndpoint]
  private let matrix: ConnectivityMatrix

  init(_ snapshot: PolicySnapshot) {
    endpoints = snapshot.endpoints.filter(\.isSelectable)
    matrix = ConnectivityMatrix(snapshot, endpoints, byNode: false)
  }

  /// Calls `body` for each pair with an allowed connection, in order of source and destination.
  package func forEachConnection(_ body: (PodEndpoint, PodEndpoint, ConnectionSet) -> Void) {
    for (source, from) in endpoints.enumerated() {
      let sourceClass = matrix.classes.classOf[source]
      let row = (0..<matrix.classes.count).map { matrix.connections(from: sourceClass, to: $0) }
      for (destination, to) in endpoints.enumerated() where destination != source {
        let connections = row[matrix.classes.classOf[destination]]
        if !connections.isEmpty { body(from, to, connections) }
      }
    }
  }

  /// The connections from one of ``endpoints`` to another; none for a pod to itself and for pods that are left out.
  package func connections(from source: ObjectKey, to destination: ObjectKey) -> ConnectionSet {
    guard source != destination, let from = position(source), let to = position(destination) else { return .none }
    return matrix.connections(from: matrix.classes.classOf[from], to: matrix.classes.classOf[to])
  }

  private func position(_ id: ObjectKey) -> Int? {
    var low = 0
    var high = endpoints.count
    while low < high {
      let middle = (low + high) / 2
      if endpoints[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < endpoints.count && endpoints[low].id == id ? low : nil
  }
}

extension PolicySnapshot {
  /// Every allowed connection between pods.
  package func connectivity() -> Connectivity { Connectivity(self) }
}
