/// The smallest TZif file (RFC 9636) with a given footer.
enum TZif {
  static func file(footer: [UInt8]) -> [UInt8] { block + block + [0x0A] + footer + [0x0A] }

  /// Whether the moments of change ascend, as RFC 9636 asks and Go does not check; `bytes` can be read.
  static func isAscending(_ bytes: [UInt8]) -> Bool {
    func counts(at start: Int) -> [Int] {
      (0..<6).map { field in (0..<4).reduce(0) { $0 << 8 | Int(bytes[start + 20 + 4 * field + $1]) } }
    }
    let isWide = bytes[4] != 0
    let width = isWide ? 8 : 4
    let first = counts(at: 0)
    let second = isWide ? 44 + first[0] + first[1] + first[2] * 8 + first[3] * 5 + first[4] * 6 + first[5] : 0
    let start = second + 44
    let times = (0..<counts(at: second)[3]).map { index in
      let number = bytes[(start + index * width)...].prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return isWide ? Int64(bitPattern: number) : Int64(Int32(truncatingIfNeeded: number))
    }
    return zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// A header of version 2 and a data block with one local time type, UTC.
  private static var block: [UInt8] {
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    return Array("TZif2".utf8) + Array(repeating: 0, count: 15) + counts.flatMap { [0, 0, 0, $0] }
      + Array(repeating: 0, count: 6) + Array("UTC".utf8) + [0]
  }
}
