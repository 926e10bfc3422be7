import NetworkSemantics
import Support

/// Writes connections line by line, so that millions of pairs need no memory.
struct ConnectivityListing {
  /// By position among the endpoints.
  let names: [String]
  let isJSON: Bool
  let write: (String) -> Void

  /// Every pair of endpoints.
  func writePairs(_ connectivity: Connectivity) {
    let names = Dictionary(zip(connectivity.endpoints.map(\.id), names)) { first, _ in first }
    var lines = Lines(self)
    connectivity.forEachConnection { from, to, connections in
      lines.append(names[from.id] ?? from.name, names[to.id] ?? to.name, connections)
    }
    lines.flush()
  }

  /// Every pair of names, with the union of the connections of their endpoints, in order of name.
  func writeMerged(_ connectivity: Connectivity) {
    let names = Dictionary(zip(connectivity.endpoints.map(\.id), names)) { first, _ in first }
    var merged: [String: [String: ConnectionSet]] = [:]
    connectivity.forEachConnection { from, to, connections in
      guard let from = names[from.id], let to = names[to.id], from != to else { return }
      let known = merged[from, default: [:]][to]
      merged[from, default: [:]][to] = known.map { $0.union(connections) } ?? connections
    }
    var lines = Lines(self)
    for (from, row) in merged.sorted(by: { $0.key < $1.key }) {
      for (to, connections) in row.sorted(by: { $0.key < $1.key }) { lines.append(from, to, connections) }
    }
    lines.flush()
  }

  /// Lines on their way out, in large pieces; the text of a connection set is made once.
  private struct Lines {
    private let listing: ConnectivityListing
    private let width: Int
    private var texts: [ConnectionSet: String] = [:]
    private var pending = ""

    init(_ listing: ConnectivityListing) {
      self.listing = listing
      width = listing.names.reduce(4) { max($0, $1.count) }
      if !listing.isJSON { pending = "FROM".leading(width) + "  " + "TO".leading(width) + "  CONNECTIONS\n" }
    }

    mutating func append(_ from: String, _ to: String, _ connections: ConnectionSet) {
      let text = texts[connections] ?? (listing.isJSON ? Self.json(connections) : connections.description)
      texts[connections] = text
      if listing.isJSON {
        pending += "{\"from\":\(JSONWriter.quoted(from)),\"to\":\(JSONWriter.quoted(to)),\"connections\":\(text)}\n"
      } else {
        pending += "\(printable(from).leading(width))  \(printable(to).leading(width))  \(text)\n"
      }
      if pending.utf8.count > 1 << 16 { flush() }
    }

    mutating func flush() {
      if !pending.isEmpty { listing.write(pending) }
      pending = ""
    }

    private static func json(_ connections: ConnectionSet) -> String {
      let members = [TransportProtocol.tcp, .udp, .sctp].map { transport in
        Tree.Member(transport.rawValue, .string(connections[transport].description))
      }
      return JSONWriter().text(.object(members))
    }
  }
}
