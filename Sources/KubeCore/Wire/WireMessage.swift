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
}

/// The name of a field in JSON and YAML, and its protobuf number.
package struct WireField: Sendable {
  package let name: StaticString
  package let number: UInt32

  package init(_ name: StaticString, _ number: UInt32) {
    self.name = name
    self.number = number
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
