/// A number that only grows.
package final class Counter: Sendable {
  private let number = AtomicDouble()

  package var value: Double { number.value }

  /// Adds `delta`; what is negative or no number is ignored.
  package func increment(by delta: Double = 1) {
    if delta > 0, delta.isFinite { number.add(delta) }
  }
}
