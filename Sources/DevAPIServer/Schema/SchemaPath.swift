/// The path of a field in messages: `field.Path` of k8s.io/apimachinery, where no path at all prints `<nil>`.
package struct SchemaPath: Hashable, Sendable {
  private var text = ""

  package init(_ text: String = "") { self.text = text }

  /// Whether there is no step yet.
  package var isRoot: Bool { text.isEmpty }

  package func child(_ name: String) -> SchemaPath { SchemaPath(isRoot ? name : text + "." + name) }
  package func index(_ index: Int) -> SchemaPath { SchemaPath(text + "[\(index)]") }
  package func key(_ key: String) -> SchemaPath { SchemaPath(text + "[" + key + "]") }
}

extension SchemaPath: CustomStringConvertible {
  package var description: String { isRoot ? "<nil>" : text }
}
