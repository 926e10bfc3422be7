import Support

/// How often values fell under each of its bounds.
package final class Histogram: Sendable {
  /// What a histogram has counted.
  package struct Reading: Hashable, Sendable {
    /// Values up to each bound, those under the bounds before included; the last is the count of all.
    package var cumulative: [UInt64]
    package var sum: Double
  }

  private struct State {
    var counts: [UInt64]
    var sum = 0.0
  }

  /// Upper bounds, ascending, without +Inf.
  package let bounds: [Double]
  private let state: Lock<State>

  init(bounds: [Double]) {
    let sorted = bounds.filter(\.isFinite).sorted()
    self.bounds = sorted
    state = Lock(State(counts: Array(repeating: 0, count: sorted.count + 1)))
  }

  package func observe(_ value: Double) {
    guard !value.isNaN else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  /// A time, in seconds.
  package func observe(_ duration: Duration) { observe(duration.inSeconds) }

  package var reading: Reading {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    var total: UInt64 = 0
    return Reading(
      cumulative: counts.map { count in
        total += count
        return total
      }, sum: sum)
  }
}

extension Duration {
  /// As metrics write it.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
