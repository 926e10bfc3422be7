import Schedules
import Support
import Testing

@Suite("Schedule report")
struct ScheduleReportTests {
  @Test("tells a schedule's runs, rates and words")
  func valid() throws {
    let from = try #require(Timestamp(rfc3339: "2026-11-21T04:05:06Z"))
    let report = ScheduleReport.make(
      schedule: "* */1 * * *", timeZone: "Europe/Berlin", from: from, count: 2, zones: ZoneFixtures.shared)
    #expect(report.valid && report.error == nil)
    #expect(report.timeZone == "Europe/Berlin" && !report.isTimeZoneAssumed)
    #expect(report.next.map(\.rfc3339) == ["2026-11-21T04:06:00Z", "2026-11-21T04:07:00Z"])
    #expect(report.runsPerHour == 60 && report.runsIn24Hours == 1440)
    #expect(report.meaning == "every minute")
    #expect(report.intents.map(\.suggestion) == ["0 */1 * * *"])
  }

  @Test("gives the API server's error and nothing else for an invalid one")
  func invalid() {
    let report = ScheduleReport.make(
      schedule: "61 * * * *", timeZone: "Mars/Base", from: Timestamp(seconds: 0), zones: ZoneFixtures.shared)
    #expect(!report.valid && report.next.isEmpty && report.runsPerHour == 0 && report.meaning.isEmpty)
    #expect(
      report.error
        == #"[spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61, "#
        + #"spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base]"#)
  }

  @Test("assumes UTC where no zone is given, and says so")
  func assumed() {
    let report = ScheduleReport.make(
      schedule: "0 0 30 2 *", timeZone: nil, from: Timestamp(seconds: 0), zones: ZoneFixtures.shared)
    #expect(report.timeZone == "UTC" && report.isTimeZoneAssumed && report.valid)
    #expect(report.next.isEmpty && report.intents.map(\.code) == [.neverRuns])
  }

  @Test("random text never traps")
  func fuzz() {
    let pieces = [
      "*", "/", "-", ",", "?", "0", "1", "5", "59", "60", "7", "31", " ", " ", " ", "\t", "@every ", "@", "h", "m", "s",
      "mon", "JAN", "é", "\u{0}", "\u{a0}", "😀", "\r\n", "+", "99999999999999999999", "TZ=", "CRON_TZ=", "UTC ",
      "Europe/Berlin ", "..", "µs", "0.5", "9223372036854775807", "\u{130}", "e\u{301}",
    ]
    var random = SplitMix64(seed: 20)
    var valid = 0
    for round in 0..<20_000 {
      var text = ""
      if round % 2 == 0 {
        text = randomSchedule(using: &random)
        if round % 4 == 0 { text += pieces.randomElement(using: &random) ?? "" }
      } else {
        for _ in 0..<Int.random(in: 0..<14, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      }
      let from = Timestamp(seconds: .random(in: -4_000_000_000...9_000_000_000, using: &random))
      let zone = Bool.random(using: &random) ? nil : ZoneFixtures.names.randomElement(using: &random)
      let report = ScheduleReport.make(schedule: text, timeZone: zone, from: from, zones: ZoneFixtures.shared)
      if report.valid {
        valid += 1
        #expect(!report.meaning.isEmpty)
      } else {
        #expect(report.error != nil && report.next.isEmpty)
      }
    }
    #expect(valid > 5000)
  }
}
