import Foundation
import KubeCore
import Testing

/// The recorded answers of a real API server (Kubernetes 1.36.2).
enum Fixtures {
  static func bytes(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    return [UInt8](try Data(contentsOf: url))
  }

  /// The objects of a recorded list, read as `kind`.
  static func objects(_ name: String, _ kind: ObjectKind) throws -> [KubeObject] {
    let bytes = try bytes(name)
    let envelope = try JSONReader.read(bytes) { (reader) throws(WireError) in try reader.envelope() }
    #expect(envelope.kind == kind.rawValue + "List")
    return try #require(envelope.items).map { range in
      try JSONReader.read(bytes, at: range.lowerBound) { (reader) throws(WireError) in
        try KubeObject(kind, from: &reader)
      }
    }
  }
}
