package import Support

/// A strategic merge patch: a merge patch that knows which lists merge by which key, with directives. Source:
/// apimachinery, pkg/util/strategicpatch/patch.go; the errors and their statuses are the API server's.
package struct StrategicMergePatch: Hashable, Sendable {
  package var body: Tree

  package init(_ body: Tree) { self.body = body }

  /// Reads the body of a request: an object, or `null` for no change.
  package init(request body: Tree) throws(PatchError) {
    switch body {
    case .object: self.body = body
    case .null: self.body = .object([])
    default:
      throw .badRequest("json: cannot unmarshal \(body.goJSONName) into Go value of type map[string]interface {}")
    }
  }

  /// Custom resources have no struct tags: the server refuses the media type for them, and the library says this.
  package static let unsupported = PatchError.badRequest("strategic merge patch format is not supported")

  /// Applies the patch to an object of a built-in kind.
  package func apply(
    to document: Tree, type: String, table: MergeKeyTable = .builtin
  ) throws(PatchError) -> Tree {
    try StrategicMerge(table: table).map(document, with: body, type: type)
  }
}

/// The names that stand for instructions in a patch.
enum PatchDirective {
  static let marker = "$patch"
  static let retainKeys = "$retainKeys"
  static let deleteFromPrimitiveList = "$deleteFromPrimitiveList"
  static let setElementOrder = "$setElementOrder"

  /// The field that `$directive/field` speaks of.
  static func field(of name: String, after prefix: String, else message: String) throws(PatchError) -> String {
    guard name.hasPrefix(prefix + "/") else { throw .badRequest(message) }
    return String(name.dropFirst(prefix.count + 1))
  }
}
