import Foundation
import Schedules
import Support
import Testing

/// One answer of robfig/cron v3.
struct CronCase: Decodable {
  var schedule: String
  var timeZone: String
  var from: String
  var valid: Bool
  var next: [String]?
  var runsIn24h: Int?
  var error: String?

  /// The differences to the recorded answer.
  func differences(zones: any ZoneSource) throws -> [String] {
    let location = try zones.location(named: timeZone, local: .utc)
    let start = try #require(Timestamp(rfc3339: from))
    let parsed: CronSchedule
    do {
      parsed = try CronSchedule.parseStandard(schedule, in: location, zones: zones)
    } catch {
      if valid { return ["refused: \(error.message)"] }
      return self.error.map { $0 == error.message ? [] : ["\(error.message) instead of \($0)"] } ?? []
    }
    guard valid else { return ["accepted"] }
    var differences: [String] = []
    let runs = parsed.next(after: start, count: 6).map(\.rfc3339)
    if runs != next ?? [] { differences.append("next \(runs) instead of \(next ?? [])") }
    let count = parsed.runsIn24Hours(after: start)
    if count != runsIn24h ?? 0 { differences.append("\(count) runs in 24 h instead of \(runsIn24h ?? 0)") }
    return differences
  }
}

@Suite("robfig/cron v3 recordings")
struct CronCaseTests {
  @Test("every recorded row agrees", arguments: [("cron-cases.json", 205), ("cron-cases-more.json", 1628)])
  func recordings(_ file: String, count: Int) throws {
    let cases = try JSONDecoder().decode([CronCase].self, from: Data(fixture(file)))
    #expect(cases.count == count)
    for row in cases {
      let differences = try row.differences(zones: ZoneFixtures.shared)
      #expect(differences.isEmpty, "\(row.schedule) in \(row.timeZone) from \(row.from)")
    }
  }
}
