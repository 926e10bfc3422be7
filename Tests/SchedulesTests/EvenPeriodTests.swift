import Schedules
import Support
import Testing

@Suite("Even periods")
struct EvenPeriodTests {
  @Test(
    "are the one distance between runs",
    arguments: [
      ("* * * * *", "UTC", 1), ("*/5 * * * *", "Europe/Berlin", 5), ("3-59/15 * * * *", "Asia/Kathmandu", 15),
      ("0,20,40 * * * *", "America/New_York", 20), ("@hourly", "Asia/Kolkata", 60), ("7 * * * *", "Europe/Dublin", 60),
      ("*/30 * * * *", "Australia/Lord_Howe", 30), ("@every 7m", "Australia/Lord_Howe", 7), ("@every 1h", "UTC", 60),
      ("*/61 * * * *", "UTC", 60), ("0 */1 1-31 */1 mon", "UTC", 60), ("0 * * * *", "Antarctica/Troll", 60),
    ])
  func even(_ text: String, _ zone: String, _ minutes: Int) throws {
    #expect(try period(text, zone) == .minutes(minutes))
  }

  @Test(
    "are refused with the reason",
    arguments: [
      ("*/7 * * * *", "UTC", "differ: 4 and 7 minutes"), ("0,10 * * * *", "UTC", "differ: 10 and 50 minutes"),
      ("0 */2 * * *", "UTC", "not run in every hour"), ("*/5 * * * 1-5", "UTC", "not run on every day"),
      ("*/5 * * 6 *", "UTC", "not run on every day"), ("@every 90s", "UTC", "not whole minutes"),
      ("@every 2h", "UTC", "more than an hour"), (", * * * *", "UTC", "never runs"),
      ("0 * * * *", "Australia/Lord_Howe", "1 hour 30 minutes pass before the run at 2027-04-04T02:00:00+10:30"),
    ])
  func uneven(_ text: String, _ zone: String, _ part: String) throws {
    guard case .uneven(let reason) = try period(text, zone) else {
      Issue.record("\(text) is even")
      return
    }
    #expect(reason.contains(part), "\(reason)")
  }

  @Test("agree with the distances of a year's runs", arguments: ZoneFixtures.names)
  func twin(_ zone: String) throws {
    let from = try #require(Timestamp(rfc3339: "2026-01-10T04:05:06Z"))
    for text in ["*/20 * * * *", "*/30 * * * *", "5 * * * *", "0,30 * * * *", "0-59/15 * * * *"] {
      let schedule = try CronSchedule.parseStandard(
        text, in: ZoneFixtures.shared.zone(zone), zones: ZoneFixtures.shared)
      let runs = schedule.runTimes(after: from, through: from.advanced(bySeconds: 366 * 86_400))
      let gaps = Set(zip(runs, runs.dropFirst()).map { $1.seconds - $0.seconds })
      let expected = gaps.count == 1 ? gaps.first.map { Int($0 / 60) } : nil
      #expect(schedule.evenPeriodMinutes(after: from) == expected, "\(text) \(gaps)")
    }
  }

  private func period(_ text: String, _ zone: String) throws -> EvenPeriod {
    let schedule = try CronSchedule.parseStandard(text, in: ZoneFixtures.shared.zone(zone), zones: ZoneFixtures.shared)
    return schedule.evenPeriod(after: try #require(Timestamp(rfc3339: "2026-11-21T04:05:06Z")))
  }
}
