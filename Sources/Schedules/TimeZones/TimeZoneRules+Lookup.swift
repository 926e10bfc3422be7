package import Support

extension TimeZoneRules {
  /// The offset in effect at a moment, with the stretch around it.
  ///
  /// Moments further than 2^50 seconds from 1970 are taken as that far, so that sums cannot overflow.
  package func span(at moment: Int64) -> OffsetSpan {
    let seconds = Self.clamped(moment)
    guard !types.isEmpty else { return OffsetSpan(offset: 0, start: .min, end: .max) }
    guard let first = transitions.first, seconds >= first.time else {
      return OffsetSpan(offset: firstOffset, start: .min, end: transitions.first?.time ?? .max)
    }
    let (index, end) = lastTransition(at: seconds)
    let transition = transitions[index]
    if index == transitions.count - 1, let footer {
      var span = footer.span(at: seconds, lastTransition: transition.time)
      span.stableStart = max(span.stableStart, transition.time)
      return span
    }
    return OffsetSpan(offset: types[transition.type].offset, start: transition.time, end: end)
  }

  /// Seconds east of UTC at a moment.
  package func offset(at time: Timestamp) -> Int { Int(span(at: time.seconds).offset) }

  /// The moment of a wall-clock time, given as seconds since 1970-01-01T00:00:00 on that clock.
  ///
  /// A wall-clock time that does not exist or exists twice gives one of its two readings, the one Go's `time.Date`
  /// picks: the offset is looked up as if the clock showed UTC, and once more where that offset does not hold.
  package func instant(ofLocal clock: Int64) -> Int64 {
    let local = Self.clamped(clock)
    let guess = span(at: local)
    guard guess.offset != 0 else { return local }
    let instant = local - guess.offset
    if instant >= guess.start && instant < guess.end { return instant }
    return local - span(at: instant).offset
  }

  private static func clamped(_ seconds: Int64) -> Int64 { min(max(seconds, -1 << 50), 1 << 50) }

  /// The last transition not after `seconds`, and the time of the one after it.
  private func lastTransition(at seconds: Int64) -> (index: Int, end: Int64) {
    var end = Int64.max
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if seconds < transitions[middle].time {
        end = transitions[middle].time
        high = middle
      } else {
        low = middle
      }
    }
    return (low, end)
  }
}
