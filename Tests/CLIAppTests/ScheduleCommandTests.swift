import CLIApp
import Testing

@Suite("netrisk schedule")
struct ScheduleCommandTests {
  @Test("For people: meaning, zone, rates and the next runs in both clocks")
  func text() {
    let session = Session.run("schedule", "0 3 * * 0", "--time-zone", "Europe/Berlin", "--count", "2")
    #expect(session.exitCode == 0)
    #expect(
      session.output == """
        Schedule   0 3 * * 0
        Meaning    at 03:00 on Sundays
        Time zone  Europe/Berlin
        Runs       1 run in the next 24 hours; 53 a year on average

        NEXT                       UTC
        2026-11-22T03:00:00+01:00  2026-11-22T02:00:00Z
        2026-11-29T03:00:00+01:00  2026-11-29T02:00:00Z

        """)
  }

  @Test("In UTC one clock is enough")
  func textInUTC() {
    let session = Session.run("schedule", "0 3 * * *", "--count", "1")
    #expect(session.output.hasSuffix("\n\nNEXT\n2026-11-22T03:00:00Z\n"))
  }

  @Test("For programs: the fields of the contract")
  func json() throws {
    let session = Session.run("schedule", "*/5 * * * *", "-o", "json", "--from", "2026-11-21T04:05:06Z")
    #expect(session.exitCode == 0)
    let value = try JSONValue(session.output)
    #expect(value["valid"] == .bool(true))
    #expect(value["error"] == .null)
    #expect(value["timeZone"] == .string("UTC"))
    #expect(value["runsPerHour"] == .number(12))
    #expect(value["runsIn24Hours"] == .number(288))
    #expect(value["next"]?.elements.count == 6)
    #expect(value["next"]?.elements.first == .string("2026-11-21T04:10:00Z"))
    #expect(value["intents"] == .array([]))
    #expect(
      Set(value.members.keys) == [
        "schedule", "timeZone", "valid", "error", "next", "runsPerHour", "runsIn24Hours", "meaning", "intents",
      ])
  }

  @Test("A schedule that runs more often than it looks is told")
  func intent() throws {
    let session = Session.run("schedule", "* */1 * * *")
    #expect(session.exitCode == 0)
    #expect(session.output.contains("NR501 ScheduleRunsMoreThanNamed: "))
    #expect(session.output.contains("  Perhaps meant: 0 */1 * * *\n"))
    #expect(session.lines(widerThan: 80) == [])
  }

  @Test(
    "What the API server refuses is invalid here, and exits with 1",
    arguments: ["61 * * * *", "bad", "", "TZ=UTC 5 * * * *", "CRON_TZ=Europe/Berlin 0 0 * * *"])
  func invalid(schedule: String) throws {
    let session = Session.run("schedule", schedule, "-o", "json")
    #expect(session.exitCode == 1)
    let value = try JSONValue(session.output)
    #expect(value["valid"] == .bool(false))
    #expect(value["error"]?.text?.hasPrefix("spec.schedule: ") == true)
    #expect(value["next"] == .array([]))
    let text = Session.run("schedule", schedule)
    #expect(text.exitCode == 1)
    #expect(text.output == "")
    #expect(text.error.hasPrefix("error: spec.schedule: "))
  }

  @Test(
    "A zone's name never leaves the database", arguments: ["../etc/passwd", "/etc/passwd", "Europe/../../passwd", "."])
  func zoneNames(name: String) throws {
    #expect(!ZoneDatabase.isSafe(name))
    let asked = ZoneDatabase(isInstalled: true) { name in
      Issue.record("asked for \(name)")
      return nil
    }
    let session = Session.run("schedule", "* * * * *", "--time-zone", name, "-o", "json", zones: asked)
    #expect(session.exitCode == 1)
    #expect(try JSONValue(session.output)["valid"] == .bool(false))
  }

  @Test("Names of zones with several parts are safe")
  func safeNames() {
    for name in ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "GMT-0"] {
      #expect(ZoneDatabase.isSafe(name))
    }
    for name in ["", "Europe/", "/", "a//b", "..", "Europe/Ber lin", "Europe/Berlin\u{0}"] {
      #expect(!ZoneDatabase.isSafe(name))
    }
  }

  @Test("A missing database is told, and is not the zone's fault")
  func noDatabase() {
    let none = ZoneDatabase(isInstalled: false) { _ in nil }
    let session = Session.run("schedule", "* * * * *", "--time-zone", "Europe/Berlin", zones: none)
    #expect(session.exitCode == 1)
    #expect(
      session.error == """
        error: there is no time zone database to look 'Europe/Berlin' up in.
        Install it, on Debian: apt-get install tzdata

        """)
    #expect(Session.run("schedule", "* * * * *", "--time-zone", "UTC", zones: none).exitCode == 0)
  }
}
