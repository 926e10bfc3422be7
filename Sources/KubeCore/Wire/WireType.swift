/// What an object on the wire says that it is (`metav1.TypeMeta`).
package struct WireType: Hashable, Sendable {
  package var apiVersion: String
  package var kind: String

  package init(apiVersion: String, kind: String) {
    self.apiVersion = apiVersion
    self.kind = kind
  }

  /// `metav1.Status`, the answer that may come instead of any object.
  package static let status = WireType(apiVersion: "v1", kind: "Status")

  /// The type of a list of such objects.
  package var list: WireType { WireType(apiVersion: apiVersion, kind: kind + "List") }
}

extension WireType: CustomStringConvertible {
  /// `apps/v1 Deployment`, as the command line prints a type.
  package var description: String { "\(apiVersion) \(kind)" }
}
