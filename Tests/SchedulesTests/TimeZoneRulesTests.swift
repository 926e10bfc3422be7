import Schedules
import Support
import Testing

@Suite("Time zone rules")
struct TimeZoneRulesTests {
  @Test(
    "offsets are those of the tz database",
    arguments: [
      ("Europe/Berlin", "2026-03-29T00:59:59Z", 3600), ("Europe/Berlin", "2026-03-29T01:00:00Z", 7200),
      ("Europe/Berlin", "2100-07-01T00:00:00Z", 7200), ("Europe/Berlin", "2100-12-01T00:00:00Z", 3600),
      ("Europe/Berlin", "1800-01-01T00:00:00Z", 3208), ("America/New_York", "2050-03-13T06:59:59Z", -18_000),
      ("America/New_York", "2050-03-13T07:00:00Z", -14_400), ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39_600),
      ("Australia/Lord_Howe", "2026-06-01T00:00:00Z", 37_800), ("Asia/Kolkata", "2026-06-01T00:00:00Z", 19_800),
      ("Etc/GMT+5", "2026-06-01T00:00:00Z", -18_000), ("Pacific/Chatham", "2060-01-01T00:00:00Z", 49_500),
      ("Antarctica/Troll", "2040-07-01T00:00:00Z", 7200), ("Europe/Dublin", "2045-07-01T00:00:00Z", 3600),
      ("America/Nuuk", "2040-12-01T00:00:00Z", -7200), ("Africa/Monrovia", "1971-01-01T00:00:00Z", -2670),
    ])
  func offsets(_ zone: String, _ time: String, _ offset: Int) throws {
    let moment = try #require(Timestamp(rfc3339: time))
    #expect(try ZoneFixtures.shared.zone(zone).offset(at: moment) == offset)
  }

  @Test(
    "a wall-clock time that is missing or double reads as in Go's time.Date",
    arguments: [
      ("Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"),
      ("Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T01:30:00Z"),
      ("America/New_York", "2026-03-08T02:30:00Z", "2026-03-08T06:30:00Z"),
      ("America/New_York", "2026-11-01T01:30:00Z", "2026-11-01T05:30:00Z"),
      ("America/Havana", "2026-03-08T00:30:00Z", "2026-03-08T04:30:00Z"),
      ("Asia/Beirut", "2026-03-29T00:30:00Z", "2026-03-28T22:30:00Z"),
      ("Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z"),
      ("Europe/London", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00Z"),
      ("Europe/London", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
    ])
  func wallClock(_ zone: String, _ local: String, _ instant: String) throws {
    let clock = try #require(Timestamp(rfc3339: local)).seconds
    let expected = try #require(Timestamp(rfc3339: instant))
    #expect(try Timestamp(seconds: ZoneFixtures.shared.zone(zone).instant(ofLocal: clock)) == expected)
  }

  @Test("every time that exists once converts there and back", arguments: ZoneFixtures.names)
  func roundTrip(_ name: String) throws {
    let zone = try ZoneFixtures.shared.zone(name)
    var random = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -3_000_000_000...8_000_000_000, using: &random)
      let span = zone.span(at: seconds)
      // Farther from a change than any change is large.
      guard span.stableStart < seconds - 93_600, span.stableEnd > seconds + 93_600 else { continue }
      #expect(zone.instant(ofLocal: seconds + span.offset) == seconds)
    }
  }

  @Test("a file cut short anywhere is refused or harmless", arguments: ZoneFixtures.names)
  func truncations(_ name: String) throws {
    let bytes = try ZoneFixtures.bytes(name)
    let complete = try TimeZoneRules(tzif: bytes, name: name)
    for count in 0..<bytes.count {
      guard let rules = try? TimeZoneRules(tzif: Array(bytes[..<count]), name: name) else { continue }
      // Only the footer may be lost without an error, as in Go.
      #expect(rules.span(at: 0).offset == complete.span(at: 0).offset)
      exercise(rules)
    }
  }

  @Test("random bytes in a file never trap")
  func hostileBytes() throws {
    var random = SplitMix64(seed: 11)
    let originals = try ZoneFixtures.names.map { try ZoneFixtures.bytes($0) }
    var accepted = 0
    for round in 0..<6000 {
      var bytes = originals[round % originals.count]
      for _ in 0...Int.random(in: 0..<8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let rules = try? TimeZoneRules(tzif: bytes, name: "X") else { continue }
      accepted += 1
      exercise(rules)
    }
    #expect(accepted > 1000)
  }

  @Test("counts larger than the file are refused before anything is allocated")
  func hugeCounts() {
    var bytes = Array("TZif".utf8) + [0] + [UInt8](repeating: 0, count: 15)
    bytes += [UInt8](repeating: 255, count: 24)
    #expect(throws: TZifError.truncated) { try TimeZoneRules(tzif: bytes, name: "X") }
    bytes[4] = UInt8(ascii: "3")
    #expect(throws: TZifError.truncated) { try TimeZoneRules(tzif: bytes, name: "X") }
    bytes[4] = UInt8(ascii: "9")
    #expect(throws: TZifError.unknownVersion(UInt8(ascii: "9"))) { try TimeZoneRules(tzif: bytes, name: "X") }
    #expect(throws: TZifError.notTZif) { try TimeZoneRules(tzif: Array("TZi".utf8), name: "X") }
  }

  @Test("versions 1 to 4 are read")
  func versions() throws {
    var bytes = try ZoneFixtures.bytes("Europe/Berlin")
    let summer = try #require(Timestamp(rfc3339: "2030-07-01T00:00:00Z"))
    for version in [UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), 0] {
      bytes[4] = version
      #expect(try TimeZoneRules(tzif: bytes, name: "B").offset(at: summer) == 7200)
    }
  }

  @Test(
    "footers rule after the last transition",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2030-07-01T00:00:00Z", 7200),
      ("EST5EDT", "2030-03-10T07:00:00Z", -14_400), ("EST5EDT", "2030-03-10T06:59:59Z", -18_000),
      ("<-03>3", "2030-03-10T06:59:59Z", -10_800), ("<+0545>-5:45", "2030-03-10T06:59:59Z", 20_700),
      ("AAA0BBB,J60,J300", "2032-03-01T01:59:59Z", 0), ("AAA0BBB,J60,J300", "2032-03-01T02:00:00Z", 3600),
      ("AAA0BBB,59/0,299", "2032-02-29T00:00:00Z", 3600),
      ("AAA0BBB-2:30;M3.1.1/-24,M9.1.1", "2030-05-01T00:00:00Z", 9000),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-01-01T00:00:00Z", 0),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2030-06-01T00:00:00Z", 3600),
      // Unreadable footers leave the last transition's offset.
      ("AB1", "2030-01-01T00:00:00Z", 3600), ("EST5EDT,M13.1.0,M11.1.0", "2030-01-01T00:00:00Z", 3600),
      ("EST999", "2030-01-01T00:00:00Z", 3600), ("EST5EDT,M3.2.0", "2030-01-01T00:00:00Z", 3600),
    ])
  func footers(_ footer: String, _ time: String, _ offset: Int) throws {
    let moment = try #require(Timestamp(rfc3339: time))
    #expect(try TimeZoneRules(tzif: slimFile(footer: footer), name: "X").offset(at: moment) == offset)
  }

  /// A version 2 file with one type, 3600 seconds east, no transitions, and a footer.
  private func slimFile(footer: String) -> [UInt8] {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
    let type: [UInt8] = [0, 0, 14, 16, 0, 0] + Array("CET\0".utf8)
    return header + counts + type + header + counts + type + [10] + Array(footer.utf8) + [10]
  }

  private func exercise(_ rules: TimeZoneRules) {
    for moment in [Int64.min, -1, 0, 1_800_000_000, 4_000_000_000, .max] {
      let span = rules.span(at: moment)
      _ = rules.instant(ofLocal: moment)
      #expect(span.stableStart <= span.stableEnd || span.start >= span.end)
    }
    let from = Timestamp(seconds: 1_800_000_000)
    for text in ["30 2 * * *", "0 0 1 * *"] {
      guard let schedule = try? CronSchedule.parseStandard(text, in: rules, zones: ZoneFixtures.shared) else {
        continue
      }
      _ = schedule.next(after: from)
      _ = schedule.evenPeriod(after: from)
    }
  }
}
