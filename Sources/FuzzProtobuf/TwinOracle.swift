import FuzzSupport
import KubeCore
import Support

/// An object of JSON is the same object when it has been written in protobuf and read back.
enum TwinOracle {
  static func check<Object: Resource>(_ type: Object.Type, _ text: [UInt8], _ tree: Tree) {
    let object = try? JSONReader.read(text) { (reader) throws(WireError) in
      var object = Object()
      try reader.message(into: &object)
      return object
    }
    guard let object, !holdsFineTime(tree) else { return }
    do throws(WireError) {
      let bytes = try ProtobufWriter.envelope(tree, as: type, managedFields: type.keepsManagedFields)
      let back = try WireFormat.protobuf.decode(type, from: bytes)
      expectEqual(back, withoutTree(object), "A \(type) of protobuf differs from that of JSON")
    } catch {
      // RFC 3339 has a year 0, and offsets that lead out of its years; protobuf's Timestamp has neither.
      expectEqual(error.expected, "a time", "A \(type) of JSON cannot be told in protobuf: \(error)")
    }
  }

  /// Protobuf's times are whole in microseconds.
  private static func holdsFineTime(_ tree: Tree) -> Bool {
    switch tree {
    case .string(let text): (Timestamp(rfc3339: text)?.nanoseconds ?? 0) % 1000 != 0
    case .array(let elements): elements.contains(where: holdsFineTime)
    case .object(let members): members.contains { holdsFineTime($0.value) }
    default: false
    }
  }

  private static func withoutTree<Object: Resource>(_ object: Object) -> Object {
    guard var cronJob = object as? CronJob else { return object }
    cronJob.spec.jobTemplateTree = nil
    return cronJob as? Object ?? object
  }
}
