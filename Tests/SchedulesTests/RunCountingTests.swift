import Schedules
import Support
import Testing

@Suite("Counting runs")
struct RunCountingTests {
  @Test("counting by days agrees with walking run by run, around every kind of clock change")
  func twin() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<1500 {
      let name = try #require(ZoneFixtures.names.randomElement(using: &random))
      let schedule = try CronSchedule.parseStandard(
        randomSchedule(using: &random), in: ZoneFixtures.shared.zone(name), zones: ZoneFixtures.shared)
      let start = Timestamp(
        seconds: .random(in: 1_262_304_000...2_524_608_000, using: &random),
        nanoseconds: Bool.random(using: &random) ? 0 : 500_000_000)
      let end = start.advanced(bySeconds: .random(in: 0...40 * 86_400, using: &random))
      let walked = schedule.runTimes(after: start, through: end)
      #expect(
        schedule.runCount(after: start, through: end) == walked.count, "\(schedule.text) \(name) \(start.rfc3339)")
      #expect(walked.allSatisfy { $0 > start && $0 <= end && $0.nanoseconds == 0 })
      #expect(zip(walked, walked.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test("a window takes its end and leaves its start")
  func bounds() throws {
    let schedule = try CronSchedule.parseStandard("0 * * * *", zones: ZoneFixtures.shared)
    let noon = try #require(Timestamp(rfc3339: "2026-11-21T12:00:00Z"))
    #expect(schedule.runCount(after: noon, through: noon.advanced(bySeconds: 3600)) == 1)
    #expect(schedule.runCount(after: noon, through: noon.advanced(bySeconds: 3599)) == 0)
    #expect(schedule.runCount(after: noon, through: noon) == 0)
    #expect(schedule.runMinutes(after: noon, through: noon.advanced(bySeconds: 7300)) == [60, 120])
  }

  /// Runs in so many hours.
  static let rates: [(String, Double, Double)] = [
    ("* * * * *", 60, 1), ("*/7 * * * *", 9, 1), ("0 3 * * *", 1, 24), ("@every 90s", 40, 1), ("0 0 1 1 *", 1, 8784),
    ("0 0 30 2 *", 0, 1), ("0 0 * * 1", 53, 8784), ("@every 25h", 351, 8784),
  ]

  @Test("rates are means over 28 days, or 366 for the rare", arguments: rates)
  func rate(_ text: String, _ runs: Double, _ hours: Double) throws {
    let expected = runs / hours
    let schedule = try CronSchedule.parseStandard(text, zones: ZoneFixtures.shared)
    let start = try #require(Timestamp(rfc3339: "2026-11-21T04:05:06Z"))
    #expect(abs(schedule.runsPerHour(after: start) - expected) < 1e-12)
  }

  @Test("the peak is the fullest clock hour of UTC, the first of equals")
  func peak() throws {
    let schedule = try CronSchedule.parseStandard("*/10 1,2,5 * * *", zones: ZoneFixtures.shared)
    let start = try #require(Timestamp(rfc3339: "2026-11-21T01:25:00Z"))
    let peak = try #require(schedule.peakHour(after: start, through: start.advanced(bySeconds: 86_400)))
    #expect(peak.start.rfc3339 == "2026-11-21T02:00:00Z")
    #expect(peak.runs == 6)
    let never = try CronSchedule.parseStandard("0 0 30 2 *", zones: ZoneFixtures.shared)
    #expect(never.peakHour(after: start, through: start.advanced(bySeconds: 86_400)) == nil)
  }

  @Test("@every counts from the moment given and drops its fraction")
  func every() throws {
    let schedule = try CronSchedule.parseStandard("@every 90s", zones: ZoneFixtures.shared)
    let start = Timestamp(seconds: 1000, nanoseconds: 700_000_000)
    #expect(schedule.next(after: start, count: 2) == [Timestamp(seconds: 1090), Timestamp(seconds: 1180)])
    #expect(schedule.next(after: Timestamp(seconds: .max)) == nil)
    #expect(schedule.runCount(after: Timestamp(seconds: .min), through: Timestamp(seconds: .max)) > 0)
  }

  @Test("moments beyond any calendar have no runs", arguments: [Int64.min, -(1 << 45), 1 << 45, .max])
  func farMoments(_ seconds: Int64) throws {
    let schedule = try CronSchedule.parseStandard("* * * * *", zones: ZoneFixtures.shared)
    #expect(schedule.next(after: Timestamp(seconds: seconds)) == nil)
    #expect(schedule.runsPerHour(after: Timestamp(seconds: seconds)) == 0)
  }
}

/// Five fields, mostly `*`, with lists, ranges and steps.
func randomSchedule(using random: inout SplitMix64) -> String {
  func item(_ bounds: ClosedRange<Int>) -> String {
    let low = Int.random(in: bounds, using: &random)
    let high = Int.random(in: low...bounds.upperBound, using: &random)
    let step = Int.random(in: 1...bounds.upperBound, using: &random)
    let forms = ["\(low)", "\(low)-\(high)", "\(low)-\(high)/\(step)", "\(low)/\(step)", "*/\(step)", "*"]
    return forms.randomElement(using: &random) ?? "*"
  }
  func field(_ bounds: ClosedRange<Int>, star: Int) -> String {
    guard Int.random(in: 0..<10, using: &random) >= star else { return "*" }
    let count = Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1
    return (0..<count).map { _ in item(bounds) }.joined(separator: ",")
  }
  return [
    field(0...59, star: 2), field(0...23, star: 5), field(1...31, star: 7), field(1...12, star: 8),
    field(0...6, star: 7),
  ].joined(separator: " ")
}
