import FuzzSupport
import Schedules
import Support

/// Schedules and time zones. The first byte says what the rest of the input is.
@main
enum FuzzCron {
  static func main() { Fuzzer.run(fuzz) }

  static func check(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    switch input.byte() {
    case UInt8(ascii: "z"):
      // A TZif file behind a moment and a schedule.
      let moment = moment(&input)
      let text = input.text()
      let file = input.rest()
      guard let zone = try? TimeZoneRules(tzif: file, name: "Fuzz/Zone") else { return }
      if TZif.isAscending(file) { ZoneOracle.check(zone, at: moment) }
      schedule(text, at: moment, in: zone)
    case UInt8(ascii: "p"):
      // A zone that follows one rule for ever.
      let moment = moment(&input)
      let text = input.text()
      guard let zone = try? TimeZoneRules(tzif: TZif.file(footer: input.rest()), name: "Fuzz/Rule") else { return }
      ZoneOracle.check(zone, at: moment)
      schedule(text, at: moment, in: zone)
    default:
      let moment = moment(&input)
      schedule(String(decoding: input.rest(), as: UTF8.self), at: moment, in: .utc)
    }
  }

  /// Mostly in our century, sometimes anywhere.
  private static func moment(_ input: inout FuzzInput) -> Timestamp {
    let value = input.int64()
    return Timestamp(seconds: value & 1 == 0 ? (value >> 1) % 4_000_000_000 : value)
  }

  private static func schedule(_ text: String, at moment: Timestamp, in zone: TimeZoneRules) {
    let zones = ["Fuzz/Zone": zone]
    let errors = CronJobScheduleValidation.errors(schedule: text, timeZone: "Fuzz/Zone", zones: zones)
    let parsed: CronSchedule
    do throws(ScheduleError) {
      parsed = try CronSchedule.parseStandard(text, in: zone, zones: zones)
    } catch {
      expect(!errors.isEmpty, "The validation passes what does not parse: \(text)")
      expect(!error.message.isEmpty, "An error without words")
      return
    }
    expect(
      errors.isEmpty || text.utf8.count > 1 && text.contains("TZ"),
      "The validation refuses what parses: \(text): \(errors)")
    ScheduleOracle.check(parsed, at: moment)
    let report = ScheduleReport.make(schedule: text, timeZone: "Fuzz/Zone", from: moment, zones: zones)
    expectEqual(report.valid, errors.isEmpty, "The report and the validation differ")
    expect(report.runsPerHour >= 0 && report.runsPerHour <= 3600, "\(report.runsPerHour) runs per hour")
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzCron.check(Fuzzer.bytes(data, count))
  return 0
}
