/// Which new connections may be opened: destination ports per protocol.
package struct ConnectionSet: Hashable, Sendable {
  package var tcp: PortSet
  package var udp: PortSet
  package var sctp: PortSet

  package static let none = ConnectionSet(tcp: .none, udp: .none, sctp: .none)
  package static let all = ConnectionSet(tcp: .all, udp: .all, sctp: .all)

  package init(tcp: PortSet = .none, udp: PortSet = .none, sctp: PortSet = .none) {
    self.tcp = tcp
    self.udp = udp
    self.sctp = sctp
  }

  package subscript(transport: TransportProtocol) -> PortSet {
    get {
      switch transport {
      case .tcp: tcp
      case .udp: udp
      case .sctp: sctp
      }
    }
    set {
      switch transport {
      case .tcp: tcp = newValue
      case .udp: udp = newValue
      case .sctp: sctp = newValue
      }
    }
  }

  package var isEmpty: Bool { tcp.isEmpty && udp.isEmpty && sctp.isEmpty }
  package var isAll: Bool { tcp.isAll && udp.isAll && sctp.isAll }

  package func union(_ other: ConnectionSet) -> ConnectionSet {
    ConnectionSet(tcp: tcp.union(other.tcp), udp: udp.union(other.udp), sctp: sctp.union(other.sctp))
  }

  package func intersection(_ other: ConnectionSet) -> ConnectionSet {
    ConnectionSet(
      tcp: tcp.intersection(other.tcp), udp: udp.intersection(other.udp), sctp: sctp.intersection(other.sctp))
  }

  package func subtracting(_ other: ConnectionSet) -> ConnectionSet {
    ConnectionSet(
      tcp: tcp.subtracting(other.tcp), udp: udp.subtracting(other.udp), sctp: sctp.subtracting(other.sctp))
  }

  /// Whether every connection of `other` is in this set.
  package func isSuperset(of other: ConnectionSet) -> Bool { other.subtracting(self).isEmpty }
}

extension ConnectionSet: CustomStringConvertible {
  /// `all`, `none` or `TCP 80,443 UDP 53`.
  package var description: String {
    if isAll { return "all" }
    if isEmpty { return "none" }
    return [TransportProtocol.tcp, .udp, .sctp].filter { !self[$0].isEmpty }
      .map { "\($0.rawValue) \(self[$0])" }.joined(separator: " ")
  }
}
