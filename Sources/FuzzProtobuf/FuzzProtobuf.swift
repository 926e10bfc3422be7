import FuzzSupport
import KubeCore
import Support

/// Protobuf bytes as every kind, and objects of JSON that are written in protobuf and read back. The first byte of an
/// input chooses.
@main
enum FuzzProtobuf {
  static func main() { Fuzzer.run(fuzz) }

  static let types: [any Resource.Type] =
    ObjectKind.allCases.map(\.objectType) + [Lease.self, ConfigMap.self, Event.self]

  static func check(_ bytes: [UInt8]) {
    let rest = Array(bytes.dropFirst())
    if bytes.first == 1 {
      guard let tree = tree(rest) else { return }
      // Each name once: which of two counts is JSON's own matter.
      let text = JSONWriter(isPretty: false).bytes(tree)
      for type in types { TwinOracle.check(type, text, tree) }
    } else {
      for type in types { check(type, rest) }
    }
  }

  private static func tree(_ bytes: [UInt8]) -> Tree? {
    try? JSONReader.read(bytes) { (reader) throws(WireError) in
      reader.whitespace()
      return try reader.tree()
    }
  }

  private static func check<Object: Resource>(_ type: Object.Type, _ bytes: [UInt8]) {
    let message = attempt(bytes) { (reader) throws(WireError) in
      var object = Object()
      try reader.fields(of: &object)
      expectEqual(reader.position, bytes.count, "A message that was read in part")
      return object
    }
    // An envelope around the same bytes changes nothing.
    let envelope = ProtobufWriter.envelope(bytes, type: Object.wireType)
    let opened = try? WireFormat.protobuf.decode(type, from: envelope)
    expectEqual(opened, message, "A \(type) in an envelope differs from the one alone")
    _ = try? WireFormat.protobuf.decode(type, from: bytes)
    // The last of two equal messages wins, field by field, and lists grow: reading on is reading both.
    guard message != nil else { return }
    expect(
      attempt(bytes + bytes) { (reader) throws(WireError) in
        var object = Object()
        try reader.fields(of: &object)
        return object
      } != nil, "A message that reads once does not read twice")
  }

  private static func attempt<Value>(
    _ bytes: [UInt8], _ body: (inout ProtobufReader) throws(WireError) -> Value
  ) -> Value? {
    do throws(WireError) { return try ProtobufReader.read(bytes, body) } catch {
      expect((0...bytes.count).contains(error.offset), "An error outside of the bytes: \(error)")
      expect(!error.expected.isEmpty && !error.found.isEmpty, "An error without words")
      return nil
    }
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzProtobuf.check(Fuzzer.bytes(data, count))
  return 0
}
