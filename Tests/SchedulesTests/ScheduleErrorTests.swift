import Schedules
import Testing

@Suite("Schedule errors")
struct ScheduleErrorTests {
  /// The messages of robfig/cron v3.0.1, run under Go 1.19.
  static let messages: [(String, String)] = [
    ("", "empty spec string"),
    ("61 * * * *", "end of range (61) above maximum (59): 61"),
    ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
    ("* * * * * *", "expected exactly 5 fields, found 6: [* * * * * *]"),
    ("   ", "expected exactly 5 fields, found 0: []"),
    (" @daily", "expected exactly 5 fields, found 1: [@daily]"),
    ("@reboot", "unrecognized descriptor: @reboot"),
    ("@Daily", "unrecognized descriptor: @Daily"),
    ("@every", "unrecognized descriptor: @every"),
    ("@every ", #"failed to parse duration @every : time: invalid duration """#),
    ("@every 5", #"failed to parse duration @every 5: time: missing unit in duration "5""#),
    ("@every 1d", #"failed to parse duration @every 1d: time: unknown unit "d" in duration "1d""#),
    (
      "@every 9223372036854775808ns",
      #"failed to parse duration @every 9223372036854775808ns: time: invalid duration "9223372036854775808ns""#
    ),
    ("@every 5é", #"failed to parse duration @every 5é: time: unknown unit "\xc3\xa9" in duration "5\xc3\xa9""#),
    ("0 0 0 * *", "beginning of range (0) below minimum (1): 0"),
    ("5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"),
    ("*/0 * * * *", "step of range should be a positive number: */0"),
    ("*/-1 * * * *", "negative number (-1) not allowed: -1"),
    ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
    ("1/2/3 * * * *", "too many slashes: 1/2/3"),
    ("-1 * * * *", #"failed to parse int from : strconv.Atoi: parsing "": invalid syntax"#),
    (
      "\"\u{0}\u{200b}\u{1F600}é * * * *",
      "failed to parse int from \"\u{0}\u{200b}\u{1F600}é: strconv.Atoi: parsing "
        + #""\"\x00\u200b😀é": invalid syntax"#
    ),
    (
      "99999999999999999999 * * * *",
      #"failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range"#
    ),
    ("* * * * 7", "end of range (7) above maximum (6): 7"),
    ("* * * sep-oct-nov *", "too many hyphens: sep-oct-nov"),
    ("TZ=Mars/Base * * * * *", "provided bad location Mars/Base: unknown time zone Mars/Base"),
    ("TZ=../x * * * * *", "provided bad location ../x: time: invalid location name"),
    ("CRON_TZ=UTC *", "expected exactly 5 fields, found 1: [*]"),
  ]

  @Test("say what the library says", arguments: messages)
  func message(_ schedule: String, _ expected: String) {
    let error = #expect(throws: ScheduleError.self) {
      try CronSchedule.parseStandard(schedule, zones: ZoneFixtures.shared)
    }
    #expect(error?.message == expected)
  }

  @Test("a zone without a schedule is an error, where the library panics", arguments: ["TZ=UTC", "CRON_TZ="])
  func nothingAfterZone(_ schedule: String) {
    #expect(throws: ScheduleError.nothingAfterTimeZone(schedule)) {
      try CronSchedule.parseStandard(schedule, zones: ZoneFixtures.shared)
    }
  }

  @Test(
    "durations count whole seconds, at least one",
    arguments: [
      ("1h30m", 5400), ("1.5h", 5400), ("-5m", 1), ("0", 1), ("300ms", 1), ("1.999s", 1), ("+2s", 2), (".5m", 30),
      ("61000000µs", 61), ("61000000\u{3BC}s", 61), ("2562047h", 9_223_369_200), ("1h1m1s1ms", 3661),
    ])
  func durations(_ duration: String, _ seconds: Int64) throws {
    let schedule = try CronSchedule.parseStandard("@every \(duration)", zones: ZoneFixtures.shared)
    #expect(schedule.timing == .every(seconds: seconds))
  }

  @Test("fields take names in any case, signs, both stars and steps beyond the range")
  func oddities() throws {
    func fields(_ text: String) throws -> CronFields {
      try #require(try CronSchedule.parseStandard(text, zones: ZoneFixtures.shared).fields)
    }
    let named = try fields("+5 ? 1,,2 JAN-mar Fr\u{130}")
    #expect(named.minute.values == [5])
    #expect(named.hour.isStar && named.hour.count == 24)
    #expect(named.dayOfMonth.values == [1, 2])
    #expect(named.month.values == [1, 2, 3])
    #expect(named.dayOfWeek.values == [5])
    let steps = try fields("*/61 */1 */2 7/9 *-3")
    #expect(steps.minute.values == [0] && !steps.minute.isStar)
    #expect(steps.hour.isStar)
    #expect(!steps.dayOfMonth.isStar)
    #expect(steps.month.values == [7])
    #expect(steps.dayOfWeek.isStar)
  }
}
