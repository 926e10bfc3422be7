import Schedules
import Support
import Testing

@Suite("Schedule intents")
struct ScheduleIntentTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    var schedule: String
    var name: String?
    var code: String
    var part: String
    var suggestion: String?

    init(_ schedule: String, name: String? = nil, _ code: String, _ part: String, _ suggestion: String? = nil) {
      self.schedule = schedule
      self.name = name
      self.code = code
      self.part = part
      self.suggestion = suggestion
    }

    var testDescription: String { "\(schedule) \(name ?? "")" }
  }

  static let found = [
    Expected("* */1 * * *", "NR501", "60 times in every hour, 1440 times a day", "0 */1 * * *"),
    Expected("* */2 * * *", "NR501", "720 times a day; once every 2 hours", "0 */2 * * *"),
    Expected("? 3 * * *", "NR501", "60 times between 03:00 and 03:59", "0 3 * * *"),
    Expected("* 1,13 * * *", "NR501", "each of the hours 01 and 13, 120 times a day", "0 1,13 * * *"),
    Expected("* 1/6 * * *", "NR501", "the hours 01, 07, 13 and 19, 240 times a day", "0 1/6 * * *"),
    Expected("* * */2 * *", "NR501", "1440 times", "0 0 */2 * *"),
    Expected("* * 1 * *", "NR501", "1440 times", "0 0 1 * *"),
    Expected("* * * * sun", "NR501", "1440 times", "0 0 * * sun"),
    Expected("*/61 * * * *", "NR501", "does not mean every 61 minutes", "@every 61m"),
    Expected("*/120 * * * *", "NR501", "does not mean every 120 minutes", "0 */2 * * *"),
    Expected("0 */36 * * *", "NR501", "does not mean every 36 hours"),
    Expected("0 0 */32 * *", "NR501", "does not mean every 32 days"),
    Expected("0 0 1 * mon", "NR501", "on 61 of the next 366 days, where both together are 3"),
    Expected("0 0 30 2 *", "NR502", "there is no day 30 in February", "0 0 28 2 *"),
    Expected("0 0 31 4,6 *", "NR502", "there is no day 31 in April and June", "0 0 30 4,6 *"),
    Expected(", * * * *", "NR502", "its minute field selects nothing"),
    Expected("0 0 , * *", "NR502", "no date in the next five years"),
    Expected("61 * * * *", "NR503", #"Invalid value: "61 * * * *": end of range (61) above maximum (59): 61"#),
    Expected("TZ=UTC 0 3 * * *", "NR503", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"),
    Expected("*/10 * * * *", name: "backup-hourly", "NR501", "runs 6 times an hour", "0 * * * *"),
    Expected(
      "7 * * * *", name: "backup-daily", "NR501", "once a day, but `7 * * * *` runs 24 times a day", "7 0 * * *"),
    Expected("15 3 * * *", name: "prune.weekly", "NR501", "runs 365.3 times a year", "15 3 * * 0"),
    Expected("0 3 * * *", name: "report-monthly", "NR501", "12 times a year", "0 3 1 * *"),
    Expected("*/2 * * * *", name: "sync-every-5m", "NR501", "12 times an hour, but", "*/5 * * * *"),
    Expected("* * * * *", name: "sync-5min", "NR501", "12 times an hour, but", "*/5 * * * *"),
    Expected("* * * * *", name: "every5minutes", "NR501", "12 times an hour, but", "*/5 * * * *"),
    Expected("* * * * *", name: "every-10-minutes-poll", "NR501", "\"every-10-minutes\"", "*/10 * * * *"),
    Expected("@every 10m", name: "nightly-dump", "NR501", "runs 144 times a day", "0 0 * * *"),
    Expected("* */1 * * *", name: "every-hour", "NR501", "60 times in every hour", "0 */1 * * *"),
  ]

  @Test("are found with their numbers", arguments: found)
  func finds(_ expected: Expected) throws {
    let intents = try check(expected.schedule, name: expected.name)
    #expect(intents.count == 1)
    let intent = try #require(intents.first)
    #expect(intent.code.rawValue == expected.code)
    #expect(intent.message.contains(expected.part), "\(intent.message)")
    #expect(intent.suggestion == expected.suggestion)
  }

  @Test(
    "stay silent about schedules somebody may want",
    arguments: [
      ("* * * * *", nil), ("*/1 * * * *", nil), ("*/1 */1 * * *", nil), ("*/7 * * * *", nil), ("*/60 * * * *", nil),
      ("* 8-18 * * *", nil), ("* 8-18 * * 1", nil), ("* * * * 1-5", nil), ("* * 1-7 * *", nil), ("* * * 6-8 *", nil),
      ("0 0 */31 * *", nil), ("0 */24 * * *", nil), ("0 0 1-31 * mon", nil), ("0 0 * * mon", nil), ("0 0 29 2 *", nil),
      ("*/5 3 * * *", nil), ("@hourly", "hourly"), ("*/15 * * * *", "etcd-hourly"), ("0 3,15 * * *", "backup-daily"),
      ("0 3 * * 0,3", "weekly"), ("0 3 * * 0", "monthly"), ("*/5 * * * *", "every-5-minutes"),
      ("*/5 * * * *", "every-10m-or-hourly-every-5m"), ("0 * * * *", "every-5m"), ("* * * * *", "delete-older-than-5m"),
      ("*/10 * * * *", "twice-daily"), ("*/5 * * * *", "restic-keep-daily"), ("* * * * *", "metrics-5m-rollup"),
      ("* */1 * * *", "every-minute"), ("* * * * *", "api-v2"), ("* * * * *", "every"), ("* * * * *", "purge-30d"),
      ("* * * * *", "every-0m"), ("* * * * *", "5x"),
    ] as [(String, String?)])
  func silent(_ schedule: String, _ name: String?) throws {
    #expect(try check(schedule, name: name) == [])
  }

  @Test("what a suggestion says, no longer raises the same intent", arguments: found)
  func suggestionsHelp(_ expected: Expected) throws {
    guard let suggestion = expected.suggestion else { return }
    #expect(try check(suggestion, name: expected.name) == [])
  }

  @Test("both field errors are named, as in the API server's 422")
  func fieldErrors() throws {
    let intents = ScheduleIntentCheck.intents(
      schedule: "61 * * * *", timeZone: "Mars/Base", from: Timestamp(seconds: 0), zones: ZoneFixtures.shared)
    #expect(intents.map(\.code) == [.invalid, .invalid])
    #expect(
      intents.last?.message.hasSuffix(#"spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base"#)
        == true)
  }

  private func check(_ schedule: String, name: String?) throws -> [ScheduleIntent] {
    let from = try #require(Timestamp(rfc3339: "2026-11-21T04:05:06Z"))
    return ScheduleIntentCheck.intents(
      schedule: schedule, timeZone: nil, from: from, cronJobName: name, zones: ZoneFixtures.shared)
  }
}
