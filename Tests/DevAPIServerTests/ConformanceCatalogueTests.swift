import Foundation
import KubeCore
import Testing

/// Nothing that was recorded is passed over without a word.
@Suite("The recordings as a whole")
struct ConformanceCatalogueTests {
  /// What no test compares, each with its reason.
  private static let outOfScope: [String: String] = [:]

  /// What the tests compare: the lists that they take their arguments from.
  private static let compared: [String] =
    ConformanceTests.lists + ConformanceTests.watches + ConformanceTests.refusals
    + ConformanceFlowTests.definitionFiles + ConformanceFlowTests.applyFiles + ConformanceFlowTests.leaseFiles
    + ConformanceFlowTests.eventFiles + ConformanceFlowTests.expiredFiles + ConformanceFlowTests.pageFiles
    + ConformanceFlowTests.tableFiles + ConformanceDiscoveryTests.resourceLists + ConformanceDiscoveryTests.aggregated
    + ConformanceDiscoveryTests.versions + ConformanceDiscoveryTests.roots
    + ProtobufConformanceTests.kinds.map { "list-\($0.resource.plural).pb" }
    + ProtobufConformanceTests.watched.map { "watchlist-\($0.resource.plural).pb" }
    + ProtobufConformanceTests.expiredFiles

  @Test("Every recording is compared by a test, or out of scope for a reason")
  func complete() {
    let recorded = Set(Recording.all.map(\.file))
    #expect(!recorded.isEmpty)
    let named = Set(Self.compared).union(Self.outOfScope.keys)
    #expect(recorded.subtracting(named) == [])
    #expect(named.subtracting(recorded) == [])
    #expect(Set(Self.compared).isDisjoint(with: Self.outOfScope.keys))
    #expect(!Self.outOfScope.values.contains(""))
  }

  @Test("Every file of the recordings is in their index")
  func index() throws {
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: Recording.folder().path))
    #expect(files.subtracting(Recording.all.map(\.file)) == ["index.json"])
  }
}
