internal import KubeCore
internal import Support

/// `meta.k8s.io/v1` Tables of objects.
enum TableView {
  static func table(of objects: [Tree], metadata: Tree? = nil, encoder: ObjectEncoder) -> Tree {
    let metadata =
      metadata ?? .members(("resourceVersion", objects.first?.at("metadata", "resourceVersion")))
    let layout = encoder.served.tableLayout
    return document(metadata, layout, rows: objects.map { row($0, layout, encoder) })
  }

  static func bookmark(_ revision: UInt64, encoder: ObjectEncoder) -> Tree {
    document(["resourceVersion": .string(String(revision))], encoder.served.tableLayout, rows: [])
  }

  private static func document(_ metadata: Tree, _ layout: TableLayout, rows: [Tree]) -> Tree {
    .members(
      ("kind", "Table"), ("apiVersion", "meta.k8s.io/v1"), ("metadata", metadata),
      ("columnDefinitions", .array(layout.columns.map(\.tree))), ("rows", .array(rows)))
  }

  private static func row(_ object: Tree, _ layout: TableLayout, _ encoder: ObjectEncoder) -> Tree {
    let shown: Tree? =
      switch encoder.representation.included {
      case .none: nil
      case .metadata: ObjectEncoder.partial(object)
      case .object: object
      }
    return .members(("cells", .array(layout.cells(object, now: encoder.time.now()))), ("object", shown))
  }
}

extension ServedResource {
  var tableLayout: TableLayout {
    if let custom { return .custom(custom.version.printerColumns) }
    return TableLayout.builtin(resource.kind) ?? .plain
  }
}
