import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import Support

/// NetRisk's own kinds, as far as asking and being answered goes.
protocol RiskObject: Resource {
  var statusTree: Tree? { get }
  var isSuspended: Bool { get }
}

extension NetRisk: RiskObject {
  var isSuspended: Bool { spec.suspend }
}

extension ClusterNetRisk: RiskObject {
  var isSuspended: Bool { spec.suspend }
}

extension RiskObject {
  /// As kubectl names objects of a kind: `netrisk.netrisk.dev/NAME`.
  static func named(_ name: String) -> String { "\(resource.kind.lowercased()).\(resource.group)/\(name)" }
}

/// Follows objects of one kind until the operator has echoed a request in all of them.
final class EchoWatch<Object: RiskObject>: Sendable {
  private let store = Store<Object>()
  private let subscriber: StoreSubscriber<Object>
  private let reflector: Reflector<APIListerWatcher<Object>>
  private let value: String
  private let tell: @Sendable (ReconcileRequest.News) -> Void
  private let state: Lock<State>
  /// What the server last refused.
  private let trouble: Lock<KubeError?>

  private struct State {
    var waiting: Set<ObjectKey>
    var isComplete = true
  }

  init(
    _ client: KubeClient, namespace: String, value: String, keys: Set<ObjectKey>,
    tell: @escaping @Sendable (ReconcileRequest.News) -> Void
  ) {
    let trouble = Lock<KubeError?>(nil)
    self.trouble = trouble
    self.value = value
    self.tell = tell
    state = Lock(State(waiting: keys))
    subscriber = store.subscribe(limit: 100_000)
    reflector = Reflector(
      APIListerWatcher<Object>(client, namespace: namespace), into: store, time: SystemTime(),
      seed: UInt64.random(in: 0 ... .max)
    ) { notice in
      switch notice {
      case .listFailed(let error), .watchFailed(let error): trouble.withLock { $0 = error }
      default: break
      }
    }
  }

  /// Whether all were handled within the time.
  func wait(atMost timeout: Duration) async -> Bool {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await self.reflector.run() }
      group.addTask { await self.follow() }
      group.addTask { try? await SystemTime().sleep(for: timeout) }
      // The reflector ends with its task only: this is the end of the wait or of the time.
      await group.next()
      group.cancelAll()
    }
    return finish()
  }

  private func follow() async {
    while await subscriber.next() != nil {
      guard store.isSynced else { continue }
      look()
      if state.withLock({ $0.waiting.isEmpty }) { return }
    }
  }

  /// Takes off the list what is handled or gone.
  private func look() {
    for key in state.withLock({ $0.waiting }).sorted() {
      if let object = store[key.namespace, key.name] {
        guard object.statusTree?["lastHandledRequest"]?.stringValue == value else { continue }
        state.withLock { _ = $0.waiting.remove(key) }
        tell(.done("\(Object.named(key.name)) reconciled"))
      } else {
        state.withLock {
          $0.waiting.remove(key)
          $0.isComplete = false
        }
        tell(.failed("\(Object.named(key.name)) was deleted"))
      }
    }
  }

  private func finish() -> Bool {
    let rest = state.withLock { $0 }
    let reason = trouble.withLock { $0 }.map { ": \($0)" } ?? "; the operator may not be running"
    for key in rest.waiting.sorted() {
      tell(.failed("\(Object.named(key.name)) was not handled in time" + reason))
    }
    return rest.isComplete && rest.waiting.isEmpty
  }
}
