import Schedules
import Support
import Testing

@Suite("Clock changes")
struct ClockChangeTests {
  struct Change: Sendable, CustomTestStringConvertible {
    var schedule: String
    var zone: String
    var from: String
    var runs: [String]

    var testDescription: String { "\(schedule) in \(zone)" }
  }

  static let changes = [
    // Skipped: 02:30 does not exist on the 29th.
    Change(
      schedule: "30 2 * * *", zone: "Europe/Berlin", from: "2026-03-28T12:00:00Z",
      runs: ["2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z"]),
    // Doubled: 02:30 comes twice on the 25th.
    Change(
      schedule: "30 2 * * *", zone: "Europe/Berlin", from: "2026-10-24T12:00:00Z",
      runs: ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"]),
    // The rhythm of every hour goes on through both.
    Change(
      schedule: "0 * * * *", zone: "America/New_York", from: "2026-03-08T05:30:00Z",
      runs: ["2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z"]),
    // Midnight does not exist: the walk steps to the next midnight there is.
    Change(
      schedule: "0 0 * * *", zone: "America/Havana", from: "2026-03-07T12:00:00Z",
      runs: ["2026-03-09T04:00:00Z", "2026-03-10T04:00:00Z"]),
    Change(
      schedule: "0 0 * * *", zone: "Asia/Beirut", from: "2026-03-28T12:00:00Z",
      runs: ["2026-03-29T21:00:00Z", "2026-03-30T21:00:00Z"]),
    // Half an hour of shift leaves a gap of half an hour more.
    Change(
      schedule: "0 * * * *", zone: "Australia/Lord_Howe", from: "2026-04-04T13:30:00Z",
      runs: ["2026-04-04T14:00:00Z", "2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z"]),
  ]

  @Test("skip and double runs as the controller does", arguments: changes)
  func runs(_ change: Change) throws {
    let schedule = try CronSchedule.parseStandard(
      change.schedule, in: ZoneFixtures.shared.zone(change.zone), zones: ZoneFixtures.shared)
    let from = try #require(Timestamp(rfc3339: change.from))
    #expect(schedule.next(after: from, count: change.runs.count).map(\.rfc3339) == change.runs)
  }

  @Test("a day that was skipped ends the walk, where the library never returns")
  func skippedDay() throws {
    let schedule = try CronSchedule.parseStandard(
      "@weekly", in: ZoneFixtures.shared.zone("Pacific/Apia"), zones: ZoneFixtures.shared)
    let from = try #require(Timestamp(rfc3339: "2011-12-01T06:28:41Z"))
    _ = schedule.next(after: from, count: 10)
  }
}
