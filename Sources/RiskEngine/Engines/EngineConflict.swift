/// Two engines on the same nodes, each writing rules that the other does not know.
package struct EngineConflict: Hashable, Sendable {
  /// Each with the object that it is known from, in the order of ``PolicyEngine``.
  package struct Party: Hashable, Sendable {
    package var engine: PolicyEngine
    package var signal: String
  }

  package var parties: [Party]
  /// The nodes on which both run; empty where no Nodes were given.
  package var nodes: [String]

  /// One sentence without its full stop.
  package var message: String {
    let engines = parties.map { "\($0.engine.rawValue) (\($0.signal))" }.joined(separator: " and ")
    let shown = nodes.prefix(3).joined(separator: ", ")
    let more = nodes.count > 3 ? " and \(nodes.count - 3) more" : ""
    return engines + " enforce policies side by side" + (nodes.isEmpty ? "" : " on \(shown)\(more)")
  }
}
