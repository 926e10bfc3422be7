import DevAPIServer
import Support

/// Rewrites pods of a server: their condition `Ready` turns, in random order.
struct PodChurn {
  /// Enough that no two changes of one pod meet in a client's batch; few enough to keep both states of each.
  private static let limit = 4000
  /// What may wait for a client that takes less than comes.
  private static let pendingLimit = 4 << 20

  private let store: Store
  private let count: Int
  private var states: [(ready: ObjectDraft, unready: ObjectDraft, isReady: Bool, revision: UInt64)] = []
  private var random = SplitMix64(seed: 1)

  init(_ store: Store, pods count: Int) {
    self.store = store
    self.count = count
  }

  mutating func run(_ changes: Int, rate: Int) async throws {
    if states.isEmpty { prepare() }
    guard !states.isEmpty else { return }
    let start = ContinuousClock.now
    for change in 0..<changes {
      if rate > 0, change % max(1, rate / 100) == 0 {
        try await Task.sleep(until: start + .seconds(Double(change) / Double(rate)))
      } else if change % 32 == 0 {
        while store.pendingWatchBytes > Self.pendingLimit { try await Task.sleep(for: .microseconds(100)) }
      }
      try turn(Int(random.next() % UInt64(states.count)))
    }
  }

  private mutating func turn(_ index: Int) throws {
    let state = states[index]
    let draft = state.isReady ? state.unready : state.ready
    let stored = try store.replace(PodServer.pods, expected: state.revision, draft)
    states[index].isReady.toggle()
    states[index].revision = stored.revision
  }

  /// Every watch ends, and no revision before now can be gone on from.
  mutating func expire() {
    store.seed(PodServer.pods, [PodFixture(index: 0).draft])
    states = []
  }

  private mutating func prepare() {
    let step = max(1, count / Self.limit)
    states = stride(from: 0, to: count, by: step).compactMap { index in
      let pod = PodFixture(index: index)
      var other = pod
      other.isReady = false
      let stored = store.object(PodServer.pods, namespace: pod.workload.namespace, name: pod.name)
      return stored.map { (pod.draft, other.draft, true, $0.revision) }
    }
  }
}
