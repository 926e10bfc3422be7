/// Turns the bytes of one input into decisions, from the front; zeros when they are used up.
package struct FuzzInput {
  private var bytes: ArraySlice<UInt8>

  package init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  package var isAtEnd: Bool { bytes.isEmpty }

  package mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  package mutating func bool() -> Bool { byte() & 1 == 1 }

  /// A number below `count`, which is from 1 to 256.
  package mutating func index(below count: Int) -> Int { Int(byte()) % count }

  package mutating func int64() -> Int64 {
    var value: UInt64 = 0
    for _ in 0..<8 { value = value << 8 | UInt64(byte()) }
    return Int64(bitPattern: value)
  }

  package mutating func uint16() -> UInt16 { UInt16(byte()) << 8 | UInt16(byte()) }

  package mutating func pick<Value>(_ values: [Value]) -> Value { values[index(below: values.count)] }

  /// Up to `limit` values.
  package mutating func list<Value>(upTo limit: Int, _ make: (inout FuzzInput) -> Value) -> [Value] {
    let count = index(below: limit + 1)
    var values: [Value] = []
    for _ in 0..<count { values.append(make(&self)) }
    return values
  }

  /// A text of up to 255 bytes, its length in front.
  package mutating func text() -> String {
    let part = bytes.prefix(Int(byte()))
    bytes = bytes.dropFirst(part.count)
    return String(decoding: part, as: UTF8.self)
  }

  /// All that is left.
  package mutating func rest() -> [UInt8] {
    defer { bytes = [] }
    return Array(bytes)
  }
}
