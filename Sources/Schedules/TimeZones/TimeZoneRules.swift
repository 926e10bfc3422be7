/// The offsets from UTC that a time zone has had and will have.
///
/// Built from the bytes of a TZif file (RFC 9636) by `init(tzif:name:)`; reading the file is the caller's. Answers are
/// those of Go's `time.Location`, because the CronJob controller is a Go program.
package struct TimeZoneRules: Hashable, Sendable {
  /// The name asked for, such as `Europe/Berlin`.
  package let name: String
  let types: [LocalTimeType]
  let transitions: [Transition]
  let footer: PosixTimeZone?
  /// The offset before the first transition.
  let firstOffset: Int64

  /// Coordinated Universal Time.
  package static let utc = TimeZoneRules(name: "UTC", types: [], transitions: [], footer: nil)

  init(name: String, types: [LocalTimeType], transitions: [Transition], footer: PosixTimeZone?) {
    self.name = name
    self.types = types
    self.transitions = transitions
    self.footer = footer
    firstOffset = Self.offsetBeforeFirstTransition(types: types, transitions: transitions)
  }

  /// A local time type: an offset and whether it counts as daylight saving time.
  struct LocalTimeType: Hashable, Sendable {
    var offset: Int64
    var isDaylightSaving: Bool
  }

  /// The moment a local time type comes into effect.
  struct Transition: Hashable, Sendable {
    var time: Int64
    var type: Int
  }

  /// The first type where no transition uses it; else a standard time, nearest before the first transition's type when
  /// that one is daylight saving time. Source: `lookupFirstZone` in Go's `time/zoneinfo.go`, after localtime.c.
  private static func offsetBeforeFirstTransition(types: [LocalTimeType], transitions: [Transition]) -> Int64 {
    guard let first = types.first else { return 0 }
    guard transitions.contains(where: { $0.type == 0 }) else { return first.offset }
    if let start = transitions.first?.type, start < types.count, types[start].isDaylightSaving,
      let standard = types[..<start].last(where: { !$0.isDaylightSaving })
    {
      return standard.offset
    }
    return (types.first { !$0.isDaylightSaving } ?? first).offset
  }
}
