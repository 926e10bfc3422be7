/// What enforces policies on each node, and how that is known.
package struct ClusterEngine: Hashable, Sendable {
  /// What one node runs.
  package struct NodeEngine: Hashable, Sendable {
    package var node: String
    package var engine: PolicyEngine
    /// Nothing tells the engine: the worst is assumed.
    package var isAssumed: Bool
    /// Object and field that it is known from, one sentence without its full stop.
    package var signal: String

    /// The engine's name; `unknown` where it is only assumed.
    package var name: String { isAssumed ? ClusterEngine.unknownName : engine.rawValue }
  }

  package static let unknownName = "unknown"
  package static let mixedName = "mixed"

  /// The engine that every node runs; `mixed` where they differ, `unknown` where it is only assumed.
  package var name: String
  /// Object and field that it is known from, one sentence without its full stop.
  package var signal: String
  /// By name of the node.
  package var nodes: [NodeEngine]
  /// What a pod meets whose node is not known: the worst of what there is.
  package var anywhere: PolicyEngine
  package var conflicts: [EngineConflict]
  /// Whether no rebuilding engine is certain, and one is assumed because nothing tells.
  package var isAssumed: Bool

  /// Whether any node's engine rebuilds its state when unrelated pods come and go.
  package var rebuildsOnChurn: Bool { anywhere.rebuildsOnChurn }

  /// Whether policies have an effect on at least one node.
  package var enforcesPolicy: Bool { anywhere.enforcesPolicy }

  /// Why churn cannot interrupt workloads here; `nil` where it can on some node.
  package var ruledOutReason: String? {
    guard !rebuildsOnChurn else { return nil }
    var reasons: [String] = []
    for reason in (nodes.map(\.engine) + [anywhere]).compactMap(\.ruledOutReason) where !reasons.contains(reason) {
      reasons.append(reason)
    }
    return reasons.joined(separator: "; ")
  }

  /// What enforces policies on a node; for a pod without a node, and for a node that was not given, the worst of all.
  package func engine(ofNode name: String) -> PolicyEngine {
    var range = nodes.startIndex..<nodes.endIndex
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if nodes[middle].node == name { return nodes[middle].engine }
      range = nodes[middle].node < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return anywhere
  }

  /// The same for the report.
  package var report: EngineReport {
    EngineReport(
      name: name, signal: signal,
      nodes: nodes.map { EngineReport.NodeEngine(node: $0.node, name: $0.name, signal: $0.signal) },
      rebuildsOnChurn: rebuildsOnChurn, enforcesPolicy: enforcesPolicy, isAssumed: isAssumed)
  }
}
