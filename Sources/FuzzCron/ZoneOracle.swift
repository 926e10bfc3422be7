import FuzzSupport
import Schedules
import Support

/// What every set of zone rules holds, even one that no country has.
enum ZoneOracle {
  static func check(_ zone: TimeZoneRules, at moment: Timestamp) {
    // Beyond 2^50 seconds a lookup answers for 2^50.
    guard moment.seconds.magnitude < 1 << 50 else { return }
    let span = zone.span(at: moment.seconds)
    expect(
      span.stableStart <= moment.seconds && moment.seconds < span.stableEnd, "A span without its moment: \(span)")
    for second in [span.stableStart, span.stableEnd - 1] where second.magnitude < 1 << 50 {
      expectEqual(zone.span(at: second), span, "Another span at \(second), inside the same")
    }
    expectEqual(Int64(zone.offset(at: moment)), span.offset, "The offset")
    // Far from every change, a clock time has one reading.
    let margin: Int64 = 1 << 33
    if span.stableStart < moment.seconds - margin, span.stableEnd > moment.seconds + margin {
      expectEqual(zone.instant(ofLocal: moment.seconds + span.offset), moment.seconds, "A clock time's moment")
    }
  }
}
