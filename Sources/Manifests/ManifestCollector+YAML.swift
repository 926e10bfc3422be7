import KubeCore
import YAML

extension ManifestCollector {
  /// Reads YAML from `start` on, the start of a line.
  mutating func readYAML(_ bytes: [UInt8], of file: String, from start: SourceMark = .start, index: Int = 0) {
    for document in YAMLParser(limits: options.yaml).documents(bytes, from: start, index: index) {
      switch document.content {
      case .success(let tree):
        var reading = YAMLReading(file: file, document: document, tree: tree)
        reading.read(tree.root, path: [], list: nil, into: &self)
      case .failure where readJSON(document, of: bytes, in: file): break
      case .failure(let error) where Self.hasDirective(bytes, document.range):
        reportTemplate(file, error.mark)
      case .failure(let error): report(error.message, file, error.mark)
      }
    }
  }

  /// Whether `{{` stands in the range.
  private static func hasDirective(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let brace = UInt8(ascii: "{")
    return zip(bytes[range], bytes[range].dropFirst()).contains { $0 == brace && $1 == brace }
  }
}

/// One YAML document on its way to objects.
private struct YAMLReading {
  let file: String
  let document: YAMLDocument
  let tree: SourceTree

  /// Reads the object at `node`, or the items of the list there.
  mutating func read(
    _ node: SourceTree.NodeID, path: [WireError.Segment], list: ListKind?, into collector: inout ManifestCollector
  ) {
    if case .null = tree[node].value { return }
    guard case .mapping(let entries) = tree[node].value, !entries.contains(where: { $0.key == "sops" }) else {
      collector.result.passedOver += 1
      return
    }
    let apiVersion = string("apiVersion", entries) ?? list?.itemAPIVersion ?? ""
    let kind = string("kind", entries) ?? list?.itemKind ?? ""
    if apiVersion.isEmpty || kind.isEmpty {
      passOver(entries, kind: kind, mark: tree[node].start, into: &collector)
    } else if let items = items(entries), let list = ListKind(apiVersion: apiVersion, kind: kind) {
      collector.addList(in: file)
      for (index, item) in items.enumerated() {
        read(item, path: path + [.field("items"), .index(index)], list: list, into: &collector)
      }
    } else if let known = ObjectKind(apiVersion: apiVersion, kind: kind) {
      readObject(known, node, path, into: &collector)
    } else {
      collector.addUnknown(apiVersion: apiVersion, kind: kind, in: file)
      guard let use = ToolDocument(apiVersion: apiVersion, kind: kind) else { return }
      collector.add(use, tree.plain(node), at: origin(of: node, path))
    }
  }

  private func passOver(
    _ entries: [SourceTree.Entry], kind: String, mark: SourceMark, into collector: inout ManifestCollector
  ) {
    if ObjectKind(rawValue: kind) != nil, entries.contains(where: { $0.key == "metadata" }) {
      collector.report("expected apiVersion beside kind \(kind), found none", file, mark)
    } else {
      collector.result.passedOver += 1
    }
  }

  private func readObject(
    _ kind: ObjectKind, _ node: SourceTree.NodeID, _ path: [WireError.Segment],
    into collector: inout ManifestCollector
  ) {
    var reader = SourceTreeReader(tree, at: node)
    do throws(WireError) {
      let object = try KubeObject(kind, from: &reader)
      let start = tree[node].start
      let isTemplate = object.metadata.name.contains("{{") || object.metadata.namespace.contains("{{")
      guard !isTemplate else { return collector.reportTemplate(file, start) }
      collector.add(object, origin(of: node, path))
    } catch {
      var error = error
      error.path = path + error.path
      collector.report(error.message, file, tree.place(at: error.path).value.lowerBound)
    }
  }

  private func origin(of node: SourceTree.NodeID, _ path: [WireError.Segment]) -> ObjectOrigin {
    let start = tree[node].start
    return ObjectOrigin(
      file: file, document: document.index, documentRange: document.range, documentLine: document.line,
      range: start.offset..<max(start.offset, tree[node].end.offset), path: path, mark: start, isJSON: false)
  }

  private func string(_ name: String, _ entries: [SourceTree.Entry]) -> String? {
    guard let entry = entries.first(where: { $0.key == name }), case .string(let text) = tree[entry.value].value
    else { return nil }
    return text
  }

  private func items(_ entries: [SourceTree.Entry]) -> [SourceTree.NodeID]? {
    guard let entry = entries.first(where: { $0.key == "items" }) else { return nil }
    switch tree[entry.value].value {
    case .sequence(let items): return items
    case .null: return []
    default: return nil
    }
  }
}
