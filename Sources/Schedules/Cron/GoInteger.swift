import Support

/// Text that Go's `strconv.Atoi` refuses.
package enum IntegerError: Error, Hashable, Sendable {
  case syntax(String)
  case range(String)

  package var message: String {
    switch self {
    case .syntax(let text): "strconv.Atoi: parsing \(goQuoted(text)): invalid syntax"
    case .range(let text): "strconv.Atoi: parsing \(goQuoted(text)): value out of range"
    }
  }
}

/// Reads a decimal number as Go's `strconv.Atoi` on a 64-bit machine: a sign is allowed, nothing else around digits.
///
/// Digits are read up to the first overflow of 64 bits, so a later stray character still counts as out of range.
func goInteger(_ text: String) throws(IntegerError) -> Int {
  var digits = Array(text.utf8)[...]
  let isNegative = digits.first == UInt8(ascii: "-")
  if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
  guard !digits.isEmpty else { throw .syntax(text) }
  var magnitude: UInt64 = 0
  for byte in digits {
    guard (48...57).contains(byte) else { throw .syntax(text) }
    let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 48))
    guard !overflow, !carry else { throw .range(text) }
    magnitude = sum
  }
  if isNegative {
    guard magnitude <= UInt64(Int64.max) + 1 else { throw .range(text) }
    return Int(truncatingIfNeeded: 0 &- magnitude)
  }
  guard let value = Int(exactly: magnitude) else { throw .range(text) }
  return value
}
