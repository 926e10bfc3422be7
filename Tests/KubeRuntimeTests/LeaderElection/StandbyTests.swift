import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// How a standby waits: for what a watch says, for the lease to run out, and looking where nothing is said.
@Suite("Leader election: a standby", .timeLimit(.minutes(1)))
struct StandbyTests {
  private static let wallClock = Timestamp(seconds: 1_767_225_600)

  private static func lease(_ version: String, holder: String, seconds: Int32 = 15) -> Lease {
    var lease = Lease()
    lease.metadata.resourceVersion = version
    lease.spec.holderIdentity = holder
    lease.spec.leaseDurationSeconds = seconds
    return lease
  }

  /// A standby that has read the Lease at 100 s.
  private static func standby() -> LeaderState {
    var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: 1)
    _ = state.answered(
      .success(lease("5", holder: "b")), to: .get, sent: .seconds(100), at: .seconds(100), wallClock: wallClock)
    return state
  }

  @Test("Without a watch it looks once in each retry period")
  func looks() {
    for seed in 0..<100 as Range<UInt64> {
      var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: seed)
      _ = state.answered(
        .success(Self.lease("5", holder: "b")), to: .get, sent: .zero, at: .zero, wallClock: Self.wallClock)
      #expect(state.dueAt >= .milliseconds(1400) && state.dueAt < .milliseconds(1800))
    }
  }

  @Test("A renewal that is heard puts the look off, and counts as seen")
  func renewal() {
    var state = Self.standby()
    state.heard(.modified(Self.lease("6", holder: "b")), at: .seconds(101))
    #expect(state.dueAt == .milliseconds(103_400))
    // Fifteen seconds from then.
    let early = state.answered(
      .success(Self.lease("6", holder: "b")), to: .get, sent: .seconds(115), at: .milliseconds(115_500),
      wallClock: Self.wallClock)
    #expect(early == .wait(.milliseconds(500)))
  }

  @Test("Its own timer is set for the moment at which the lease runs out")
  func timer() {
    var state = Self.standby()
    state.heard(.modified(Self.lease("6", holder: "b", seconds: 1)), at: .seconds(101))
    #expect(state.dueAt == .seconds(102))
  }

  @Test("It looks at once where nobody holds the lease, where it is its own, and where there is none")
  func atOnce() {
    for event: WatchEvent<Lease> in [
      .modified(Self.lease("6", holder: "")), .modified(Self.lease("6", holder: "a")),
      .deleted(Self.lease("6", holder: "b")),
    ] {
      var state = Self.standby()
      state.heard(event, at: .seconds(101))
      #expect(state.dueAt == .seconds(101))
      #expect(!state.isLeading(at: .seconds(101)))
      #expect(state.attempt(at: .seconds(101), wallClock: Self.wallClock) == .send(.get))
    }
  }

  @Test("What is older than what was read, and what says nothing of the Lease, changes nothing")
  func nothing() {
    for event: WatchEvent<Lease> in [
      .added(Self.lease("4", holder: "")), .bookmark(resourceVersion: "9", isInitialEventsEnd: false),
      .error(APIStatus()), .unreadable(WireError(expected: "a", found: "b", offset: 0)),
    ] {
      var state = Self.standby()
      let before = state.dueAt
      state.heard(event, at: .seconds(101))
      #expect(state.dueAt == before && state.observed == Self.lease("5", holder: "b"))
    }
  }

  @Test("A leader does not listen: it has its own rules")
  func leader() {
    var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: 1)
    _ = state.answered(
      .success(Self.lease("5", holder: "a")), to: .create(LeaseSpec()), sent: .zero, at: .zero,
      wallClock: Self.wallClock)
    state.heard(.modified(Self.lease("6", holder: "b")), at: .seconds(1))
    #expect(state.isLeading(at: .seconds(1)) && state.leader == "a")
  }

  @Test("When the watch ends, looks begin again")
  func ended() {
    var state = Self.standby()
    state.heard(.modified(Self.lease("6", holder: "b")), at: .seconds(101))
    state.watchEnded(at: .seconds(101))
    #expect(state.dueAt < .milliseconds(102_800))
  }

  @Test("With a watch a standby reads nothing but at the beginning, as long as renewals come")
  func quiet() {
    var election = Election(electors: 2, watch: .prompt)
    election.run(until: .seconds(10))
    let reads = election.reads
    election.run(until: .seconds(100))
    #expect(election.reads == reads && election.leaders.count == 1)
  }

  // MARK: The elector

  private let time = ManualTime()
  private let server = LeaseServer()

  /// A standby while somebody else leads, for as long as `body` runs.
  private func withStandby(_ body: (LeaderElector) async throws -> Void) async throws {
    _ = try await server.create(Self.lease("", holder: "b").spec)
    let elector = try #require(
      LeaderElector(LeaderElectionSettings(identity: "a"), client: server, time: time, seed: 1))
    let run = Task { [time] in
      await elector.run { _ in while !Task.isCancelled { try? await time.sleep(for: .seconds(3600)) } }
    }
    try await body(elector)
    elector.stop()
    _ = await run.value
  }

  private func write(_ holder: String) async throws {
    let there = try await server.get()
    _ = try await server.update(Self.lease("", holder: holder).spec, resourceVersion: there.metadata.resourceVersion)
  }

  /// Returns once what is asked for holds.
  private func until(_ holds: () -> Bool) async { while !holds() { await Task.yield() } }

  /// Turns the clock until what is asked for holds, standing still while a request is under way.
  private func turning(until holds: () -> Bool) async {
    while !holds() {
      if !time.pendingSleeps.contains(.seconds(5)) { time.advance(by: .milliseconds(100)) }
      await Task.yield()
    }
  }

  @Test("A release is heard: the clock need not move")
  func release() async throws {
    try await withStandby { elector in
      await until { server.openStreams == 1 }
      try await write("")
      await until { elector.isLeading }
      #expect(time.uptime() == .zero)
      await until { server.openStreams == 0 }
    }
  }

  @Test("A Lease that is deleted is taken at once")
  func deletion() async throws {
    try await withStandby { elector in
      await until { server.openStreams == 1 }
      server.delete()
      await until { elector.isLeading }
      #expect(time.uptime() == .zero)
    }
  }

  @Test("A watch that ends is opened again")
  func reopened() async throws {
    try await withStandby { elector in
      await until { server.openStreams == 1 }
      server.endStreams()
      await turning(until: { server.openStreams == 1 })
      #expect(server.watches == 2 && !elector.isLeading)
    }
  }

  @Test("Where the watch is forbidden it looks, and asks for the watch ever more rarely")
  func forbidden() async throws {
    server.failWatches(.forbidden)
    try await withStandby { elector in
      let start = time.uptime()
      await turning(until: { time.uptime() - start > .seconds(14) })
      #expect(server.reads >= 6 && server.watches <= 4)
      #expect(!elector.isLeading)
      try await write("")
      await turning(until: { elector.isLeading })
      #expect(server.log.last == "holder 'a' for 15")
    }
  }
}
