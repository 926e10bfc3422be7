import KubeClient
import KubeCore
import KubeRuntime
import Support
import Testing

/// A reflector at work, with all that its store has said.
final class Follower<Object: Resource>: Sendable {
  let store = Store<Object>()
  private let subscriber: StoreSubscriber<Object>
  private let task: Task<Void, Never>
  private let deltas = Lock<[StoreDelta<Object>]>([])
  private let notices: AsyncStream<ReflectorNotice>

  init(
    _ client: KubeClient, namespace: String, settings: ReflectorSettings = ReflectorSettings(),
    time: any TimeSource = realTime, seed: UInt64 = 1
  ) {
    subscriber = store.subscribe(limit: 1_000_000)
    let (notices, continuation) = AsyncStream<ReflectorNotice>.makeStream()
    self.notices = notices
    let reflector = Reflector(
      APIListerWatcher<Object>(client, namespace: namespace), into: store, settings: settings, time: time, seed: seed,
      notice: { continuation.yield($0) })
    task = Task { try? await reflector.run() }
  }

  /// Real time, but no wait that a test would feel.
  static var quick: ReflectorSettings {
    var settings = ReflectorSettings()
    settings.backoff = Backoff.Settings(
      initial: .milliseconds(2), cap: .milliseconds(20), jitter: 1, healthyAfter: .seconds(120))
    return settings
  }

  /// Returns once the store has an object of that name.
  func arrival(of name: String) async {
    while !store.snapshot().sorted().contains(where: { $0.metadata.name == name }) {
      guard let batch = await subscriber.next() else { return }
      deltas.withLock { $0 += batch.deltas }
    }
  }

  /// Returns once the reflector has said something of that sort since the last call.
  func notice(_ matches: (ReflectorNotice) -> Bool) async {
    for await notice in notices where matches(notice) { return }
  }

  /// Ends the reflector; what the store has said.
  func stop() async -> [StoreDelta<Object>] {
    task.cancel()
    await task.value
    while let batch = subscriber.takeAvailable() { deltas.withLock { $0 += batch.deltas } }
    return deltas.withLock { $0 }
  }

  /// Names and resourceVersions, sorted.
  var versions: [String] { store.snapshot().sorted().map { "\($0.metadata.name) \($0.metadata.resourceVersion)" } }

  static func versions(_ page: ListPage<Object>) -> [String] { versions(page.items) }

  static func versions(_ objects: [Object]) -> [String] {
    objects.sorted { $0.metadata.name < $1.metadata.name }.map {
      "\($0.metadata.name) \($0.metadata.resourceVersion)"
    }
  }
}

extension Sequence {
  /// How often each object (by uid) was said to be deleted, where that is more than once.
  func duplicateDeletes<Object: Resource>() -> [String: Int] where Element == StoreDelta<Object> {
    var counts: [String: Int] = [:]
    for case .deleted(let object, _) in self { counts[object.metadata.uid, default: 0] += 1 }
    return counts.filter { $0.value > 1 }
  }
}
