import KubeCore

/// Where a path leads to in a document's text.
struct EditSite {
  /// The collection that holds the node; `nil` at the root.
  var parent: LayoutNode?
  /// Which of the parent's items the node is the value of.
  var index = 0
  /// The collection that holds the parent.
  var grandparent: LayoutNode?
  /// The value at the path, or the last on the way that exists.
  var node: LayoutNode
  /// The segments that lead to nothing yet.
  var rest: ArraySlice<WireError.Segment>

  var item: LayoutItem? { parent?.items[index] }
}

extension EditPlan {
  /// Follows a path; refuses to go through aliases, shared anchors, tags and merge keys.
  func site(of path: [WireError.Segment]) throws(YAMLEditRefusal) -> EditSite {
    var site = EditSite(node: document.layout.root, rest: path[...])
    var source = document.tree.root
    while let segment = site.rest.first {
      try check(site, for: path)
      guard let (index, value) = try child(segment, of: site, source, path) else { return site }
      source = value
      let item = site.node.items[index]
      site = EditSite(
        parent: site.node, index: index, grandparent: site.parent, node: item.value, rest: site.rest.dropFirst())
    }
    return site
  }

  /// The item that a segment names, and what it says; `nil` where there is none.
  private func child(
    _ segment: WireError.Segment, of site: EditSite, _ source: SourceTree.NodeID, _ path: [WireError.Segment]
  ) throws(YAMLEditRefusal) -> (Int, SourceTree.NodeID)? {
    switch (document.tree[source].value, segment) {
    case (.mapping(let entries), .field(let name)):
      guard let entry = entries.first(where: { $0.key.utf8.elementsEqual(name.utf8) }) else { return nil }
      guard let index = site.node.items.firstIndex(where: { $0.start.offset == entry.keyMark.offset }) else {
        let text = WireError.text(Array(path.dropLast(site.rest.count - 1)))
        throw YAMLEditRefusal(.mergeKey, "\(text) comes from a merge key", at: entry.keyMark)
      }
      return (index, entry.value)
    case (.sequence(let elements), .index(let index)):
      return elements.indices.contains(index) && index < site.node.items.count ? (index, elements[index]) : nil
    default: return nil
    }
  }

  /// Refuses a node whose text stands for more than itself.
  func check(_ site: EditSite, for path: [WireError.Segment]) throws(YAMLEditRefusal) {
    let text = WireError.text(Array(path.dropLast(site.rest.count)))
    let name = text.isEmpty ? "the document" : text
    if site.node.kind == .alias {
      throw YAMLEditRefusal(.anchor, "\(name) is an alias of a value elsewhere", at: site.node.start)
    }
    if let use = site.node.anchor.flatMap({ document.layout.aliases[$0]?.first }) {
      throw YAMLEditRefusal(.anchor, "\(name) has an anchor that is used in line \(use.line)", at: site.node.start)
    }
    if site.node.hasTag { throw YAMLEditRefusal(.tag, "\(name) has a tag", at: site.node.start) }
    if site.rest.isEmpty, site.node.anchor != nil {
      throw YAMLEditRefusal(.anchor, "\(name) has an anchor", at: site.node.start)
    }
  }

  /// Refuses to take away text with an anchor that is used outside of it.
  func checkAnchors(in range: Range<Int>, of nodes: [LayoutNode]) throws(YAMLEditRefusal) {
    for node in nodes {
      let uses = node.anchor.flatMap { document.layout.aliases[$0] } ?? []
      if let use = uses.first(where: { !range.contains($0.offset) }) {
        throw YAMLEditRefusal(.anchor, "an anchor in the value is used in line \(use.line)", at: node.start)
      }
      for item in node.items { try checkAnchors(in: range, of: item.key + [item.value]) }
    }
  }
}
