extension TimeZoneRules {
  /// Reads a TZif file, version 1 to 4 (RFC 9636); the 64-bit data where there are both.
  ///
  /// Accepts and refuses what Go's `time.LoadLocationFromTZData` does, and version 4, whose changes concern leap
  /// seconds only; leap seconds are not counted. A footer that cannot be read is ignored, as in Go.
  package init(tzif bytes: [UInt8], name: String) throws(TZifError) {
    var reader = TZifReader(bytes)
    guard let magic = try? reader.take(4), magic.elementsEqual("TZif".utf8) else { throw .notTZif }
    let version = try reader.byte()
    guard version == 0 || (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(version) else {
      throw .unknownVersion(version)
    }
    _ = try reader.take(15)
    var counts = try Counts(&reader)
    let wide = version != 0
    if wide {
      _ = try reader.take(counts.size(timeWidth: 4))
      _ = try reader.take(20)
      counts = try Counts(&reader)
    }
    // Every record is at least a byte long, so a count above the size of the file cannot be met.
    guard counts.size(timeWidth: wide ? 8 : 4) <= bytes.count else { throw .truncated }
    try self.init(name: name, counts: counts, reader: &reader, wide: wide)
  }

  private init(name: String, counts: Counts, reader: inout TZifReader, wide: Bool) throws(TZifError) {
    var times: [Int64] = []
    times.reserveCapacity(counts.transitions)
    for _ in 0..<counts.transitions { times.append(wide ? try reader.signed64() : Int64(try reader.signed32())) }
    let typeIndexes = try reader.take(counts.transitions)
    var types: [LocalTimeType] = []
    for index in 0..<counts.types {
      let offset = Int64(try reader.signed32())
      let isDaylightSaving = try reader.byte() != 0
      guard Int(try reader.byte()) < counts.designationBytes else { throw .badDesignation(type: index) }
      types.append(LocalTimeType(offset: offset, isDaylightSaving: isDaylightSaving))
    }
    _ = try reader.take(counts.designationBytes)
    _ = try reader.take(counts.leapSeconds * ((wide ? 8 : 4) + 4))
    _ = try reader.take(counts.standardIndicators)
    _ = try reader.take(counts.utcIndicators)
    guard !types.isEmpty else { throw .noLocalTimeTypes }
    var transitions: [Transition] = []
    for (index, type) in typeIndexes.enumerated() {
      guard Int(type) < types.count else { throw .badTransitionType(transition: index) }
      transitions.append(Transition(time: times[index], type: Int(type)))
    }
    // A zone that never changed still has a footer rule to apply, which needs a transition to follow.
    if transitions.isEmpty { transitions.append(Transition(time: .min, type: 0)) }
    self.init(name: name, types: types, transitions: transitions, footer: Self.footer(reader.rest()))
  }

  private static func footer(_ rest: ArraySlice<UInt8>) -> PosixTimeZone? {
    guard rest.count > 2, rest.first == 10, rest.last == 10 else { return nil }
    return PosixTimeZone(rest.dropFirst().dropLast())
  }

  /// The six counts of a TZif header.
  private struct Counts {
    var utcIndicators, standardIndicators, leapSeconds, transitions, types, designationBytes: Int

    init(_ reader: inout TZifReader) throws(TZifError) {
      utcIndicators = Int(try reader.unsigned32())
      standardIndicators = Int(try reader.unsigned32())
      leapSeconds = Int(try reader.unsigned32())
      transitions = Int(try reader.unsigned32())
      types = Int(try reader.unsigned32())
      designationBytes = Int(try reader.unsigned32())
    }

    /// The bytes that the counts announce; at most 2^32 × 30, so it cannot overflow.
    func size(timeWidth: Int) -> Int {
      transitions * (timeWidth + 1) + types * 6 + designationBytes + leapSeconds * (timeWidth + 4)
        + standardIndicators + utcIndicators
    }
  }
}
