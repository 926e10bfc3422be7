import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Churn ledger")
struct ChurnLedgerTests {
  private static let start = Timestamp(seconds: 1_795_233_600)

  private func minute(_ number: Int, second: Int = 0) -> Timestamp {
    Self.start.advanced(bySeconds: Int64(number * 60 + second))
  }

  private func source(_ name: String) -> ChurnSource {
    .object(ObjectKey(kind: "CronJob", namespace: "infra", name: name))
  }

  @Test("Only full minutes count, and only the last sixty of them")
  func lastHour() {
    var ledger = ChurnLedger(startingAt: Self.start)
    for number in 0..<120 { ledger.record(ChurnEntry(requestedBy: source("a")), at: minute(number, second: 59)) }
    ledger.observe(until: minute(119, second: 59))
    #expect(ledger.requestsInLastHour == 60)
    #expect(ledger.totals(lastMinutes: 1440).requests == 119)
    ledger.observe(until: minute(120))
    #expect(ledger.totals(lastMinutes: 1440).requests == 120)
    ledger.observe(until: minute(180))
    #expect(ledger.requestsInLastHour == 0)
  }

  @Test("After a day the oldest minutes leave, charges with them")
  func ringTurns() {
    var ledger = ChurnLedger(startingAt: Self.start)
    for number in 0..<4000 {
      ledger.record(ChurnEntry(requestedBy: source("job-\(number / 1000)")), at: minute(number))
      ledger.observe(until: minute(number + 1))
    }
    #expect(ledger.totals(lastMinutes: 1440).requests == 1440)
    #expect(ledger.coverageMinutes == 1440)
    let shares = ledger.shares()
    #expect(shares.map(\.source) == [source("job-3"), source("job-2")])
    #expect(shares.map(\.requests) == [1000, 440])
    #expect(ledger.meanRequestsPerHour == 60)
    ledger.observe(until: minute(100_000))
    #expect(ledger.shares().isEmpty)
    #expect(ledger.meanRequestsPerHour == 0)
  }

  @Test("Coverage is what was observed, reported in steps of an hour")
  func coverage() {
    var ledger = ChurnLedger(startingAt: minute(0, second: 30))
    #expect(ledger.coverageMinutes == 0)
    #expect(ledger.meanRequestsPerHour == nil)
    ledger.observe(until: minute(100))
    #expect(ledger.coverageMinutes == 99)
    #expect(ledger.reportedCoverageMinutes == 60)
    ledger.skip(to: minute(700))
    #expect(ledger.coverageMinutes == 99)
    ledger.record(ChurnEntry(requestedBy: source("a")), at: minute(701))
    ledger.observe(until: minute(751))
    #expect(ledger.coverageMinutes == 150)
    #expect(ledger.reportedCoverageMinutes == 120)
  }

  @Test("A clock that steps back loses no request and covers no time twice")
  func clockStepsBack() {
    var ledger = ChurnLedger(startingAt: Self.start)
    ledger.observe(until: minute(30))
    ledger.record(ChurnEntry(requestedBy: source("a")), at: minute(20))
    ledger.record(ChurnEntry(requestedBy: source("a")), at: minute(-5000))
    ledger.observe(until: minute(10))
    ledger.observe(until: minute(40))
    #expect(ledger.requestsInLastHour == 2)
    #expect(ledger.coverageMinutes == 40)
  }

  @Test("The charges of any stretch sum to its requests, however many sources there are")
  func chargesSum() {
    var random = SplitMix64(seed: 7)
    var ledger = ChurnLedger(startingAt: Self.start, maxSources: 20)
    var now = 0
    for _ in 0..<20_000 {
      now += Int(random.next() % 20)
      let time = Self.start.advanced(bySeconds: Int64(now))
      switch random.next() % 10 {
      case 0: ledger.record(with(ChurnEntry()) { $0.isEndpointSliceUpdate = true }, at: time)
      case 1: ledger.reassign(source("\(random.next() % 90)"), to: source("\(random.next() % 90)"))
      case 2: ledger.observe(until: time)
      default: ledger.record(ChurnEntry(requestedBy: source("\(random.next() % 90)")), at: time)
      }
    }
    for minute in ledger.minutes {
      #expect(minute.charges.reduce(0) { $0 + $1.requests } == minute.requests)
      #expect(Set(minute.charges.map(\.source)).count == minute.charges.count)
    }
    for minutes in [60, 600, 1440] {
      let shares = ledger.shares(lastMinutes: minutes)
      #expect(shares.reduce(0) { $0 + $1.requests } == ledger.totals(lastMinutes: minutes).requests)
      #expect(Set(shares.map(\.source)).count == shares.count)
      #expect(shares.count <= 20)
      #expect(abs(shares.reduce(0) { $0 + $1.sharePercent } - 100) < 1e-9)
    }
  }

  @Test("A big source survives any number of small ones")
  func bigSourceSurvives() {
    var ledger = ChurnLedger(startingAt: Self.start, maxSources: 20)
    for number in 0..<1000 {
      ledger.record(ChurnEntry(requestedBy: source("one-\(number)")), at: minute(number))
      ledger.record(ChurnEntry(requestedBy: source("big")), at: minute(number))
    }
    ledger.observe(until: minute(1000))
    #expect(ledger.shares().first { $0.source == source("big") }?.requests == 1000)
    #expect(ledger.shares().contains { $0.source == .other })
  }

  @Test("Equal sources stand in the order of their keys, the rest last")
  func order() {
    var ledger = ChurnLedger(startingAt: Self.start)
    for name in ["c", "a", "b"] { ledger.record(ChurnEntry(requestedBy: source(name)), at: Self.start) }
    ledger.record(ChurnEntry(requestedBy: .other), at: Self.start)
    ledger.record(ChurnEntry(requestedBy: .fieldManager("flux")), at: Self.start)
    ledger.observe(until: minute(1))
    #expect(
      ledger.shares().map(\.source) == [source("a"), source("b"), source("c"), .fieldManager("flux"), .other])
  }

  @Test("The peak hour is the sixty minutes with the most requests, the earliest of equals")
  func peakHour() {
    var ledger = ChurnLedger(startingAt: Self.start)
    #expect(ledger.peakHour == nil)
    for number in [300, 310, 359, 600, 620, 659] {
      ledger.record(ChurnEntry(requestedBy: source("a")), at: minute(number))
    }
    ledger.observe(until: minute(700))
    #expect(ledger.peakHour == PeakHour(start: minute(300), requests: 3))
  }
}

@Suite("Churn recorder")
struct ChurnRecorderTests {
  private static let start = Timestamp(seconds: 1_795_233_600)
  private let later = start.advanced(bySeconds: 120)

  private func recorder() -> ChurnRecorder { ChurnRecorder(ledger: ChurnLedger(startingAt: Self.start)) }

  private func policy(_ version: Int, generation: Int64, _ managers: [ManagedFieldsEntry]) -> KubeObject {
    .networkPolicy(
      with(NetworkPolicy()) { policy in
        policy.metadata = ObjectMeta(namespace: "apps", name: "deny")
        policy.metadata.uid = "uid-deny"
        policy.metadata.resourceVersion = "\(version)"
        policy.metadata.generation = generation
        policy.metadata.managedFields = managers
      })
  }

  private func pod(_ version: Int, _ phase: String, uid: String = "uid-1") -> KubeObject {
    .pod(
      with(Pod("apps", "web-0", phase: phase)) { pod in
        pod.metadata.uid = uid
        pod.metadata.resourceVersion = "\(version)"
      })
  }

  @Test("Policy rewrites are charged to the manager whose time moved, and counted where the spec stayed")
  func rewrites() {
    var recorder = recorder()
    let kubectl = ManagedFieldsEntry("kubectl", 100)
    recorder.apply(.added(policy(1, generation: 1, [kubectl])), origin: .baseline, at: Self.start)
    recorder.apply(
      .modified(policy(2, generation: 1, [kubectl, .init("policy-syncer", 200)])), at: Self.start)
    recorder.apply(
      .modified(policy(3, generation: 1, [kubectl, .init("policy-syncer", 260)])), at: Self.start)
    recorder.apply(
      .modified(policy(4, generation: 2, [.init("kubectl", 300), .init("policy-syncer", 260)])), at: Self.start)
    recorder.observe(until: later)
    let shares = recorder.ledger.shares()
    #expect(shares.map(\.source) == [.fieldManager("policy-syncer"), .fieldManager("kubectl")])
    #expect(shares.map(\.requests) == [2, 1])
    #expect(shares.map(\.unchangedRewrites) == [2, 0])
    #expect(recorder.ledger.unchangedRewrites().map(\.source) == [.fieldManager("policy-syncer")])
  }

  @Test("A version that is known already is a resync, an older one a replay")
  func knownVersions() {
    var recorder = recorder()
    recorder.apply(.added(pod(10, "Running")), origin: .baseline, at: Self.start)
    #expect(recorder.apply(.modified(pod(10, "Failed")), at: Self.start).isEmpty)
    #expect(recorder.apply(.modified(pod(9, "Pending")), at: Self.start).isEmpty)
    #expect(recorder.apply(.added(pod(12, "Failed")), at: Self.start).isEmpty)
    #expect(recorder.apply(.modified(pod(13, "Failed")), at: Self.start).isEmpty)
    #expect(recorder.apply(.modified(pod(14, "Succeeded")), at: Self.start).requestedBy != nil)
    recorder.observe(until: later)
    #expect(recorder.ledger.requestsInLastHour == 1)
  }

  @Test("Nothing of a deleted uid counts again; a new pod of the same name does")
  func deletedUID() {
    var recorder = recorder()
    recorder.apply(.added(pod(1, "Pending")), at: Self.start)
    #expect(recorder.apply(.deleted(pod(2, "Pending")), at: Self.start).isPodDelete)
    #expect(recorder.apply(.added(pod(1, "Pending")), at: Self.start).isEmpty)
    #expect(recorder.apply(.deleted(pod(2, "Pending")), at: Self.start).isEmpty)
    #expect(recorder.apply(.added(pod(3, "Pending", uid: "uid-2")), at: Self.start).isPodStart)
    #expect(recorder.apply(.deleted(pod(4, "Pending", uid: "uid-2")), at: Self.start).isPodDelete)
  }

  @Test("A relist of one namespace leaves the others alone")
  func namespacedRelist() {
    var recorder = recorder()
    recorder.apply(.added(pod(1, "Running")), origin: .baseline, at: Self.start)
    recorder.replace(.pod, in: "other", with: [])
    #expect(recorder.apply(.deleted(pod(2, "Running")), at: Self.start).isPodDelete)
    recorder.apply(.added(pod(3, "Running", uid: "uid-2")), origin: .baseline, at: Self.start)
    recorder.replace(.pod, in: "apps", with: [])
    #expect(recorder.apply(.deleted(pod(4, "Running", uid: "uid-2")), at: Self.start).isEmpty)
  }

  @Test("A crash loop is no churn: neither phase nor address changes")
  func crashLoop() {
    var recorder = recorder()
    recorder.apply(.added(pod(1, "Running")), origin: .baseline, at: Self.start)
    for version in 2..<50 { #expect(recorder.apply(.modified(pod(version, "Running")), at: Self.start).isEmpty) }
  }
}

@Suite("Who wrote a policy")
struct PolicyWriterTests {
  private func writer(_ before: [ManagedFieldsEntry], _ after: [ManagedFieldsEntry]) -> String? {
    ChurnAttribution.writer(before: before, after: after)
  }

  @Test("The writer is whose entry moved or is new; without any, the latest")
  func writer() {
    #expect(writer([], []) == nil)
    #expect(writer([], [.init("a", 5)]) == "a")
    #expect(writer([.init("a", 5)], [.init("a", 5), .init("b", 3)]) == "b")
    #expect(writer([.init("a", 5), .init("b", 3)], [.init("a", 5), .init("b", 4)]) == "b")
    #expect(writer([.init("a", 5), .init("b", 3)], [.init("a", 6), .init("b", 7)]) == "b")
    #expect(writer([.init("a", 5), .init("b", 3)], [.init("a", 5), .init("b", 3)]) == "a")
    #expect(writer([.init("a", 5), .init("b", 5)], [.init("a", 5), .init("b", 5)]) == "a")
    #expect(writer([], [.init("a", nil), .init("b", 1)]) == "b")
    #expect(writer([], [.init("", 9)]) == nil)
  }
}
