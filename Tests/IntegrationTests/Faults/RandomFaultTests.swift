import DevAPIServer
import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// Everything at once, at random: the same seed draws the same faults and the same changes.
@Suite("Faults at random", .timeLimit(.minutes(2)))
struct RandomFaultTests {
  @Test("Whatever went wrong, the store ends up equal to a fresh list, and nothing was told twice", arguments: 0..<16)
  func faults(seed: UInt64) async throws {
    let time = HurriedTime(100)
    let late = try await LateServer(time)
    let faulty = try await FaultyServer(seed: seed, hurry: 100, late: late)
    var faults = RandomFaults(seed: seed)
    var churn = Churn(faulty.direct, namespace: "default", seed: seed)
    var lateChurn = Churn(late.client, namespace: "default", seed: seed)
    let follower = Follower<ConfigMap>(
      faulty.client(format: seed % 3 == 0 ? .json : .protobuf), namespace: "default",
      settings: seed % 4 == 0 ? .pages : ReflectorSettings(), time: faulty.time, seed: seed)
    var behind = 0
    for _ in 0..<30 {
      let changes = faults.number(1..<8)
      try await churn.run(changes)
      behind += changes
      switch faults.next() {
      case .rule(let rule):
        faulty.proxy.add(rule)
        // What is open has the rules of its time.
        if faults.number(0..<2) == 0 { faulty.proxy.cutConnections(.end) }
      case .calm:
        faulty.proxy.removeRules()
        faulty.proxy.cutConnections(.reset)
      case .kill(let cut):
        faulty.proxy.refuseConnections()
        faulty.proxy.cutConnections(cut)
        try await faulty.time.sleep(for: .seconds(faults.number(1..<20)))
        try faulty.proxy.acceptConnections()
      case .freeze:
        faulty.proxy.freeze()
        try await faulty.time.sleep(for: .seconds(faults.number(1..<120)))
        faulty.proxy.thaw()
      case .compact: faulty.server.store.compact()
      case .catchUp:
        let missed = faults.number(0..<behind + 1)
        try await lateChurn.run(missed)
        behind -= missed
      }
      try await faulty.time.sleep(for: .seconds(faults.number(1..<15)))
    }
    // Events that were dropped, or held back when their stream broke, come with a list alone.
    await faulty.heal(follower, losesChanges: true)
    try await expectSync(faulty, follower, &churn)
  }
}
