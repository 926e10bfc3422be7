import Support

/// All series of one metric, one for each combination of label values.
///
/// There are never more than `limit`: what comes beyond shares one series whose labels all say `overflow`, so that no
/// label value from outside can fill the memory.
package final class Family<Series: Sendable>: Sendable {
  package static var overflow: String { "overflow" }

  package let description: MetricDescription
  private let limit: Int
  private let make: @Sendable () -> Series
  private let known = Lock<[[String]: Series]>([:])

  init(_ description: MetricDescription, limit: Int, make: @escaping @Sendable () -> Series) {
    self.description = description
    self.limit = limit
    self.make = make
    if description.labels.isEmpty { _ = with() }
  }

  /// The series with these label values, in the order of the description's labels; missing ones are empty, those too
  /// many are left out. Keep it where it is used often.
  package func with(_ values: String...) -> Series { series(values) }

  func series(_ values: [String]) -> Series {
    let count = description.labels.count
    let key = (0..<count).map { $0 < values.count ? values[$0] : "" }
    return known.withLock { series in
      if let known = series[key] { return known }
      let place = series.count < limit ? key : Array(repeating: Self.overflow, count: count)
      if let known = series[place] { return known }
      let fresh = make()
      series[place] = fresh
      return fresh
    }
  }

  func removeAll() { known.withLock { $0.removeAll() } }

  /// All series by their label values, in order.
  package var sorted: [(values: [String], series: Series)] {
    known.withLock { $0 }.map { (values: $0.key, series: $0.value) }
      .sorted { $0.values.lexicographicallyPrecedes($1.values) }
  }
}

extension Family where Series == Gauge {
  /// Sets these series, one for each combination of label values, and forgets all others.
  package func replace(with values: [(labels: [String], value: Double)]) {
    removeAll()
    for (labels, value) in values { series(labels).set(value) }
  }
}
