extension Duration {
  /// Rounded up, and never beyond what an `Int64` holds.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    if overflow { return seconds < 0 ? .min : .max }
    let rest = attoseconds <= 0 ? 0 : (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    let (sum, sumOverflow) = product.addingReportingOverflow(rest)
    return sumOverflow ? .max : sum
  }
}
