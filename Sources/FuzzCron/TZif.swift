/// The smallest TZif file (RFC 9636) with a given footer.
enum TZif {
  static func file(footer: [UInt8]) -> [UInt8] { block + block + [0x0A] + footer + [0x0A] }

  /// A header of version 2 and a data block with one local time type, UTC.
  private static var block: [UInt8] {
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    return Array("TZif2".utf8) + Array(repeating: 0, count: 15) + counts.flatMap { [0, 0, 0, $0] }
      + Array(repeating: 0, count: 6) + Array("UTC".utf8) + [0]
  }
}
