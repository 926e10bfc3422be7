import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// What must hold when the server fails.
@Suite("A failing server", .timeLimit(.minutes(2)))
struct FaultScenarioTests {
  private static let namespace = "default"

  @Test(
    "Of a thousand lists cut at random bytes none is taken for whole",
    arguments: [WireFormat.protobuf, .json], [Cut.end, .reset])
  func cutLists(format: WireFormat, cut: Cut) async throws {
    let faulty = try await FaultyServer(seed: 17)
    var churn = Churn(faulty.direct, namespace: Self.namespace, seed: 1)
    try await churn.run(40)
    let whole = try await faulty.direct.list(ConfigMap.self, namespace: Self.namespace).items
    let client = faulty.client(format: format)
    #expect(try await client.list(ConfigMap.self, namespace: Self.namespace).items == whole)
    faulty.proxy.add(.list("configmaps"), .all, .cut(.random, cut))
    var accepted = 0
    for _ in 0..<250 {
      let error = await TestCluster.failure { try await client.list(ConfigMap.self, namespace: Self.namespace).items }
      if error == nil { accepted += 1 }
    }
    #expect(accepted == 0)
    #expect(faulty.proxy.exchanges.count { $0.ending == .cut(cut) } >= 250)
    await faulty.stop()
  }

  @Test("A server that is killed and restarted twenty times under churn is followed to the same end")
  func restarts() async throws {
    let faulty = try await FaultyServer()
    let follower = Follower<ConfigMap>(
      faulty.client(), namespace: Self.namespace, settings: Follower<ConfigMap>.quick)
    var churn = Churn(faulty.direct, namespace: Self.namespace, seed: 2)
    await follower.arrival(of: try await churn.mark())
    for _ in 0..<20 {
      try await churn.run(5)
      faulty.proxy.kill()
      try await churn.run(10)
      try faulty.proxy.acceptConnections()
      try await churn.run(5)
      await follower.arrival(of: try await churn.mark())
    }
    let fresh = try await faulty.direct.list(ConfigMap.self, namespace: Self.namespace)
    #expect(follower.versions == Follower.versions(fresh))
    #expect(await follower.stop().duplicateDeletes().isEmpty)
    await faulty.stop()
  }

  @Test("T13: a cut of sixty seconds costs no list")
  func cutOfAMinute() async throws {
    let faulty = try await FaultyServer()
    let time = ManualTime()
    let follower = Follower<ConfigMap>(faulty.client(time: time), namespace: Self.namespace, time: time)
    var churn = Churn(faulty.direct, namespace: Self.namespace, seed: 3)
    await follower.arrival(of: try await churn.mark())
    let before = faulty.proxy.exchanges.count
    faulty.proxy.kill()
    let start = time.uptime()
    while time.uptime() - start < .seconds(60) { await Self.turn(time) }
    await time.sleepers(atLeast: 2)
    try await churn.run(30)
    try faulty.proxy.acceptConnections()
    await Self.turn(time)
    await follower.arrival(of: try await churn.mark())
    let after = faulty.proxy.exchanges.dropFirst(before).map(\.request)
    #expect(after.allSatisfy { $0.verb == "watch" && $0.parameter("sendInitialEvents") == nil })
    #expect(!after.isEmpty)
    let fresh = try await faulty.direct.list(ConfigMap.self, namespace: Self.namespace)
    #expect(follower.versions == Follower.versions(fresh))
    _ = await follower.stop()
    await faulty.stop()
  }

  @Test("A server that is down for ten minutes is asked at most once in twenty seconds after the first minute")
  func tenMinutesDown() async throws {
    let faulty = try await FaultyServer()
    let time = ManualTime()
    let attempts = Attempts(time)
    let follower = Follower<ConfigMap>(
      faulty.client(time: time, observer: attempts), namespace: Self.namespace, time: time)
    var churn = Churn(faulty.direct, namespace: Self.namespace, seed: 4)
    await follower.arrival(of: try await churn.mark())
    faulty.proxy.kill()
    let start = time.uptime()
    while time.uptime() - start < .seconds(600) { await Self.turn(time) }
    await time.sleepers(atLeast: 2)
    let late = attempts.failures.filter { $0 - start > .seconds(60) && $0 - start <= .seconds(600) }
    #expect(!late.isEmpty)
    #expect(Double(late.count) / 540 <= 0.05)
    try faulty.proxy.acceptConnections()
    await Self.turn(time)
    await follower.arrival(of: try await churn.mark())
    _ = await follower.stop()
    await faulty.stop()
  }

  /// Lets the reflector's back-off pass: its watchdog sleeps too.
  private static func turn(_ time: ManualTime) async {
    await time.sleepers(atLeast: 2)
    if let longest = time.pendingSleeps.last { time.advance(by: longest) }
  }

  private static let watches = RequestPattern.watch("configmaps")
  @Test("Watches that are opened and ended leave nothing behind")
  func watchCycles() async throws {
    let faulty = try await FaultyServer()
    let client = faulty.client()
    for _ in 0..<200 {
      let stream = try await client.watch(
        ConfigMap.self, namespace: Self.namespace, WatchOptions(timeoutSeconds: 300))
      stream.cancel()
    }
    await faulty.proxy.ended(Self.watches, atLeast: 200)
    #expect(faulty.proxy.exchanges(Self.watches).count == 200)
    await faulty.stop()
  }
}

/// When the client asked in vain.
private final class Attempts: ClientObserver {
  private let time: ManualTime
  private let times = Lock<[Duration]>([])

  init(_ time: ManualTime) { self.time = time }

  var failures: [Duration] { times.withLock { $0 } }

  func requestEnded(code: String, method: String, host: String) {
    let now = time.uptime()
    if code == "<error>" { times.withLock { $0.append(now) } }
  }
}
