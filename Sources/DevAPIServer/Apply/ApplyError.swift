/// Why an apply is refused, as the API server answers it.
package enum ApplyError: Error, Hashable, Sendable {
  package struct Conflict: Hashable, Sendable {
    /// `conflict with "a" using v1`
    package var message: String
    /// `.spec.replicas`
    package var field: String
  }

  /// 400 `BadRequest`.
  case badRequest(String)
  /// 500 without a reason: the configuration does not fit the schema.
  case untyped(String)
  /// 409 `Conflict` with one cause `FieldManagerConflict` for each field.
  case conflicts(message: String, [Conflict])

  /// Source: apimachinery, managedfields/internal/conflict.go.
  static func conflicts(_ fields: [(manager: String, paths: [[PathElement]])]) -> ApplyError {
    let text = { (path: [PathElement]) in path.map(\.description).joined() }
    let all = fields.flatMap { manager, paths in
      paths.map { Conflict(message: "conflict with \(manager)", field: text($0)) }
    }
    if all.count == 1 {
      return .conflicts(message: "Apply failed with 1 conflict: \(all[0].message): \(all[0].field)", all)
    }
    let lines = fields.flatMap { manager, paths in ["conflicts with \(manager):"] + paths.map { "- \(text($0))" } }
    return .conflicts(
      message: "Apply failed with \(all.count) conflicts: \(lines.joined(separator: "\n"))", all)
  }
}
