import KubeCore
import Support

/// How far mappings and lists are indented under their keys, by what is written already.
struct IndentStyle {
  private var steps: [Int: Int] = [:]
  private var listSteps: [Int: Int] = [:]

  /// What most mappings do, `nil` where there is none.
  var step: Int? { Self.mostFrequent(steps) }
  /// What most lists do, `nil` where there is none.
  var listStep: Int? { Self.mostFrequent(listSteps) }

  /// Counts the values under a mapping's keys, and those further in.
  mutating func count(_ node: LayoutNode, isDeep: Bool = true) {
    guard !node.isFlow else { return }
    for item in node.items {
      count(item, in: node)
      if isDeep { count(item.value) }
    }
  }

  private mutating func count(_ item: LayoutItem, in node: LayoutNode) {
    guard node.kind == .mapping, item.value.isBlockCollection, let column = item.value.column else { return }
    let distance = column - (item.start.column - 1)
    if item.value.kind == .mapping { steps[distance, default: 0] += 1 } else { listSteps[distance, default: 0] += 1 }
  }

  private static func mostFrequent(_ counts: [Int: Int]) -> Int? {
    counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// The writer for text near `nodes`: as they do it, else as the document does, else as the file does.
  static func writer(near nodes: [LayoutNode], in document: EditableDocument, usesBlockText: Bool) -> YAMLWriter {
    var styles = nodes.map { node in
      var style = IndentStyle()
      style.count(node, isDeep: false)
      return style
    }
    var whole = IndentStyle()
    whole.count(document.layout.root)
    styles.append(whole)
    if !styles.contains(where: { $0.step != nil }) || !styles.contains(where: { $0.listStep != nil }) {
      styles.append(ofFile(document.lines.bytes))
    }
    return YAMLWriter(
      step: styles.lazy.compactMap(\.step).first ?? 2, listStep: styles.lazy.compactMap(\.listStep).first ?? 0,
      usesBlockText: usesBlockText)
  }

  private static func ofFile(_ bytes: [UInt8]) -> IndentStyle {
    var style = IndentStyle()
    for document in YAMLParser().documents(bytes) {
      guard case .success = document.content else { continue }
      let layout = LayoutReader.layout(TextLines(bytes, document: document.range), line: document.line)
      if let layout { style.count(layout.root) }
    }
    return style
  }
}
