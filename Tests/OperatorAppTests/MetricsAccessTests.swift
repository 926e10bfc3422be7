import KubeClient
import OperatorApp
import Support
import Testing

@Suite("Access to the metrics", .timeLimit(.minutes(1)))
struct MetricsAccessTests {
  @Test("Metrics are for whoever the API server knows and lets read them")
  func verdicts() async throws {
    let cluster = try await TestCluster()
    let access = MetricsAccess(cluster.admin, time: realTime)
    func verdict(_ authorization: String?) async -> MetricsAccess.Verdict {
      await access.verdict(authorization: authorization, path: "/metrics")
    }
    #expect(await verdict("Bearer admin-token") == .allowed)
    #expect(await verdict("bearer  admin-token") == .allowed)
    #expect(await verdict("Bearer operator-token") == .forbidden)
    #expect(await verdict("Bearer nobody") == .unauthorized)
    for authorization in [nil, "", "Bearer ", "Basic YWRtaW4=", "admin-token"] {
      #expect(await verdict(authorization) == .unauthorized)
    }
    await cluster.stop()
  }

  @Test("Where the API server cannot be asked nobody is let in, and nothing is remembered of it")
  func unknown() async throws {
    let cluster = try await TestCluster()
    // Its role has no reviews.
    let access = MetricsAccess(cluster.restricted, time: realTime)
    #expect(await access.verdict(authorization: "Bearer admin-token", path: "/metrics") == .unknown)
    #expect(await access.verdict(authorization: "Bearer admin-token", path: "/metrics") == .unknown)
    await cluster.stop()
  }
}
