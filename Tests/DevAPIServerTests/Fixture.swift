import Foundation
import KubeCore
import Support
import Testing

/// Recorded requests and answers of a real API server.
enum Fixture {
  /// The JSON of `Fixtures/apiserver/NAME`.
  static func tree(_ name: String) throws -> Tree {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/apiserver/" + name, withExtension: nil))
    return try parse(Array(Data(contentsOf: url)))
  }

  /// The body of the request that was answered by `NAME`.
  static func request(_ name: String) throws -> Tree {
    let entry = try tree("index.json").elements.first { $0["file"] == .string(name) }
    return try parse(Array((try #require(entry?["requestBody"]?.stringValue)).utf8))
  }

  static func parse(_ text: String) throws -> Tree { try parse(Array(text.utf8)) }

  private static func parse(_ bytes: [UInt8]) throws -> Tree {
    try JSONReader.read(bytes) { (reader: inout JSONReader) throws(WireError) in
      reader.whitespace()
      return try reader.tree()
    }
  }
}

extension Tree {
  /// Members by name at every depth, so that trees compare as JSON does.
  var sorted: Tree {
    switch self {
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}
