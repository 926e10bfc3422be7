/// A parsed `spec.schedule` of a CronJob: robfig/cron v3 `ParseStandard`, the parser Kubernetes uses.
package struct CronSchedule: Hashable, Sendable {
  /// The text it was parsed from.
  package let text: String
  package let timing: Timing
  /// The time zone whose clock the fields are compared with.
  package let location: TimeZoneRules

  package enum Timing: Hashable, Sendable {
    case fields(CronFields)
    /// `@every`: whole seconds, at least 1.
    case every(seconds: Int64)
  }

  init(text: String, timing: Timing, location: TimeZoneRules) {
    self.text = text
    self.timing = timing
    self.location = location
  }

  /// The fields; `nil` for `@every`.
  package var fields: CronFields? {
    if case .fields(let fields) = timing { fields } else { nil }
  }
}
