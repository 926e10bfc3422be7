package import Support

extension ProtobufReader {
  /// What RFC 3339 can say: the years 1 to 9999.
  static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Nanoseconds are cut to microseconds, which is all that JSON says (`micro_time_proto.go`).
  package mutating func timestamp() throws(WireError) -> Timestamp? {
    let start = position
    let outer = try enter()
    let isZero = position == end
    var seconds: Int64 = 0
    var nanoseconds: Int32 = 0
    while position < end {
      switch try tag() {
      case 1: seconds = try int64()
      case 2: nanoseconds = try int32()
      default: try skip()
      }
    }
    leave(outer)
    guard Self.seconds.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      throw WireError(expected: "a time", found: "\(seconds) s and \(nanoseconds) ns", offset: start)
    }
    return isZero ? nil : Timestamp(seconds: seconds, nanoseconds: nanoseconds / 1000 * 1000)
  }

  package mutating func intOrString() throws(WireError) -> IntOrString {
    let start = position
    let outer = try enter()
    var type: Int64 = 0
    var number: Int32 = 0
    var text = ""
    while position < end {
      switch try tag() {
      case 1: type = try int64()
      case 2: number = try int32()
      case 3: text = try string()
      default: try skip()
      }
    }
    leave(outer)
    switch type {
    case 0: return .int(number)
    case 1: return .string(text)
    default: throw WireError(expected: "an integer or a string", found: "the type \(type)", offset: start)
    }
  }
}
