import KubeClient
import KubeCore
import KubeRuntime
import Support

/// The objects of one kind, in all namespaces or in those that are watched, kept in step with the server.
final class KindFeed<Object: Resource>: Sendable {
  private struct Scope: Sendable {
    let store: Store<Object>
    let reflector: Reflector<APIListerWatcher<Object>>
  }

  private let scopes: [Scope]
  /// Why the server does not let the kind be read, as it last said.
  private let refusal = Lock<KubeError?>(nil)

  /// - Parameter namespaces: those that are watched; empty for all. Of no meaning for cluster-scoped kinds.
  init(
    _ client: KubeClient, namespaces: [String], settings: ReflectorSettings, time: any TimeSource, seed: UInt64,
    metrics: ReflectorMetrics?, notice: @escaping @Sendable (APIResource, ReflectorNotice) -> Void
  ) {
    let places = Object.resource.isNamespaced && !namespaces.isEmpty ? namespaces : [""]
    let refusal = refusal
    scopes = places.enumerated().map { index, namespace in
      let store = Store<Object>()
      let reflector = Reflector(
        APIListerWatcher<Object>(client, namespace: namespace), into: store, settings: settings, time: time,
        seed: seed &+ UInt64(index), metrics: metrics
      ) { told in
        if let error = told.refusal { refusal.withLock { $0 = error } }
        notice(Object.resource, told)
      }
      return Scope(store: store, reflector: reflector)
    }
  }

  var stores: [Store<Object>] { scopes.map(\.store) }

  /// Every object, in no order.
  var objects: [Object] {
    var objects: [Object] = []
    for scope in scopes { scope.store.snapshot().visit { objects.append($0) } }
    return objects
  }

  subscript(namespace: String, name: String) -> Object? {
    for scope in scopes { if let object = scope.store[namespace, name] { return object } }
    return nil
  }

  /// Follows the server, and tells of every batch of changes, until the task is cancelled.
  func run(_ handle: @escaping @Sendable (StoreBatch<Object>) -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      for scope in scopes {
        let subscriber = scope.store.subscribe(limit: 100_000)
        group.addTask { try? await scope.reflector.run() }
        group.addTask { while let batch = await subscriber.next() { handle(batch) } }
      }
    }
  }

  // MARK: How well it goes

  /// Whether everything that can be known at the start is known: the first list has come, or was refused.
  var isSettled: Bool { scopes.allSatisfy { $0.store.isSynced } || gap != nil }

  /// Why the kind cannot be read now; `nil` while it is, and for failures that pass by themselves.
  var gap: KubeError? { health.downFor == nil ? nil : refusal.withLock { $0 } }

  /// The worst of all scopes.
  var health: ReflectorHealth {
    let all = scopes.map(\.reflector.health)
    return ReflectorHealth(
      downFor: all.compactMap(\.downFor).max(), silentFor: all.compactMap(\.silentFor).max())
  }
}

extension ReflectorNotice {
  /// An answer that no waiting changes: the kind may not be read, or is not served.
  fileprivate var refusal: KubeError? {
    switch self {
    case .listFailed(let error), .watchFailed(let error): error.isForbidden || error.isNotFound ? error : nil
    default: nil
    }
  }
}
