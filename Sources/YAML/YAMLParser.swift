package import KubeCore

/// Reads the documents of a YAML file, each for itself: a broken one takes no other with it.
///
/// Scalars, keys and merges are resolved as `sigs.k8s.io/yaml` (go-yaml v2, then JSON) resolves them for kubectl and
/// the API server. Bombs are refused by ``Limits``.
package struct YAMLParser: Sendable {
  /// What one document may cost.
  package struct Limits: Hashable, Sendable {
    /// Sequences and mappings inside one another.
    package var depth: Int
    /// Nodes that aliases and merge keys may add. go-yaml's ratio rule allows between 396,000 and 400,000
    /// (`allowedAliasRatio` in its `decode.go`).
    package var expandedNodes: Int
    /// Nodes that are written down.
    package var nodes: Int

    package init(depth: Int = 100, expandedNodes: Int = 400_000, nodes: Int = 10_000_000) {
      self.depth = depth
      self.expandedNodes = expandedNodes
      self.nodes = nodes
    }
  }

  package var limits: Limits

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// The documents of a file's bytes, in order, read one at a time.
  ///
  /// - Parameters:
  ///   - start: the start of a line, where the file begins with something else than YAML.
  ///   - index: the first document's index.
  package func documents(_ bytes: [UInt8], from start: SourceMark = .start, index: Int = 0) -> YAMLDocuments {
    YAMLDocuments(bytes, limits: limits, from: start, index: index)
  }

  /// Reads one document again, from the place that ``YAMLDocument`` names.
  package func document(_ bytes: [UInt8], range: Range<Int>, line: Int) -> Result<SourceTree, YAMLSyntaxError> {
    let range = range.clamped(to: 0..<bytes.count)
    let chunk = DocumentSplitter.Chunk(range: range, line: line)
    var interner = StringInterner(bits: 8)
    let tree = bytes.withUnsafeBufferPointer {
      YAMLDocuments.read(chunk, of: $0, limits: limits, interner: &interner)
    }
    return tree ?? .success(SourceTree(nodes: [.init(value: .null, start: .start, end: .start)], root: 0))
  }
}
