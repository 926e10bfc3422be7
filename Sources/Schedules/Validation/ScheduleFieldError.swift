import Support

/// A field the API server refuses, worded as in its 422 `Status`.
package struct ScheduleFieldError: Error, Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable {
    case invalid = "FieldValueInvalid"
    case required = "FieldValueRequired"
  }

  /// The path from the object, such as `spec.schedule`.
  package var field: String
  package var reason: Reason
  package var value: String
  package var detail: String

  /// The `message` of the cause: `Invalid value: "61 * * * *": end of range (61) above maximum (59): 61`.
  package var message: String {
    switch reason {
    case .invalid: "Invalid value: \(goQuoted(value)): \(detail)"
    case .required: "Required value"
    }
  }

  /// The field and its message, as the `Status` lists them.
  package var description: String { "\(field): \(message)" }
}
