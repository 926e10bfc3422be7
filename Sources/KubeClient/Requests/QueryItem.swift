/// One parameter of a request.
package struct QueryItem: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// The query of a URL, sorted by name as client-go's `url.Values.Encode`; items of one name keep their order.
  static func text(_ items: [QueryItem]) -> String {
    items.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
      .map { "\(URLEscaping.query($0.element.name))=\(URLEscaping.query($0.element.value))" }
      .joined(separator: "&")
  }
}
