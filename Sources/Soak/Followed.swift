import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support

/// One resource that is followed through the proxy.
protocol Followed: Sendable {
  var resource: String { get }
  /// When requests found no server, in uptime.
  var failures: [Duration] { get }
  /// When the watch was given up for its silence.
  var silences: [Duration] { get }
  /// Makes an object past the proxy; returns when it has arrived through the proxy.
  func makeAndAwait(_ name: String) async throws
  /// What the store has and a fresh list has not, or the other way round.
  func differences() async throws -> Int
}

/// A reflector with settings as they are in production.
final class Follower<Object: Resource>: Followed {
  let resource = Object.resource.plural
  private let direct: KubeClient
  private let body: Tree
  private let store = Store<Object>()
  private let failed: Failures
  private let fellSilent: Lock<[Duration]>
  private let task: Task<Void, Never>

  /// - Parameter body: `spec` and the like of the objects that are made.
  init(_ cluster: SoakCluster, seed: UInt64, body: Tree) {
    let (failed, fellSilent) = (Failures(cluster.time), Lock<[Duration]>([]))
    (self.failed, self.fellSilent, self.body) = (failed, fellSilent, body)
    direct = cluster.direct
    let time = cluster.time
    let reflector = Reflector(
      APIListerWatcher<Object>(cluster.client(observer: failed), namespace: "default"), into: store, time: time,
      seed: seed,
      notice: { notice in if notice == .silent { fellSilent.withLock { $0.append(time.uptime()) } } })
    task = Task { try? await reflector.run() }
  }

  deinit { task.cancel() }

  var failures: [Duration] { failed.times.withLock { $0 } }
  var silences: [Duration] { fellSilent.withLock { $0 } }

  func makeAndAwait(_ name: String) async throws {
    let subscriber = store.subscribe()
    _ = try await direct.create(ObjectPath(Object.resource, namespace: "default"), object(name))
    while store["default", name] == nil { _ = await subscriber.next() }
  }

  func differences() async throws -> Int {
    let fresh = try await direct.list(Object.self, namespace: "default").items
    var versions: [String: String] = [:]
    for object in fresh { versions[object.metadata.name] = object.metadata.resourceVersion }
    var count = 0
    store.snapshot().visit { object in
      if versions.removeValue(forKey: object.metadata.name) != object.metadata.resourceVersion { count += 1 }
    }
    return count + versions.count
  }

  private func object(_ name: String) -> Tree {
    var tree = body
    tree["metadata"] = ["name": .string(name)]
    return tree
  }
}

/// When a client asked in vain.
final class Failures: ClientObserver {
  let times = Lock<[Duration]>([])
  private let time: any TimeSource

  init(_ time: any TimeSource) { self.time = time }

  func requestEnded(code: String, method: String, host: String) {
    let now = time.uptime()
    if code == "<error>" { times.withLock { $0.append(now) } }
  }
}
