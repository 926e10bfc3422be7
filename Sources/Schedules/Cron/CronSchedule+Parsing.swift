extension CronSchedule {
  /// Parses a schedule as `ParseStandard` of robfig/cron v3.0.1: five fields or a descriptor, with an optional `TZ=` or
  /// `CRON_TZ=` in front.
  ///
  /// `local` is the zone of a schedule that names none: `spec.timeZone`, else that of the CronJob controller. The
  /// API server refuses some schedules that parse; see `CronJobScheduleValidation`.
  package static func parseStandard(
    _ text: String, in local: TimeZoneRules = .utc, zones: any ZoneSource
  ) throws(ScheduleError) -> CronSchedule {
    guard !text.isEmpty else { throw .empty }
    var spec = Array(text.utf8)[...]
    var location = local
    if spec.starts(with: "TZ=".utf8) || spec.starts(with: "CRON_TZ=".utf8),
      let equals = spec.firstIndex(of: UInt8(ascii: "="))
    {
      guard let space = spec.firstIndex(of: UInt8(ascii: " ")) else { throw .nothingAfterTimeZone(text) }
      let name = String(decoding: spec[(equals + 1)..<space], as: UTF8.self)
      do { location = try zones.location(named: name, local: local) } catch { throw .location(name: name, error) }
      spec = trimmed(spec[space...])
    }
    let timing =
      spec.first == UInt8(ascii: "@")
      ? try descriptor(String(decoding: spec, as: UTF8.self))
      : .fields(try fields(String(decoding: spec, as: UTF8.self)))
    return CronSchedule(text: text, timing: timing, location: location)
  }

  private static func fields(_ text: String) throws(ScheduleError) -> CronFields {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    guard words.count == 5 else { throw .fieldCount(fields: words) }
    return CronFields(
      minute: try CronBounds.minute.field(words[0]),
      hour: try CronBounds.hour.field(words[1]),
      dayOfMonth: try CronBounds.dayOfMonth.field(words[2]),
      month: try CronBounds.month.field(words[3]),
      dayOfWeek: try CronBounds.dayOfWeek.field(words[4]))
  }

  private static func descriptor(_ text: String) throws(ScheduleError) -> Timing {
    let first = CronField(bits: 1)
    let one = CronField(bits: 1 << 1)
    let (anyHour, anyDay) = (CronBounds.hour.all, CronBounds.dayOfMonth.all)
    let (anyMonth, anyWeekday) = (CronBounds.month.all, CronBounds.dayOfWeek.all)
    func at(_ hour: CronField, _ day: CronField, _ month: CronField, _ weekday: CronField) -> Timing {
      .fields(CronFields(minute: first, hour: hour, dayOfMonth: day, month: month, dayOfWeek: weekday))
    }
    switch text {
    case "@yearly", "@annually": return at(first, one, one, anyWeekday)
    case "@monthly": return at(first, one, anyMonth, anyWeekday)
    case "@weekly": return at(first, anyDay, anyMonth, first)
    case "@daily", "@midnight": return at(first, anyDay, anyMonth, anyWeekday)
    case "@hourly": return at(anyHour, anyDay, anyMonth, anyWeekday)
    default: break
    }
    let prefix = "@every ".utf8
    guard text.utf8.starts(with: prefix) else { throw .unrecognizedDescriptor(text) }
    let duration: Int64
    do {
      duration = try goDuration(String(decoding: text.utf8.dropFirst(prefix.count), as: UTF8.self))
    } catch { throw .duration(descriptor: text, error) }
    // Below a second counts as a second; fractions of a second are cut off.
    return .every(seconds: max(1, duration / 1_000_000_000))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return Array(String(scalars).utf8)[...]
  }
}
