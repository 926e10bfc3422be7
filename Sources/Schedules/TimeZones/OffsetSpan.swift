/// A stretch of time with one offset from UTC, as Go's `(*time.Location).lookup` reports it.
package struct OffsetSpan: Hashable, Sendable {
  /// Seconds east of UTC.
  package var offset: Int64
  /// The first second Go reports for the stretch; with a footer rule it may lie before the last listed transition.
  package var start: Int64
  /// The first second after the stretch; with a footer rule it may be just the end of a year.
  package var end: Int64
  /// From here to `stableEnd` every lookup answers this same span.
  package var stableStart: Int64
  /// The first second for which another lookup is needed.
  package var stableEnd: Int64

  package init(offset: Int64, start: Int64, end: Int64) {
    self.offset = offset
    self.start = start
    self.end = end
    stableStart = start
    stableEnd = end
  }
}
