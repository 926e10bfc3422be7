import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// The faults of `docs/reliability.md` that a client meets, one by one, each under churn. The oracle is O1: afterwards
/// the store equals a fresh list, and so does what a subscriber was told.
@Suite("Faults, one by one", .timeLimit(.minutes(2)))
struct FaultMatrixTests {
  @Test("The store ends up equal to a fresh list", arguments: FaultCase.all)
  func fault(_ fault: FaultCase) async throws {
    let faulty = try await FaultyServer(hurry: 100)
    let follower = Follower<ConfigMap>(
      faulty.client(), namespace: "default", settings: fault.settings, time: faulty.time)
    var churn = Churn(faulty.direct, namespace: "default", seed: 5)
    try await churn.run(20)
    await follower.arrival(of: try await churn.mark())
    let before = Before(faulty.proxy)
    for rule in fault.rules { faulty.proxy.add(rule) }
    try await fault.strike(faulty, &churn)
    if !fault.isDown { try await churn.run(10) }
    try await before.wait(for: fault.sign, follower, &churn)
    if !fault.isDown { try await churn.run(10) }
    try await fault.mend(faulty)
    await faulty.heal(follower, losesChanges: fault.losesChanges)
    try await expectSync(faulty, follower, &churn)
  }

  @Test("F08 a server that lags behind does not take the store back in time")
  func timeTravel() async throws {
    let time = HurriedTime(100)
    let late = try await LateServer(time)
    let faulty = try await FaultyServer(hurry: 100, late: late)
    var churn = Churn(faulty.direct, namespace: "default", seed: 5)
    var lateChurn = Churn(late.client, namespace: "default", seed: 5)
    try await churn.run(30)
    try await lateChurn.run(10)
    var settings = ReflectorSettings()
    // Nothing was restored here, however long it takes.
    settings.restoreAcceptedAfter = .seconds(86_400)
    let follower = Follower<ConfigMap>(
      faulty.client(), namespace: "default", settings: settings, time: faulty.time)
    let mark = try await churn.mark()
    await follower.arrival(of: mark)
    let known = follower.versions
    let before = Before(faulty.proxy)
    faulty.proxy.add(.expiresOnce)
    faulty.proxy.add(.any, .all, .olderBackend)
    faulty.proxy.cutConnections(.reset)
    try await before.wait(for: .requests(.streamedLists, 14), follower, &churn)
    #expect(follower.versions == known)
    try await lateChurn.run(20)
    let lateMark = try await lateChurn.mark()
    #expect(lateMark == mark)
    // It has caught up, and its reads will do.
    let fresh = try await late.client.list(ConfigMap.self, namespace: "default")
    #expect(Follower.versions(fresh) == known)
    try await churn.run(5)
    await faulty.heal(follower, losesChanges: false)
    try await expectSync(faulty, follower, &churn)
  }

  @Test("F08 a server that tells old news again brings nothing back that was deleted")
  func oldNews() async throws {
    let faulty = try await FaultyServer(hurry: 100)
    let follower = Follower<ConfigMap>(faulty.client(), namespace: "default", time: faulty.time)
    var churn = Churn(faulty.direct, namespace: "default", seed: 5)
    let gone = try await churn.mark("gone")
    await follower.arrival(of: gone)
    _ = try await faulty.direct.delete(ObjectPath(ConfigMap.resource, namespace: "default", name: gone))
    var later = Churn(faulty.direct, namespace: "default", seed: 6)
    // After a list the store no longer knows what was deleted.
    await faulty.heal(follower, losesChanges: true)
    await follower.arrival(of: try await later.mark("later"))
    #expect(follower.store["default", gone] == nil)
    let before = Before(faulty.proxy)
    faulty.proxy.add(.changes, .all, .parameter("resourceVersion", "1"), .cut(.events(1), .end))
    faulty.proxy.cutConnections(.reset)
    try await before.wait(for: .ended(.changes, 3), follower, &later)
    await faulty.heal(follower, losesChanges: false)
    try await expectSync(faulty, follower, &later)
    #expect(follower.store["default", gone] == nil)
  }

  @Test("F18 where one resource is forbidden the others go on, and it is read again once it is allowed")
  func forbidden() async throws {
    let faulty = try await FaultyServer(hurry: 100)
    let follower = Follower<ConfigMap>(faulty.client(), namespace: "default", time: faulty.time)
    let other = Follower<Namespace>(faulty.client(), namespace: "", time: faulty.time)
    var churn = Churn(faulty.direct, namespace: "default", seed: 5)
    await follower.arrival(of: try await churn.mark())
    await other.arrival(of: "default")
    let before = Before(faulty.proxy)
    let configMaps = RequestPattern(resource: "configmaps")
    faulty.proxy.add(configMaps, .all, .answer(.status(.forbidden)))
    faulty.proxy.cutConnections(.reset)
    try await before.wait(for: .requests(configMaps, 4), follower, &churn)
    _ = try await faulty.direct.create(
      ObjectPath(Namespace.resource), TestCluster.object("v1", "Namespace", "made-meanwhile"))
    await other.arrival(of: "made-meanwhile")
    try await churn.run(10)
    await faulty.heal(follower, losesChanges: false)
    _ = await other.stop()
    try await expectSync(faulty, follower, &churn)
  }

  @Test("F24 a change that is missing in the middle is not noticed, and costs no request; the next list brings it")
  func missing() async throws {
    let faulty = try await FaultyServer()
    let follower = Follower<ConfigMap>(faulty.client(), namespace: "default")
    var churn = Churn(faulty.direct, namespace: "default", seed: 5)
    let lost = try await churn.mark()
    await follower.arrival(of: lost)
    faulty.proxy.add(.changes, .all, .events(EventPattern(type: "DELETED"), .drop))
    let before = Before(faulty.proxy)
    faulty.proxy.cutConnections(.reset)
    try await before.wait(for: .requests(.changes, 1), follower, &churn)
    _ = try await faulty.direct.delete(ObjectPath(ConfigMap.resource, namespace: "default", name: lost))
    var later = Churn(faulty.direct, namespace: "default", seed: 6)
    for _ in 0..<3 { await follower.arrival(of: try await later.mark("later")) }
    #expect(follower.store["default", lost] != nil)
    #expect(faulty.proxy.exchanges.count == before.count + 1)
    await faulty.heal(follower, losesChanges: true)
    try await expectSync(faulty, follower, &later)
    #expect(follower.store["default", lost] == nil)
  }
}

/// O1, and that a subscriber was told the same. Ends the follower and the server.
func expectSync(
  _ faulty: FaultyServer, _ follower: Follower<ConfigMap>, _ churn: inout Churn,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  await follower.arrival(of: try await churn.mark("healed"))
  let fresh = Follower.versions(try await faulty.direct.list(ConfigMap.self, namespace: "default"))
  #expect(follower.versions == fresh, sourceLocation: sourceLocation)
  let replica = Replica(await follower.stop())
  #expect(replica.versions == fresh, sourceLocation: sourceLocation)
  #expect(replica.problems.isEmpty, sourceLocation: sourceLocation)
  await faulty.stop()
}
