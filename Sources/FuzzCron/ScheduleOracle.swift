import FuzzSupport
import Schedules
import Support

/// What holds for every schedule that parses.
enum ScheduleOracle {
  /// Beyond this many seconds from 1970 a schedule of fields has no runs.
  private static let calendarEnd = 1 << 40

  static func check(_ schedule: CronSchedule, at moment: Timestamp) {
    expect(!schedule.meaning.isEmpty, "No meaning")
    for intent in ScheduleIntentCheck.intents(of: schedule, from: moment, cronJobName: "every-5-minutes") {
      expect(!intent.message.isEmpty, "An intent without words")
    }
    let runs = schedule.next(after: moment, count: 50)
    var last = moment
    for run in runs {
      expect(run > last, "Run \(run) does not come after \(last)")
      last = run
    }
    expectEqual(schedule.next(after: moment), runs.first, "next(after:) and the walk")
    if schedule.location == .utc, let fields = schedule.fields { compareWithCalendar(fields, runs, after: moment) }
    if let fields = schedule.fields { matchFields(fields, runs, schedule.location) }
    monotone(schedule, runs, from: moment)
    count(schedule, runs, from: moment)
    evenPeriod(schedule, runs, from: moment)
  }

  /// No later start gives an earlier run.
  private static func monotone(_ schedule: CronSchedule, _ runs: [Timestamp], from moment: Timestamp) {
    guard schedule.fields != nil, schedule.location == .utc, let first = runs.first,
      first.seconds > moment.seconds + 1
    else { return }
    let middle = Timestamp(seconds: moment.seconds + (first.seconds - moment.seconds) / 2)
    expectEqual(schedule.next(after: middle), first, "A start between \(moment) and its run has another run")
    expectEqual(
      schedule.next(after: Timestamp(seconds: first.seconds - 1)), first, "The second before a run has another run")
  }

  /// Counting agrees with walking.
  private static func count(_ schedule: CronSchedule, _ runs: [Timestamp], from moment: Timestamp) {
    for end in [runs.last, runs.dropLast().last, moment.advanced(bySeconds: 100)].compactMap({ $0 }) {
      let walked = schedule.runs(after: moment).prefix { $0 <= end }.reduce(0) { count, _ in count + 1 }
      expectEqual(schedule.runCount(after: moment, through: end), walked, "Runs after \(moment) through \(end)")
    }
    let day = schedule.runsIn24Hours(after: moment)
    expect(day >= 0 && day <= 86_400, "\(day) runs in a day")
    guard runs.count == 50, case let inDay = runs.prefix(while: { $0 <= moment.advanced(bySeconds: 86_400) }).count
    else { return }
    expect(inDay == 50 ? day >= 50 : day == inDay, "\(day) runs in a day, \(inDay) of the first 50")
  }

  private static func evenPeriod(_ schedule: CronSchedule, _ runs: [Timestamp], from moment: Timestamp) {
    guard let minutes = schedule.evenPeriodMinutes(after: moment) else { return }
    for (run, next) in zip(runs, runs.dropFirst()) where next.seconds < moment.seconds + 366 * 86_400 {
      expectEqual(next.seconds - run.seconds, Int64(minutes) * 60, "An uneven gap behind \(run)")
    }
  }

  /// The clock of the zone shows at each run what the fields say.
  private static func matchFields(_ fields: CronFields, _ runs: [Timestamp], _ zone: TimeZoneRules) {
    for run in runs {
      let local = run.seconds + zone.span(at: run.seconds).offset
      expect(matches(fields, local: local), "The clock does not show the fields at \(run)")
    }
  }

  /// In UTC: every minute up to the last run, or of two days, by the calendar alone.
  private static func compareWithCalendar(_ fields: CronFields, _ runs: [Timestamp], after moment: Timestamp) {
    guard moment.seconds.magnitude < calendarEnd else { return }
    let limit = min(runs.last?.seconds ?? .max, moment.seconds + 2 * 86_400)
    var minute = moment.seconds - remainder(moment.seconds, 60) + 60
    var expected: [Int64] = []
    while minute <= limit {
      if matches(fields, local: minute) { expected.append(minute) }
      minute += 60
    }
    let found = runs.map(\.seconds).prefix { $0 <= limit }
    expectEqual(expected, Array(found), "The calendar has other runs after \(moment)")
  }

  /// Source: crontab(5), with robfig's rule for the two day fields.
  private static func matches(_ fields: CronFields, local: Int64) -> Bool {
    let second = remainder(local, 86_400)
    let date = CivilDate(daysSinceEpoch: Int((local - second) / 86_400))
    guard second % 60 == 0, fields.minute.values.contains(Int(second / 60 % 60)),
      fields.hour.values.contains(Int(second / 3600)), fields.month.values.contains(date.month)
    else { return false }
    let day = fields.dayOfMonth.values.contains(date.day)
    let weekday = fields.dayOfWeek.values.contains(date.weekday)
    return fields.dayOfMonth.isStar || fields.dayOfWeek.isStar ? day && weekday : day || weekday
  }

  private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
