/// A number that goes up and down.
package final class Gauge: Sendable {
  private let number = AtomicDouble()

  package var value: Double { number.value }

  package func set(_ value: Double) { number.store(value) }
  package func add(_ delta: Double) { number.add(delta) }
}
