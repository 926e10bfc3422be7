package import Support

/// The columns of a Table and what an object shows in them.
package struct TableLayout: Sendable {
  package var columns: [TableColumn]
  private let cellsOf: @Sendable (Tree, Timestamp) -> [Tree]

  package init(columns: [TableColumn], cells: @escaping @Sendable (Tree, Timestamp) -> [Tree]) {
    self.columns = columns
    cellsOf = cells
  }

  /// One cell for each column.
  package func cells(_ object: Tree, now: Timestamp) -> [Tree] { cellsOf(object, now) }

  /// Name and age, for kinds without a layout of their own.
  package static let plain = TableLayout(columns: [.name, .age]) { object, now in
    [object.name, .string(HumanDuration.since(object.creation, now: now))]
  }

  /// As the API server shows Pods.
  package static let pods = TableLayout(columns: PodTable.columns) { PodTable($0).cells(now: $1) }

  /// The printer columns of a CustomResourceDefinition; with none of them the name and when it was created. Source:
  /// apiextensions-apiserver, pkg/registry/customresource/tableconvertor, and pkg/apiserver/customresource_handler.go.
  package static func custom(_ printers: [CustomResourceDefinition.PrinterColumn]) -> TableLayout {
    var printers = printers
    if printers.isEmpty {
      var age = CustomResourceDefinition.PrinterColumn()
      age.name = "Age"
      age.type = "date"
      age.description = TableColumn.age.description
      age.jsonPath = ".metadata.creationTimestamp"
      printers = [age]
    }
    let columns = printers.map { printer in
      let words = "Custom resource definition column (in JSONPath format): \(printer.jsonPath)"
      return TableColumn(
        name: printer.name, type: printer.type, format: printer.format,
        description: printer.description.isEmpty ? words : printer.description, priority: printer.priority)
    }
    let paths = printers.map { (path: try? JSONPath($0.jsonPath), type: $0.type) }
    return TableLayout(columns: [.name] + columns) { object, now in
      [object.name]
        + paths.map { path, type in
          guard let value = path?.first(in: object) else { return .null }
          return customCell(value, type, now: now)
        }
    }
  }

  /// A value of another type than its column's is left out. Source: `cellForJSONValue`.
  private static func customCell(_ value: Tree, _ type: String, now: Timestamp) -> Tree {
    switch (type, value) {
    case ("string", .string): value
    case ("string", .null): "<nil>"
    case ("string", _): .string(value.goBadValue)
    case ("integer", .integer), ("number", .number), ("number", .integer), ("boolean", .bool): value
    case ("integer", .number(let number)): Int64(exactly: number.rounded(.towardZero)).map { .integer($0) } ?? .null
    case ("date", .string(let stamp)): .string(HumanDuration.since(stamp, now: now))
    default: .null
    }
  }
}

extension Tree {
  fileprivate var name: Tree { self["metadata"]?["name"] ?? "" }
  fileprivate var creation: String? { self["metadata"]?["creationTimestamp"]?.stringValue }
}
