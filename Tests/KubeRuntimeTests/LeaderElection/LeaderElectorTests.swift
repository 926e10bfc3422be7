import KubeClient
import KubeCore
import KubeRuntime
import Support
import Telemetry
import TestSupport
import Testing

@Suite("Leader election: runs", .timeLimit(.minutes(1)))
struct LeaderElectorTests {
  private let time = ManualTime()
  private let server = LeaseServer()
  private let registry = MetricRegistry()

  private func elector() throws -> LeaderElector {
    try #require(
      LeaderElector(
        LeaderElectionSettings(identity: "a"), client: server, time: time, seed: 1,
        metrics: LeaderMetrics(registry, name: "netrisk-operator")))
  }

  /// Work that runs until it is cancelled, and takes its time to stop.
  private func work(_ term: LeaderTerm) async {
    server.note("work begins")
    while !Task.isCancelled { try? await time.sleep(for: .seconds(3600)) }
    for _ in 0..<20 { await Task.yield() }
    server.note("work ends")
  }

  private var status: Bool { registry.exposition().contains("master_status{name=\"netrisk-operator\"} 1\n") }

  @Test("The lease is given up after the work has stopped, not before")
  func stop() async throws {
    let elector = try elector()
    let run = Task { await elector.run { await self.work($0) } }
    // The work, the next renewal and the deadline.
    await time.sleepers(atLeast: 3)
    #expect(elector.isLeading && elector.leader == "a")
    #expect(status)
    elector.stop()
    #expect(await run.value == .stopped)
    #expect(server.log == ["holder 'a' for 15", "work begins", "work ends", "holder '' for 1"])
    #expect(!elector.isLeading)
    #expect(!status)
  }

  @Test("A cancelled run gives the lease up too")
  func cancelled() async throws {
    let elector = try elector()
    let run = Task { await elector.run { await self.work($0) } }
    await time.sleepers(atLeast: 3)
    run.cancel()
    #expect(await run.value == .stopped)
    #expect(server.log.suffix(2) == ["work ends", "holder '' for 1"])
  }

  @Test("Work that is done ends the run")
  func finished() async throws {
    let elector = try elector()
    #expect(await elector.run { _ in } == .finished)
    #expect(server.log == ["holder 'a' for 15", "holder '' for 1"])
  }

  @Test("Where the lease cannot be renewed the work is stopped at the deadline, and may write nothing from then on")
  func lost() async throws {
    let elector = try elector()
    let terms = Lock<[LeaderTerm]>([])
    let run = Task {
      await elector.run { term in
        terms.withLock { $0.append(term) }
        await self.work(term)
      }
    }
    await time.sleepers(atLeast: 3)
    let term = try #require(terms.withLock { $0.first })
    server.setDown(true)
    for _ in 0..<4 {
      time.advance(by: .seconds(2))
      await time.sleepers(atLeast: 3)
      #expect(term.isCurrent)
    }
    time.advance(by: .seconds(2))
    #expect(!term.isCurrent)
    #expect(await run.value == .lost)
    #expect(server.log == ["holder 'a' for 15", "work begins", "work ends"])
  }

  @Test("Renewals keep the lease")
  func renewals() async throws {
    let elector = try elector()
    let run = Task { await elector.run { await self.work($0) } }
    await time.sleepers(atLeast: 3)
    while time.uptime() < .seconds(40) {
      // The next renewal, the deadline and the work: no request is under way.
      if time.pendingSleeps.count == 3 { time.advance(by: .milliseconds(500)) }
      await Task.yield()
    }
    #expect(elector.isLeading)
    #expect(server.log.filter { $0 == "holder 'a' for 15" }.count > 10)
    #expect(!server.log.contains("work ends"))
    elector.stop()
    _ = await run.value
  }

  @Test("Where somebody else took the lease the work is stopped at the next renewal")
  func stolen() async throws {
    let elector = try elector()
    let run = Task { await elector.run { await self.work($0) } }
    await time.sleepers(atLeast: 3)
    server.steal()
    time.advance(by: .seconds(2))
    #expect(await run.value == .lost)
    #expect(server.log.last == "work ends")
    #expect(registry.exposition().contains("leader_election_slowpath_total{name=\"netrisk-operator\"} 1\n"))
  }

  @Test("A standby that is stopped has written nothing")
  func standby() async throws {
    _ = try await server.create(held(by: "b"))
    let elector = try elector()
    let run = Task { await elector.run { await self.work($0) } }
    await time.sleepers(atLeast: 1)
    elector.stop()
    #expect(await run.value == .stopped)
    #expect(server.log == ["holder 'b' for 15"])
  }

  private func held(by holder: String) -> LeaseSpec {
    var spec = LeaseSpec()
    spec.holderIdentity = holder
    spec.leaseDurationSeconds = 15
    return spec
  }
}
