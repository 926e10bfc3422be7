extension Timestamp {
  /// Reads the form in which Kubernetes writes `metav1.Time`, `2026-11-21T04:05:06Z`, without a string in between.
  /// `nil` for every other form, which ``init(rfc3339:)`` may still read.
  package init?(wholeSeconds bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "Z"), let century = Self.pair(bytes, 0), let years = Self.pair(bytes, 2),
      let month = Self.pair(bytes, 5), let day = Self.pair(bytes, 8), let hour = Self.pair(bytes, 11),
      let minute = Self.pair(bytes, 14), let second = Self.pair(bytes, 17)
    else { return nil }
    let year = century * 100 + years
    guard (1...12).contains(month), (1...Self.days(inMonth: month, year: year)).contains(day), hour < 24, minute < 60,
      second < 60
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    self.init(seconds: Int64(days * 86_400 + hour * 3600 + minute * 60 + second))
  }

  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let (tens, ones) = (bytes[index] &- 48, bytes[index + 1] &- 48)
    guard tens < 10, ones < 10 else { return nil }
    return Int(tens) * 10 + Int(ones)
  }
}
