/// A slim Kubernetes message: the fields that NetRisk uses of one API type, described once.
///
/// The protobuf field number is a field's identity. JSON and YAML readers look the number up by name in
/// ``wireFields``; a protobuf reader has it already. What ``read(_:from:)`` does not know is never decoded.
/// Source of the numbers: `generated.proto` of k8s.io/api and k8s.io/apimachinery.
package protocol WireMessage: Sendable {
  init()

  /// Name and protobuf number of each field that is wanted.
  static var wireFields: [WireField] { get }

  /// Reads the value that `reader` stands at into the field with this number. `null` never gets here: as in Go, it
  /// leaves a field as it is.
  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError)

  /// Reads a whole object of JSON. A requirement, with the two below, so that each kind has code of its own for it: from
  /// here down nothing is generic at run time.
  mutating func readWhole(from reader: inout JSONReader) throws(WireError)
  /// The same, and what the object says that it is.
  mutating func readWhole(from reader: inout JSONReader, type: inout WireType) throws(WireError)
  /// Reads all fields up to the end of the message that the reader is in.
  mutating func readWhole(from reader: inout ProtobufReader) throws(WireError)
}

extension WireMessage {
  package mutating func readWhole(from reader: inout JSONReader) throws(WireError) { try reader.members(of: &self) }

  package mutating func readWhole(from reader: inout JSONReader, type: inout WireType) throws(WireError) {
    try reader.members(of: &self, type: &type)
  }

  package mutating func readWhole(from reader: inout ProtobufReader) throws(WireError) {
    try reader.eachField(of: &self)
  }
}

/// The name of a field in JSON and YAML, and its protobuf number.
package struct WireField: Sendable {
  package let name: StaticString
  package let number: UInt32
  /// The length of the name in bytes.
  let count: Int
  /// The first eight bytes of the name, the first one lowest; zeros behind a shorter one.
  let head: UInt64

  package init(_ name: StaticString, _ number: UInt32) {
    self.name = name
    self.number = number
    count = name.utf8CodeUnitCount
    var head: UInt64 = 0
    for index in 0..<min(count, 8) { head |= UInt64(name.utf8Start[index]) << UInt64(8 * index) }
    self.head = head
  }

  /// Whether this is the field of that name.
  package func isNamed(_ text: String) -> Bool {
    let count = name.utf8CodeUnitCount
    guard text.utf8.count == count else { return false }
    var index = 0
    for byte in text.utf8 {
      guard byte == name.utf8Start[index] else { return false }
      index += 1
    }
    return true
  }
}
