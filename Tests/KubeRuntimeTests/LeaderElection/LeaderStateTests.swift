import KubeClient
import KubeCore
import KubeRuntime
import Support
import Testing

@Suite("Leader election: rules")
struct LeaderStateTests {
  @Test(
    "Never two leaders at once, whatever becomes of the first requests, and in the end there is one",
    arguments: Election.Watch.allCases)
  func exhaustive(watch: Election.Watch) {
    // Four requests decide who leads first; the number of scripts grows sixfold with each.
    let fates = Election.Fate.allCases
    var scripts: [[Election.Fate]] = [[]]
    for _ in 0..<4 { scripts = scripts.flatMap { script in fates.map { script + [$0] } } }
    for script in scripts {
      var election = Election(electors: 2, fates: script, watch: watch)
      election.run(until: .seconds(45))
      election.run(until: .seconds(110)) { $0.leaders.count == 1 }
      if !election.conflicts.isEmpty || election.leaders.count != 1 {
        Issue.record("\(script): \(election.conflicts), \(election.leaders)")
      }
    }
    #expect(scripts.count == 1296)
  }

  @Test(
    "Never two leaders at once among three, whatever becomes of sixty requests", arguments: 0..<15,
    Election.Watch.allCases)
  func random(seed: UInt64, watch: Election.Watch) {
    var random = SplitMix64(seed: seed)
    let script = (0..<60).map { _ in
      Int.random(in: 0..<3, using: &random) == 0 ? Election.Fate.allCases.randomElement(using: &random) ?? .done : .done
    }
    var election = Election(electors: 3, fates: script, watch: watch, seed: seed)
    election.run(until: .seconds(400))
    #expect(election.conflicts.isEmpty)
    #expect(election.leaders.count == 1)
  }

  @Test(
    "A standby takes over within 17 s of a crash, not before the lease has run out", arguments: 0..<20,
    [Election.Watch.none, .prompt])
  func crash(seed: UInt64, watch: Election.Watch) throws {
    var election = Election(electors: 2, watch: watch, seed: seed)
    election.run(until: .seconds(20) + .milliseconds(Int(seed) * 211))
    let old = try #require(election.leaders.first)
    let crashed = election.now
    let deadline = try #require(election.electors[old].deadline)
    election.crash(old)
    election.run(until: crashed + .seconds(60)) { !$0.leaders.isEmpty }
    #expect(election.now - crashed <= .seconds(17))
    #expect(election.now >= deadline + .seconds(5))
    #expect(election.lease?.spec.leaseTransitions == 1)
  }

  @Test("A standby takes over within 3 s of a release", arguments: 0..<20, [Election.Watch.none, .prompt])
  func release(seed: UInt64, watch: Election.Watch) throws {
    var election = Election(electors: 2, watch: watch, seed: seed)
    election.run(until: .seconds(20) + .milliseconds(Int(seed) * 211))
    let old = try #require(election.leaders.first)
    let released = election.now
    election.release(old)
    #expect(election.lease?.spec.holderIdentity == "")
    #expect(election.lease?.spec.leaseDurationSeconds == 1)
    election.run(until: released + .seconds(60)) { !$0.leaders.isEmpty }
    #expect(election.now - released <= .seconds(3))
  }

  @Test("The leader renews by one write, with the resourceVersion it remembers")
  func fastPath() throws {
    var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: 1)
    let noon = Timestamp(seconds: 1_767_225_600)
    #expect(state.attempt(at: .zero, wallClock: noon) == .send(.get))
    let create = state.answered(.failure(.refusal(404, "NotFound")), to: .get, sent: .zero, at: .zero, wallClock: noon)
    guard case .send(.create(let spec)) = create else {
      Issue.record("\(create)")
      return
    }
    #expect(spec.holderIdentity == "a" && spec.leaseDurationSeconds == 15 && spec.leaseTransitions == 0)
    #expect(spec.acquireTime == noon && spec.renewTime == noon)
    var lease = Lease()
    lease.metadata.resourceVersion = "5"
    lease.spec = spec
    let wait = state.answered(.success(lease), to: .create(spec), sent: .zero, at: .zero, wallClock: noon)
    #expect(wait == .wait(.seconds(2)))
    let later = noon.advanced(bySeconds: 2)
    guard case .send(.update(let renewed, "5")) = state.attempt(at: .seconds(2), wallClock: later) else {
      Issue.record("no fast path")
      return
    }
    #expect(renewed.acquireTime == noon && renewed.renewTime == later && renewed.leaseTransitions == 0)
    // Somebody else wrote: look, then write with what is there.
    let look = state.answered(
      .failure(.refusal(409, "Conflict")), to: .update(renewed, resourceVersion: "5"), sent: .seconds(2),
      at: .seconds(2), wallClock: later)
    #expect(look == .send(.get))
    #expect(state.slowPaths == 1)
    lease.metadata.resourceVersion = "6"
    let again = state.answered(.success(lease), to: .get, sent: .seconds(2), at: .seconds(2), wallClock: later)
    #expect(again == .send(.update(renewed, resourceVersion: "6")))
    let failed = state.answered(
      .failure(.refusal(409, "Conflict")), to: .update(renewed, resourceVersion: "6"), sent: .seconds(2),
      at: .seconds(2), wallClock: later)
    #expect(failed == .wait(.seconds(2)))
  }

  @Test("From the renew deadline on nobody leads, counted from the sending of the last renewal")
  func deadline() {
    var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: 1)
    var lease = Lease()
    lease.metadata.resourceVersion = "1"
    lease.spec.holderIdentity = "a"
    _ = state.answered(
      .success(lease), to: .create(lease.spec), sent: .seconds(1), at: .seconds(4), wallClock: Timestamp(seconds: 0))
    #expect(state.isLeading(at: .milliseconds(10_999)))
    #expect(!state.isLeading(at: .seconds(11)))
    // Past it, it looks before it writes.
    #expect(state.attempt(at: .seconds(11), wallClock: Timestamp(seconds: 0)) == .send(.get))
  }

  @Test(
    "Times that others wrote are not compared with this clock: a lease renewed in 1970 holds for 15 s from its sight")
  func skew() {
    var state = LeaderState(LeaderElectionSettings(identity: "a"), seed: 1)
    var lease = Lease()
    lease.metadata.resourceVersion = "1"
    lease.spec.holderIdentity = "b"
    lease.spec.leaseDurationSeconds = 15
    lease.spec.renewTime = Timestamp(seconds: 0)
    let noon = Timestamp(seconds: 1_767_225_600)
    for second in 0..<15 {
      let now = Duration.seconds(100 + second)
      guard case .wait = state.answered(.success(lease), to: .get, sent: now, at: now, wallClock: noon) else {
        Issue.record("took a lease that holds, at \(second) s")
        return
      }
    }
    let late = state.answered(.success(lease), to: .get, sent: .seconds(115), at: .seconds(115), wallClock: noon)
    guard case .send(.update(let spec, "1")) = late else {
      Issue.record("\(late)")
      return
    }
    #expect(spec.leaseTransitions == 1 && spec.holderIdentity == "a")
  }

  @Test("Only a leader gives the lease up")
  func notMine() {
    var election = Election(electors: 2)
    election.run(until: .seconds(5))
    let standby = election.leaders == [0] ? 1 : 0
    election.release(standby)
    #expect(election.lease?.spec.holderIdentity == "e\(1 - standby)")
  }

  @Test("Settings that contradict each other are refused")
  func settings() {
    #expect(LeaderElectionSettings(identity: "a").objection == nil)
    #expect(LeaderElectionSettings(identity: "").objection == "the identity is empty")
    var settings = LeaderElectionSettings(identity: "a")
    settings.renewDeadline = .seconds(15)
    #expect(settings.objection == "the lease duration must be greater than the renew deadline")
    settings.renewDeadline = .milliseconds(2400)
    #expect(settings.objection == "the renew deadline must be greater than 1.2 times the retry period")
    settings.renewDeadline = .milliseconds(2401)
    #expect(settings.objection == nil)
    settings.leaseDuration = .milliseconds(15_500)
    #expect(settings.objection == "the lease duration must be whole seconds")
    settings.retryPeriod = .zero
    #expect(settings.objection == "the retry period must be greater than zero")
  }
}
