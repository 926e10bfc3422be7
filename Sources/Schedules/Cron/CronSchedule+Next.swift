package import Support

extension CronSchedule {
  /// The first run after `time`; `nil` where none comes within five years.
  ///
  /// `@every` counts from `time`, which stands for the last schedule time as in the CronJob controller.
  package func next(after time: Timestamp) -> Timestamp? {
    var runs = Runs(self, after: time)
    return runs.next()
  }

  /// The first `count` runs after `time`, fewer where there are no more.
  package func next(after time: Timestamp, count: Int) -> [Timestamp] {
    count > 0 ? Array(runs(after: time).prefix(count)) : []
  }

  /// The runs after `time`, one after the other, each found from the one before it.
  package func runs(after time: Timestamp) -> Runs { Runs(self, after: time) }

  /// The runs of a schedule in order.
  package struct Runs: Sequence, IteratorProtocol {
    private var cursor: CronCursor?
    private var every: (last: Int64, delay: Int64)?

    init(_ schedule: CronSchedule, after time: Timestamp) {
      switch schedule.timing {
      case .fields(let fields):
        cursor = CronCursor(fields: fields, from: time, location: schedule.location)
      case .every(let seconds):
        every = (time.seconds, seconds)
      }
    }

    package mutating func next() -> Timestamp? {
      if let (last, delay) = every {
        // Fractions of a second of the anchor are cut off with the first step.
        let (sum, overflow) = last.addingReportingOverflow(delay)
        guard !overflow else { return nil }
        every = (sum, delay)
        return Timestamp(seconds: sum)
      }
      guard cursor?.advance() == true, let cursor else { return nil }
      return Timestamp(seconds: cursor.clock.seconds)
    }
  }
}
