/// One YAML document as a tree of nodes with source marks, scalars already resolved to JSON's types as
/// `sigs.k8s.io/yaml` does.
///
/// Nodes lie in one array; an alias is the same node reached twice, and merge keys are already merged. The YAML target
/// builds it, ``SourceTreeReader`` reads objects from it.
package struct SourceTree: Sendable {
  package typealias NodeID = Int32

  package enum Value: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case sequence([NodeID])
    /// Entries in source order; keys are unique.
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package var key: String
    package var keyMark: SourceMark
    package var value: NodeID

    package init(key: String, keyMark: SourceMark, value: NodeID) {
      self.key = key
      self.keyMark = keyMark
      self.value = value
    }
  }

  package struct Node: Sendable {
    package var value: Value
    /// Where the node's text starts and where it ends (exclusive).
    package var start: SourceMark
    package var end: SourceMark

    package init(value: Value, start: SourceMark, end: SourceMark) {
      self.value = value
      self.start = start
      self.end = end
    }
  }

  package var nodes: [Node]
  package var root: NodeID

  package init(nodes: [Node], root: NodeID) {
    self.nodes = nodes
    self.root = root
  }

  /// The node with this id; ids come from this tree, so they are always in range.
  package subscript(id: NodeID) -> Node { nodes[Int(id)] }
}
