package import Support

/// Why the API server refuses a patch, as it answers it. Source: apiserver, pkg/endpoints/handlers/patch.go.
package struct PatchError: Error, Hashable, Sendable {
  /// The HTTP status: 400, 413, 422 or 500.
  package var code: Int
  /// Empty for a plain error, which the server answers with 500.
  package var reason: String
  package var message: String
  /// What went wrong in the words of the library. A 422 hides them behind a general ``message``.
  package var detail: String

  package init(code: Int, reason: String, message: String, detail: String? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.detail = detail ?? message
  }

  static func badRequest(_ message: String) -> PatchError {
    PatchError(code: 400, reason: "BadRequest", message: message)
  }

  static func tooLarge(_ message: String) -> PatchError {
    PatchError(
      code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: \(message)", detail: message)
  }

  /// The patch is well formed and does not apply: the answer does not say why.
  static func unprocessable(_ detail: String) -> PatchError {
    PatchError(
      code: 422, reason: "Invalid", message: "the server rejected our request due to an error in our request",
      detail: detail)
  }

  /// An error without a status of its own.
  static func unclassified(_ message: String) -> PatchError { PatchError(code: 500, reason: "", message: message) }

  /// The `metav1.Status` of the answer.
  package var status: Tree {
    .members(
      ("kind", "Status"), ("apiVersion", "v1"), ("metadata", .object([])), ("status", "Failure"),
      ("message", .string(message)), ("reason", reason.isEmpty ? nil : .string(reason)),
      ("details", code == 422 ? .object([]) : nil), ("code", .integer(Int64(code))))
  }
}
