/// `metav1.CreateOptions`, `UpdateOptions` and `PatchOptions`.
package struct WriteOptions: Hashable, Sendable {
  /// What becomes of fields that the server does not know.
  package enum FieldValidation: String, Hashable, Sendable {
    case ignore = "Ignore"
    /// They are dropped, and a `Warning` header names each. The server's default.
    case warn = "Warn"
    /// The request fails with 422.
    case strict = "Strict"
  }

  /// Who is charged with the change in `managedFields`; must be set for an apply.
  package var fieldManager: String?
  package var fieldValidation: FieldValidation?
  /// The server does everything but keep the result (`dryRun=All`).
  package var isDryRun = false
  /// An apply takes fields over that other managers own; of no meaning elsewhere.
  package var isForced = false
  /// From the start to the last byte of the answer.
  package var timeout: Duration = APIRequest.defaultTimeout

  package init(fieldManager: String? = nil, isDryRun: Bool = false, isForced: Bool = false) {
    self.fieldManager = fieldManager
    self.isDryRun = isDryRun
    self.isForced = isForced
  }

  var query: [QueryItem] {
    var items: [QueryItem] = []
    if let fieldManager { items.append(QueryItem("fieldManager", fieldManager)) }
    if let fieldValidation { items.append(QueryItem("fieldValidation", fieldValidation.rawValue)) }
    if isDryRun { items.append(QueryItem("dryRun", "All")) }
    if isForced { items.append(QueryItem("force", "true")) }
    return items
  }
}
