import DevAPIServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

/// An operator that dies at any of its writes leaves nothing that the next one does not put right (F40).
@Suite("Crash points of the operator", .timeLimit(.minutes(4)))
struct CrashPointTests {
  @Test("Killed before or after any write, the next operator ends where an undisturbed one does")
  func everyWrite() async throws {
    let wanted = try await SmallCluster.undisturbed()
    #expect(Set(wanted.keys) == SmallCluster.objects)
    for point in 0..<SmallCluster.writes {
      for isAnswerLost in [false, true] {
        let cluster = try await TestCluster()
        try await SmallCluster.fill(cluster)
        let deadly = DeadlyTransport(cluster.transport, writes: point, isAnswerLost: isAnswerLost)
        let first = OperatorRun(TestCluster.client(deadly, port: cluster.server.port, token: "operator-token"))
        await deadly.waitUntilDead()
        await first.crash()
        let second = OperatorRun(cluster.restricted, name: "two")
        let found = await SmallCluster.settle(cluster)
        #expect(found == wanted, "killed at write \(point), answer lost: \(isAnswerLost)")
        await second.stop()
        // An object that was made is not made again: no more writes than one of each kind were lost.
        let made = cluster.requests.count { $0.resource == "netrisks" && $0.subresource.isEmpty && $0.status == 201 }
        #expect(made == SmallCluster.workloads.count)
        await cluster.stop()
      }
    }
  }
}

/// Carries so many writes of NetRisk's own objects, and nothing any more from then on.
private final class DeadlyTransport: Transport {
  private struct State {
    var writesLeft: Int
    var isDead = false
  }

  private let transport: any Transport
  private let isAnswerLost: Bool
  private let state: Lock<State>
  private let death = Gate()

  /// - Parameter isAnswerLost: the last write reaches the server, its answer reaches nobody.
  init(_ transport: any Transport, writes: Int, isAnswerLost: Bool) {
    self.transport = transport
    self.isAnswerLost = isAnswerLost
    state = Lock(State(writesLeft: writes))
  }

  func waitUntilDead() async { await death.wait() }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let isWrite = request.method != .get && request.url.contains("/apis/" + NetRiskAPI.group)
    let (isDead, isLast) = state.withLock { state in
      if isWrite, !state.isDead {
        if state.writesLeft == 0 { state.isDead = true } else { state.writesLeft -= 1 }
        return (state.isDead, state.isDead)
      }
      return (state.isDead, false)
    }
    guard isDead else { return try await transport.open(request) }
    if isLast, isAnswerLost {
      let response = try await transport.open(request)
      response.body.cancel()
    }
    death.open()
    throw TransportError(.connectionLost, "the process is dead")
  }

  func shutdown() async {}
}
