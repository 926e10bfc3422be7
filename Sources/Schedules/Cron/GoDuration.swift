/// Text that Go's `time.ParseDuration` refuses.
package enum DurationError: Error, Hashable, Sendable {
  case invalid(String)
  case missingUnit(String)
  case unknownUnit(String, String)

  package var message: String {
    switch self {
    case .invalid(let text): "time: invalid duration \(goDurationQuoted(text))"
    case .missingUnit(let text): "time: missing unit in duration \(goDurationQuoted(text))"
    case .unknownUnit(let unit, let text):
      "time: unknown unit \(goDurationQuoted(unit)) in duration \(goDurationQuoted(text))"
    }
  }
}

/// Nanoseconds of a duration such as `1h30m`, `1.5h` or `-2s`, as Go's `time.ParseDuration`.
func goDuration(_ text: String) throws(DurationError) -> Int64 {
  var rest = Array(text.utf8)[...]
  let isNegative = rest.first == UInt8(ascii: "-")
  if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  if rest.elementsEqual("0".utf8) { return 0 }
  guard !rest.isEmpty else { throw .invalid(text) }
  var total: UInt64 = 0
  while !rest.isEmpty {
    let term = try nextTerm(&rest, of: text)
    let (sum, overflow) = total.addingReportingOverflow(term)
    guard !overflow, sum <= longest else { throw .invalid(text) }
    total = sum
  }
  if isNegative { return Int64(truncatingIfNeeded: 0 &- total) }
  guard let duration = Int64(exactly: total) else { throw .invalid(text) }
  return duration
}

/// The magnitude of the most negative duration.
private let longest: UInt64 = 1 << 63

/// One number with its unit, in nanoseconds.
private func nextTerm(_ rest: inout ArraySlice<UInt8>, of text: String) throws(DurationError) -> UInt64 {
  guard let first = rest.first, first == UInt8(ascii: ".") || isDigit(first) else { throw .invalid(text) }
  let before = rest.count
  guard var value = leadingInteger(&rest) else { throw .invalid(text) }
  let hasInteger = rest.count != before
  var fraction = (digits: UInt64(0), scale: 1.0)
  var hasFraction = false
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    let before = rest.count
    fraction = leadingFraction(&rest)
    hasFraction = rest.count != before
  }
  guard hasInteger || hasFraction else { throw .invalid(text) }
  let unitBytes = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
  guard !unitBytes.isEmpty else { throw .missingUnit(text) }
  rest = rest[unitBytes.endIndex...]
  guard let unit = nanoseconds(of: unitBytes) else {
    throw .unknownUnit(String(decoding: unitBytes, as: UTF8.self), text)
  }
  guard value <= longest / unit else { throw .invalid(text) }
  value *= unit
  if fraction.digits > 0 {
    // Below one unit, an hour at most, so it fits; double precision is what Go computes in.
    value += UInt64(Double(fraction.digits) * (Double(unit) / fraction.scale))
    guard value <= longest else { throw .invalid(text) }
  }
  return value
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// The digits in front as a number; `nil` above 2^63.
private func leadingInteger(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
  var value: UInt64 = 0
  while let byte = rest.first, isDigit(byte) {
    guard value <= longest / 10 else { return nil }
    value = value * 10 + UInt64(byte - 48)
    guard value <= longest else { return nil }
    rest.removeFirst()
  }
  return value
}

/// The digits in front as a numerator, with the power of ten under it; digits beyond 2^63 are dropped.
private func leadingFraction(_ rest: inout ArraySlice<UInt8>) -> (digits: UInt64, scale: Double) {
  var value: UInt64 = 0
  var scale = 1.0
  var isFull = false
  while let byte = rest.first, isDigit(byte) {
    rest.removeFirst()
    if isFull { continue }
    let next = value > (longest - 1) / 10 ? UInt64.max : value * 10 + UInt64(byte - 48)
    if next > longest {
      isFull = true
      continue
    }
    value = next
    scale *= 10
  }
  return (value, scale)
}

private func nanoseconds(of unit: ArraySlice<UInt8>) -> UInt64? {
  switch String(decoding: unit, as: UTF8.self) {
  case "ns": 1
  // The micro sign and the Greek letter mu.
  case "us", "\u{B5}s", "\u{3BC}s": 1_000
  case "ms": 1_000_000
  case "s": 1_000_000_000
  case "m": 60_000_000_000
  case "h": 3_600_000_000_000
  default: nil
  }
}
