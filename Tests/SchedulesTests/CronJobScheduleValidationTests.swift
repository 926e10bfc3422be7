import Schedules
import Testing

@Suite("API server's checks of a schedule")
struct CronJobScheduleValidationTests {
  static let zoneHint = "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"

  static let refused: [(String, String?, [String])] = [
    ("", nil, ["spec.schedule: Required value"]),
    (
      "61 * * * *", "Mars/Base",
      [
        #"spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61"#,
        #"spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base"#,
      ]
    ),
    (
      "CRON_TZ=UTC * * * * *", nil,
      [
        #"spec.schedule: Invalid value: "CRON_TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead"#
      ]
    ),
    ("* * * * *", "", [#"spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string"#]),
    ("* * * * *", "Local", [#"spec.timeZone: Invalid value: "Local": \#(zoneHint)"#]),
    (
      "* * * * *", "LOCAL",
      [
        #"spec.timeZone: Invalid value: "LOCAL": \#(zoneHint)"#,
        #"spec.timeZone: Invalid value: "LOCAL": unknown time zone LOCAL"#,
      ]
    ),
    ("* * * * *", "../etc", [#"spec.timeZone: Invalid value: "../etc": unknown time zone ../etc"#]),
    ("* * * * *", "a..b", [#"spec.timeZone: Invalid value: "a..b": time: invalid location name"#]),
    ("* * * * *", "/UTC", [#"spec.timeZone: Invalid value: "/UTC": unknown time zone /UTC"#]),
    (
      "* * * * *", "Europe/Berlin/",
      [#"spec.timeZone: Invalid value: "Europe/Berlin/": unknown time zone Europe/Berlin/"#]
    ),
    ("* * * * *", "Europe/-x", [#"spec.timeZone: Invalid value: "Europe/-x": unknown time zone Europe/-x"#]),
    (
      "* * * * *", "Abcdefghijklmno",
      [#"spec.timeZone: Invalid value: "Abcdefghijklmno": unknown time zone Abcdefghijklmno"#]
    ),
    ("* * * * *", "a\"\u{e9}\n", [#"spec.timeZone: Invalid value: "a\"é\n": unknown time zone a"é"# + "\n"]),
    (
      "* * * * *", "europe/berlin", [#"spec.timeZone: Invalid value: "europe/berlin": unknown time zone europe/berlin"#]
    ),
  ]

  @Test("refuse in its words", arguments: refused)
  func refuses(_ schedule: String, _ timeZone: String?, _ expected: [String]) {
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: ZoneFixtures.shared)
    #expect(errors.map(\.description) == expected)
  }

  @Test(
    "accept", arguments: [("* * * * *", nil), ("@daily", "UTC"), ("0 3 * * *", "Etc/GMT+5")] as [(String, String?)])
  func accepts(_ schedule: String, _ timeZone: String?) {
    #expect(
      CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: ZoneFixtures.shared) == [])
  }

  @Test("let a stored TZ= stay, but not beside a timeZone")
  func update() {
    func errors(_ timeZone: String?) -> [String] {
      CronJobScheduleValidation.errors(
        schedule: "TZ=UTC 0 3 * * *", timeZone: timeZone, zones: ZoneFixtures.shared, timeZoneInScheduleAllowed: true
      ).map(\.detail)
    }
    #expect(errors(nil) == [])
    #expect(errors("UTC") == ["cannot use both timeZone field and TZ or CRON_TZ in schedule"])
  }
}
