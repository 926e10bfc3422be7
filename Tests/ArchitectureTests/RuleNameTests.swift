import Foundation
import Testing

/// The rules that the client and the runtime are held to each have a test that is named with the rule's id.
///
/// Reflector (client-go `tools/cache/reflector.go`): lists L, streaming lists S, watches W, back-off B, the rest R.
/// Transport: T, read for HTTP/1.1. T10 (sharded lists, KEP-5866) does not apply.
@Suite("Rules and tests")
struct RuleNameTests {
  private static let reflector =
    (1...5).map { "L\($0)" } + (1...3).map { "S\($0)" } + (1...5).map { "W\($0)" } + ["B1"] + (1...5).map { "R\($0)" }
  private static let transport = (1...13).filter { $0 != 10 }.map { "T\($0)" }

  /// The names of all tests.
  private static func names() throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    return try sources.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).components(separatedBy: "@Test(").dropFirst().compactMap { text in
        let name = text.drop { $0.isWhitespace }
        return name.first == "\"" ? String(name.dropFirst().prefix { $0 != "\"" }) : nil
      }
    }
  }

  @Test("Every rule is named by a test")
  func everyRule() throws {
    let ids = Set(try Self.names().compactMap { $0.split { $0 == " " || $0 == ":" }.first.map(String.init) })
    #expect(Self.reflector.count == 19 && Self.transport.count == 12)
    #expect(Set(Self.reflector + Self.transport).subtracting(ids).isEmpty)
  }
}
