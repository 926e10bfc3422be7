/// One reason why the API server would refuse an object: `field.Error` of k8s.io/apimachinery, worded alike.
package struct FieldError: Error, Hashable, Sendable {
  /// What is wrong with the value; the raw value is the `reason` of a status cause.
  package enum ErrorType: String, Hashable, Sendable {
    case required = "FieldValueRequired"
    case duplicate = "FieldValueDuplicate"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    /// The value's JSON type is not the schema's.
    case typeInvalid = "FieldValueTypeInvalid"
    case internalError = "InternalError"

    /// The words a message starts with.
    package var words: String {
      switch self {
      case .required: "Required value"
      case .duplicate: "Duplicate value"
      case .invalid, .typeInvalid: "Invalid value"
      case .notSupported: "Unsupported value"
      case .forbidden: "Forbidden"
      case .tooLong: "Too long"
      case .tooMany: "Too many"
      case .internalError: "Internal error"
      }
    }
  }

  /// The field as the server writes it.
  package var field: String
  /// Steps to the value in the manifest. What is missing has no place: its nearest parent that is there stands in.
  package var segments: [WireError.Segment]
  package var type: ErrorType
  /// The value as it is printed, quotes included; `nil` where messages of this type leave it out.
  package var badValue: String?
  package var detail: String

  package init(_ type: ErrorType, _ path: FieldPath, badValue: String? = nil, _ detail: String = "") {
    field = path.text
    segments = path.segments
    self.type = type
    self.badValue = badValue
    self.detail = detail
  }

  /// An error about a field that is no place in a manifest, named by its text alone.
  package init(_ type: ErrorType, field: String, badValue: String? = nil, _ detail: String = "") {
    self.field = field
    segments = []
    self.type = type
    self.badValue = badValue
    self.detail = detail
  }

  /// `Invalid value: 70000: must be between 1 and 65535, inclusive`, as in the causes of a status.
  package var message: String {
    var text = type.words
    if let badValue { text += ": " + badValue }
    if !detail.isEmpty { text += ": " + detail }
    return text
  }
}

extension FieldError: CustomStringConvertible {
  /// `spec.schedule: Required value`.
  package var description: String { "\(field): \(message)" }
}
