import Foundation
import KubeClient
import KubeCore
import OperatorApp
import Support
import Testing

/// What a real controller took for a reason to sync, done to an API server that the operator follows: the same events
/// as in `SyncRequestPredicateTests`, through lists, watches, stores and the model.
@Suite("Replay of the recorded sync triggers", .timeLimit(.minutes(2)))
struct TriggerReplayTests {
  private struct Row: Decodable {
    var event: String
    var syncs: Int
  }

  private static func rows() throws -> [Row] {
    let file = TestCluster.top.appending(path: "Tests/RiskEngineTests/Fixtures/sync-triggers.json")
    return try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
  }

  @Test("Each recorded event counts as many sync requests as the real controller made")
  func replay() async throws {
    let rows = try Self.rows()
    #expect(rows.count == 33)
    // All of them can be said to an API server: none is left out, and nothing is replayed that was not recorded.
    #expect(rows.map(\.event).sorted() == ReplayedLife.all.flatMap(\.steps).map(\.event).sorted())
    let cluster = try await TestCluster()
    let stage = ReplayStage(cluster, OperatorRun(cluster.restricted))
    try await stage.begin()
    for (number, row) in rows.enumerated() {
      let life = try #require(ReplayedLife.all.first { $0.steps.contains { $0.event == row.event } }, "\(row.event)")
      let syncs = try await life.play(row.event, on: stage, in: "row-\(number)")
      #expect(syncs == row.syncs, "\(row.event)")
    }
    await stage.end()
    // Nothing came late.
    #expect(stage.total == stage.known)
  }
}
