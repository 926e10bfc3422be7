/// What the API server checks in `spec.schedule` and `spec.timeZone` of a CronJob.
///
/// Source: kubernetes `pkg/apis/batch/validation/validation.go`, `validateCronJobSpec`, `validateScheduleFormat`,
/// `validateTimeZone`.
package enum CronJobScheduleValidation {
  /// The errors in the API server's order.
  ///
  /// `timeZoneInScheduleAllowed` is for the update of a CronJob whose stored schedule has `TZ` in it already.
  package static func errors(
    schedule: String, timeZone: String?, zones: any ZoneSource, timeZoneInScheduleAllowed: Bool = false
  ) -> [ScheduleFieldError] {
    scheduleErrors(schedule, timeZone: timeZone, zones: zones, timeZoneAllowed: timeZoneInScheduleAllowed)
      + timeZoneErrors(timeZone, zones: zones)
  }

  /// The errors as one text: the error alone, or all of them in brackets, as Go's `Aggregate` joins them.
  package static func summary(_ errors: [ScheduleFieldError]) -> String? {
    var texts: [String] = []
    for error in errors where !texts.contains(error.description) { texts.append(error.description) }
    guard let first = texts.first else { return nil }
    return texts.count == 1 ? first : "[\(texts.joined(separator: ", "))]"
  }

  private static func scheduleErrors(
    _ schedule: String, timeZone: String?, zones: any ZoneSource, timeZoneAllowed: Bool
  ) -> [ScheduleFieldError] {
    func invalid(_ detail: String) -> ScheduleFieldError {
      ScheduleFieldError(field: "spec.schedule", reason: .invalid, value: schedule, detail: detail)
    }
    guard !schedule.isEmpty else {
      return [ScheduleFieldError(field: "spec.schedule", reason: .required, value: "", detail: "")]
    }
    var errors: [ScheduleFieldError] = []
    do { _ = try CronSchedule.parseStandard(schedule, zones: zones) } catch { errors.append(invalid(error.message)) }
    if namesTimeZone(schedule) {
      if !timeZoneAllowed {
        errors.append(invalid("cannot use TZ or CRON_TZ in schedule, use timeZone field instead"))
      } else if timeZone != nil {
        errors.append(invalid("cannot use both timeZone field and TZ or CRON_TZ in schedule"))
      }
    }
    return errors
  }

  private static func timeZoneErrors(_ timeZone: String?, zones: any ZoneSource) -> [ScheduleFieldError] {
    guard let timeZone else { return [] }
    func invalid(_ detail: String) -> ScheduleFieldError {
      ScheduleFieldError(field: "spec.timeZone", reason: .invalid, value: timeZone, detail: detail)
    }
    guard !timeZone.isEmpty else { return [invalid("timeZone must be nil or non-empty string")] }
    let parts = timeZone.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.allSatisfy({ isZoneNamePart(Array($0)) }) else { return [invalid("unknown time zone \(timeZone)")] }
    var errors: [ScheduleFieldError] = []
    if timeZone.lowercased() == "local" {
      errors.append(
        invalid("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"))
    }
    do { _ = try zones.location(named: timeZone, local: .utc) } catch { errors.append(invalid(error.message)) }
    return errors
  }

  /// `TZ` anywhere in the schedule, not only in front.
  private static func namesTimeZone(_ schedule: String) -> Bool {
    zip(schedule.utf8, schedule.utf8.dropFirst()).contains { $0 == UInt8(ascii: "T") && $1 == UInt8(ascii: "Z") }
  }

  /// `^[A-Za-z\.\-_0-9+]{1,14}$`, not `.` or `..`, not led by `-`.
  private static func isZoneNamePart(_ part: [UInt8]) -> Bool {
    guard (1...14).contains(part.count), part.first != UInt8(ascii: "-") else { return false }
    if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return false }
    return part.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: ".-_+".utf8.contains(byte)
      }
    }
  }
}
