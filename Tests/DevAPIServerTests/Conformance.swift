import DevAPIServer
import Foundation
import HTTPServer
import KubeCore
import Support
import Testing

/// One recorded exchange of a real API server.
struct Recording: Decodable, Sendable, CustomTestStringConvertible {
  let file: String
  let method: String
  let path: String
  let accept: String
  let contentType: String?
  let status: Int
  let responseContentType: String
  let headers: [String: String]
  let requestBody: String?

  var testDescription: String { file }

  static func folder() -> URL {
    Bundle.module.url(forResource: "Fixtures", withExtension: nil)?.appending(path: "apiserver")
      ?? URL(filePath: "Fixtures/apiserver")
  }

  static let all: [Recording] = {
    let data = (try? Data(contentsOf: folder().appending(path: "index.json"))) ?? Data()
    return (try? JSONDecoder().decode([Recording].self, from: data)) ?? []
  }()

  static func named(_ file: String) throws -> Recording { try #require(all.first { $0.file == file }) }

  static func bytes(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder().appending(path: file))) }

  static func tree(_ file: String) throws -> Tree { try tree(try bytes(file)) }

  static func tree(_ bytes: [UInt8]) throws -> Tree {
    try JSONReader.read(bytes) { (reader) throws(WireError) in
      reader.whitespace()
      return try reader.tree()
    }
  }

  func send(to client: LocalClient, token: String? = "admin-token") async -> ServerResponse {
    await client.send(
      method, path, bytes: Array((requestBody ?? "").utf8), accept, contentType ?? "application/json", token)
  }
}

extension Tree {
  private static let volatile: Set<String> = [
    "uid", "resourceVersion", "creationTimestamp", "time", "continue", "lastTransitionTime", "managedFields",
  ]

  /// Without uids, times, versions and who manages what; members by name.
  var comparable: Tree {
    switch self {
    case .object(let members):
      .object(
        members.filter { !Self.volatile.contains($0.name) }.map { Member($0.name, $0.value.comparable) }
          .sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.comparable))
    default: self
    }
  }
}
