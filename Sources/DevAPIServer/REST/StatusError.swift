internal import KubeCore
package import Support

/// A refusal: becomes a `Status` and the HTTP status. Source of reasons and words: apimachinery, pkg/api/errors.
package struct StatusError: Error, Hashable, Sendable {
  package struct Cause: Hashable, Sendable {
    package var reason: String
    package var message: String
    package var field: String

    package init(reason: String, message: String, field: String = "") {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  package var code: Int
  /// Empty where the server names none.
  package var reason: String
  package var message: String
  /// Whether `details` is written although it may be empty.
  package var hasDetails = false
  package var name = ""
  package var group = ""
  package var kind = ""
  package var causes: [Cause] = []
  package var retryAfterSeconds: Int?

  package init(_ code: Int, _ reason: String, _ message: String) {
    self.code = code
    self.reason = reason
    self.message = message
  }

  /// `metav1.Status` with its members in the API's order.
  package var tree: Tree {
    var details: [(String, Tree?)] = []
    details.append(("name", name.isEmpty ? nil : .string(name)))
    details.append(("group", group.isEmpty ? nil : .string(group)))
    details.append(("kind", kind.isEmpty ? nil : .string(kind)))
    let list = causes.map { cause -> Tree in
      .members(
        ("reason", cause.reason.isEmpty ? nil : .string(cause.reason)), ("message", .string(cause.message)),
        ("field", cause.field.isEmpty ? nil : .string(cause.field)))
    }
    details.append(("causes", list.isEmpty ? nil : .array(list)))
    details.append(("retryAfterSeconds", retryAfterSeconds.map { .integer(Int64($0)) }))
    let members = details.compactMap { name, value in value.map { Tree.Member(name, $0) } }
    return .members(
      ("kind", "Status"), ("apiVersion", "v1"), ("metadata", .object([])), ("status", "Failure"),
      ("message", .string(message)), ("reason", reason.isEmpty ? nil : .string(reason)),
      ("details", members.isEmpty && !hasDetails ? nil : .object(members)), ("code", .integer(Int64(code))))
  }

  private func about(_ served: ServedResource, name: String) -> StatusError {
    var error = self
    error.name = name
    error.group = served.resource.group
    error.kind = served.resource.plural
    return error
  }
}

extension StatusError {
  package static func badRequest(_ message: String) -> StatusError { StatusError(400, "BadRequest", message) }
  static func internalError(_ message: String) -> StatusError {
    var error = StatusError(500, "InternalError", "Internal error occurred: \(message)")
    error.causes = [Cause(reason: "", message: message)]
    return error
  }
  static let unauthorized = StatusError(401, "Unauthorized", "Unauthorized")

  static func notFound(_ served: ServedResource, _ name: String) -> StatusError {
    StatusError(404, "NotFound", "\(served.qualifiedName) \"\(name)\" not found").about(served, name: name)
  }

  static func alreadyExists(_ served: ServedResource, _ name: String) -> StatusError {
    StatusError(409, "AlreadyExists", "\(served.qualifiedName) \"\(name)\" already exists").about(served, name: name)
  }

  static func conflict(_ served: ServedResource, _ name: String, _ why: String? = nil) -> StatusError {
    let why =
      why ?? "the object has been modified; please apply your changes to the latest version and try again"
    return StatusError(
      409, "Conflict", "Operation cannot be fulfilled on \(served.qualifiedName) \"\(name)\": \(why)"
    ).about(served, name: name)
  }

  static func forbidden(_ served: ServedResource, _ name: String, _ why: String) -> StatusError {
    StatusError(403, "Forbidden", "\(served.qualifiedName) \"\(name)\" is forbidden: \(why)").about(served, name: name)
  }

  /// 422 with every cause; the message names one of them alone, several in brackets.
  static func invalid(_ group: String, _ kind: String, _ name: String, _ causes: [Cause]) -> StatusError {
    let subject = group.isEmpty ? kind : "\(kind).\(group)"
    var words: [String] = []
    for text in causes.map({ "\($0.field): \($0.message)" }) where !words.contains(text) { words.append(text) }
    let why = words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
    var error = StatusError(422, "Invalid", "\(subject) \"\(name)\" is invalid: \(why)")
    error.name = name
    error.group = group
    error.kind = kind
    error.causes = causes
    return error
  }

  static func invalid(_ served: ServedResource, _ name: String, _ errors: [FieldError]) -> StatusError {
    invalid(
      served.resource.group, served.resource.kind, name,
      errors.map { Cause(reason: $0.type.rawValue, message: $0.message, field: $0.field) })
  }

  /// 404 of a path under `/api` or `/apis` that nothing serves.
  static let noSuchResource: StatusError = {
    var error = StatusError(404, "NotFound", "the server could not find the requested resource")
    error.hasDetails = true
    return error
  }()

  static let methodNotAllowed: StatusError = {
    var error = StatusError(
      405, "MethodNotAllowed", "the server does not allow this method on the requested resource")
    error.hasDetails = true
    return error
  }()

  static func tooLargeResourceVersion(_ revision: String, current: UInt64) -> StatusError {
    var error = StatusError(504, "Timeout", "Timeout: Too large resource version: \(revision), current: \(current)")
    error.causes = [Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version")]
    error.retryAfterSeconds = 1
    return error
  }

  static let expiredList = StatusError(
    410, "Expired", "The resourceVersion for the provided list is too old.")
  static let expiredContinue = StatusError(
    410, "Expired",
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without"
      + " the continue parameter.")

  static func expiredWatch(_ revision: UInt64, current: UInt64) -> StatusError {
    StatusError(410, "Expired", "too old resource version: \(revision) (\(current))")
  }
}
