internal import Synchronization

/// A number that many threads add to without a lock.
final class AtomicDouble: Sendable {
  private let bits = Atomic<UInt64>(0)

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func store(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  func add(_ delta: Double) {
    var known = bits.load(ordering: .relaxed)
    while true {
      let sum = (Double(bitPattern: known) + delta).bitPattern
      let (exchanged, original) = bits.weakCompareExchange(expected: known, desired: sum, ordering: .relaxed)
      if exchanged { return }
      known = original
    }
  }
}
