/// Something a schedule does that its author hardly wants.
package struct ScheduleIntent: Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    case runsMoreThanNamed = "NR501"
    case neverRuns = "NR502"
    case invalid = "NR503"

    /// The name of the finding.
    package var name: String {
      switch self {
      case .runsMoreThanNamed: "ScheduleRunsMoreThanNamed"
      case .neverRuns: "ScheduleNeverRuns"
      case .invalid: "ScheduleInvalid"
      }
    }
  }

  package var code: Code
  /// One sentence with the numbers.
  package var message: String
  /// A schedule that does what seems to be meant.
  package var suggestion: String?

  package init(code: Code, message: String, suggestion: String? = nil) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }
}
