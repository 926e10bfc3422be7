/// Why a schedule cannot be parsed; the messages are robfig/cron v3's, which the API server passes on.
package enum ScheduleError: Error, Hashable, Sendable {
  case empty
  case location(name: String, LocationError)
  /// `TZ=` with nothing after it: the library's parser panics here, so the wording is ours.
  case nothingAfterTimeZone(String)
  case fieldCount(fields: [String])
  case integer(expression: String, IntegerError)
  case negative(number: Int, expression: String)
  case tooManyHyphens(String)
  case tooManySlashes(String)
  case belowMinimum(Int, minimum: Int, expression: String)
  case aboveMaximum(Int, maximum: Int, expression: String)
  case reversedRange(start: Int, end: Int, expression: String)
  case zeroStep(String)
  case duration(descriptor: String, DurationError)
  case unrecognizedDescriptor(String)

  package var message: String {
    switch self {
    case .empty: "empty spec string"
    case .location(let name, let error): "provided bad location \(name): \(error.message)"
    case .nothingAfterTimeZone(let text): "no schedule after the time zone: \(text)"
    case .fieldCount(let fields):
      "expected exactly 5 fields, found \(fields.count): [\(fields.joined(separator: " "))]"
    case .integer(let expression, let error): "failed to parse int from \(expression): \(error.message)"
    case .negative(let number, let expression): "negative number (\(number)) not allowed: \(expression)"
    case .tooManyHyphens(let expression): "too many hyphens: \(expression)"
    case .tooManySlashes(let expression): "too many slashes: \(expression)"
    case .belowMinimum(let value, let minimum, let expression):
      "beginning of range (\(value)) below minimum (\(minimum)): \(expression)"
    case .aboveMaximum(let value, let maximum, let expression):
      "end of range (\(value)) above maximum (\(maximum)): \(expression)"
    case .reversedRange(let start, let end, let expression):
      "beginning of range (\(start)) beyond end of range (\(end)): \(expression)"
    case .zeroStep(let expression): "step of range should be a positive number: \(expression)"
    case .duration(let descriptor, let error): "failed to parse duration \(descriptor): \(error.message)"
    case .unrecognizedDescriptor(let descriptor): "unrecognized descriptor: \(descriptor)"
    }
  }
}
