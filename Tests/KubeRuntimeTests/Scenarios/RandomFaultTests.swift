import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// A reflector against a server that fails at random, in a time of its own.
@Suite("Reflector: random faults", .timeLimit(.minutes(1)))
struct RandomFaultTests {
  private let time = ManualTime()
  private let server = FakeServer()
  private let store = Store<Sample>()

  @Test(
    "Whatever goes wrong, the store ends up with the server's objects, and nothing is told twice", arguments: 0..<40)
  func faults(seed: UInt64) async {
    var random = SplitMix64(seed: seed)
    server.setStreamsLists(seed % 2 == 0)
    let subscriber = store.subscribe(limit: 50)
    var known: [String: Sample] = [:]
    let reflector = Reflector(server, into: store, time: time, seed: seed)
    let run = Task { try await reflector.run() }
    for _ in 0..<150 {
      await disturb(&random)
      if Int.random(in: 0..<10, using: &random) == 0 { follow(subscriber, &known) }
    }
    server.fail(nil)
    await inSync()
    follow(subscriber, &known)
    #expect(store.texts == server.texts)
    #expect(known.values.map(\.text).sorted() == server.texts.sorted())
    run.cancel()
    _ = await run.result
  }

  private func disturb(_ random: inout SplitMix64) async {
    let errors: [KubeError] = [.refused, .lost, .timedOut, .unavailable, .internalError, .tooManyRequests, .forbidden]
    let name = "p\(Int.random(in: 0..<12, using: &random))"
    switch Int.random(in: 0..<20, using: &random) {
    case 0: server.fail(errors.randomElement(using: &random))
    case 1...3: server.fail(nil)
    case 4: server.compact()
    case 5: server.endStreams(Bool.random(using: &random) ? KubeError.lost : nil)
    case 6:
      server.endStreams(event: [KubeError.expired, .internalError, .tooManyRequests].randomElement(using: &random))
    case 7: server.bookmark()
    case 8...9: time.advance(by: .seconds(Int.random(in: 1..<40, using: &random)))
    case 10...12: server.delete(name)
    case 13: for _ in 0..<20 { await Task.yield() }
    default: server.put(name)
    }
  }

  /// Lets time pass where the reflector waits, until it has caught up or the test is out of time.
  private func inSync() async {
    while store.texts != server.texts || !store.isSynced, !Task.isCancelled {
      // Its watchdog sleeps always.
      if time.pendingSleeps.count > 1 { time.advance(by: .seconds(1)) }
      await Task.yield()
    }
  }

  /// A subscriber that lags and believes every delta.
  private func follow(_ subscriber: StoreSubscriber<Sample>, _ known: inout [String: Sample]) {
    while let batch = subscriber.takeAvailable(max: 9) {
      for delta in batch.deltas {
        switch delta {
        case .added(let new): #expect(known.updateValue(new, forKey: new.metadata.name) == nil, "\(delta.text) twice")
        case .updated(_, let new): #expect(known.updateValue(new, forKey: new.metadata.name) != nil, "\(delta.text)")
        case .deleted(let last, _): #expect(known.removeValue(forKey: last.metadata.name) != nil, "\(delta.text) twice")
        case .synced: break
        }
      }
    }
  }
}
