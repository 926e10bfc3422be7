/// Whether a schedule runs at one fixed distance, so that a loop that sleeps can stand in for it.
package enum EvenPeriod: Hashable, Sendable {
  /// Every so many minutes, 1 to 60.
  case minutes(Int)
  /// Not at one distance of whole minutes up to an hour, and why.
  case uneven(reason: String)

  package var minutes: Int? {
    if case .minutes(let minutes) = self { minutes } else { nil }
  }
}
