internal import Foundation
internal import KubeCore
internal import Schedules

/// Judges the schedules of CronJobs as the API server does, with the system's time zones.
enum ScheduleCheck {
  static func problems(_ schedule: String, _ timeZone: String?) -> ScheduleProblems {
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: SystemZones())
    return ScheduleProblems(
      schedule: errors.filter { $0.field == "spec.schedule" && $0.reason == .invalid }.map(\.detail),
      timeZone: errors.filter { $0.field == "spec.timeZone" && $0.reason == .invalid }.map(\.detail))
  }
}

/// `/usr/share/zoneinfo`.
struct SystemZones: ZoneSource {
  func rules(named name: String) -> TimeZoneRules? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }),
      let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + name)
    else { return nil }
    return try? TimeZoneRules(tzif: [UInt8](data), name: name)
  }
}
