import KubeClient
import KubeCore
import Support

/// One run of a Reflector: its state, the open stream and the list that is being collected.
struct ReflectorSession<Source: ListerWatcher> {
  typealias Object = Source.Object

  private let reflector: Reflector<Source>
  private(set) var state: ReflectorState
  private(set) var next: ReflectorAction
  private var stream: (any WatchStream<Object>)?
  private var replacement: StoreReplacement<Object>?
  private var listStart: Duration = .zero

  init(_ reflector: Reflector<Source>) {
    self.reflector = reflector
    state = ReflectorState(reflector.settings, seed: reflector.seed)
    next = state.start()
  }

  private var now: Duration { reflector.time.uptime() }

  /// Carries out one action and decides on the next.
  mutating func step() async throws(CancellationError) {
    if Task.isCancelled { throw CancellationError() }
    switch next {
    case .list(let options): try await list(options)
    case .watch(let options): try await watch(options)
    case .read: try await read()
    case .wait(let duration):
      close()
      try await reflector.time.sleep(for: duration)
      next = state.waited(at: now)
    }
  }

  /// Ends the open stream.
  mutating func close() {
    guard let stream else { return }
    stream.cancel()
    reflector.watchdog.disarm(at: now)
    reflector.metrics?.watched(for: now - state.watchStart, events: state.eventCount)
    self.stream = nil
  }

  // MARK: List

  private mutating func list(_ options: ListOptions) async throws(CancellationError) {
    close()
    if options.continue == nil {
      replacement = StoreReplacement(over: reflector.store)
      listStart = now
    }
    let page: ListPage<Object>
    do throws(KubeError) {
      page = try await reflector.source.list(options)
    } catch {
      if Task.isCancelled { throw CancellationError() }
      reflector.notice(.listFailed(error))
      next = state.listFailed(error, at: now)
      return
    }
    let seen = state.lastResourceVersion
    switch state.listed(page.metadata, at: now) {
    case .discard(let action):
      reflector.noteOlder(page.metadata.resourceVersion, seen: seen)
      replacement = nil
      next = action
    case .collect(let action):
      for object in page.items { replacement?.insert(object) }
      next = action
    case .replace(let resourceVersion, let action):
      for object in page.items { replacement?.insert(object) }
      replaceStore(resourceVersion)
      next = action
    }
  }

  private mutating func replaceStore(_ resourceVersion: String) {
    guard let complete = replacement.take() else { return }
    reflector.metrics?.listed(complete.count, in: now - listStart)
    reflector.metrics?.reached(resourceVersion)
    reflector.store.replace(with: complete, resourceVersion: resourceVersion)
  }

  // MARK: Watch

  private mutating func watch(_ options: WatchOptions) async throws(CancellationError) {
    close()
    replacement = options.sendInitialEvents ? StoreReplacement(over: reflector.store) : nil
    listStart = now
    do throws(KubeError) {
      let opened = try await reflector.source.watch(options)
      stream = opened
      next = state.opened(at: now)
      reflector.watchdog.arm(state.idleBound, isInitial: options.sendInitialEvents, at: now) { opened.cancel() }
    } catch {
      if Task.isCancelled { throw CancellationError() }
      reflector.notice(.watchFailed(error))
      next = state.watchFailed(error, at: now)
    }
  }

  private mutating func read() async throws(CancellationError) {
    guard let stream else {
      next = state.ended(at: now)
      return
    }
    let events: [WatchEvent<Object>]?
    do throws(KubeError) {
      events = try await stream.next()
    } catch {
      if Task.isCancelled { throw CancellationError() }
      fail(error)
      return
    }
    if Task.isCancelled { throw CancellationError() }
    guard let events else {
      next = reflector.watchdog.disarm(at: now) ? state.silent(at: now) : state.ended(at: now)
      return
    }
    reflector.watchdog.heard(at: now)
    if let action = try await process(events) { next = action }
  }

  private mutating func fail(_ error: KubeError) {
    if reflector.watchdog.disarm(at: now) {
      next = state.silent(at: now)
    } else {
      reflector.notice(.watchFailed(error))
      next = state.watchFailed(error, at: now)
    }
  }

  /// Applies a batch; an action where the stream is left.
  @specialized(where Source == APIListerWatcher<Pod>)
  private mutating func process(_ events: [WatchEvent<Object>]) async throws(CancellationError) -> ReflectorAction? {
    var changes: [StoreChange<Object>] = []
    changes.reserveCapacity(events.count)
    var exit: ReflectorAction?
    for event in events where exit == nil {
      let seen = state.lastResourceVersion
      if case .unreadable(let error) = event { reflector.notice(.skipped(error)) }
      switch state.received(WatchSignal(event), at: now) {
      case .pass: break
      case .apply: if let change = StoreChange(event) { changes.append(change) }
      case .collect: collect(event)
      case .replace(let resourceVersion):
        replaceStore(resourceVersion)
        reflector.watchdog.initialEventsEnded(state.idleBound, at: now)
        await checkConsistency(at: resourceVersion)
      case .leave(let action):
        leave(event, seen: seen)
        exit = action
      }
    }
    reflector.store.apply(changes)
    if state.isWatching || !changes.isEmpty {
      reflector.store.advance(to: state.lastResourceVersion)
      reflector.metrics?.reached(state.lastResourceVersion)
    }
    return exit
  }

  private mutating func collect(_ event: WatchEvent<Object>) {
    switch event {
    case .added(let object), .modified(let object): replacement?.insert(object)
    case .deleted(let object): replacement?.remove(object)
    case .bookmark, .error, .unreadable: break
    }
  }

  private func leave(_ event: WatchEvent<Object>, seen: String) {
    switch event {
    case .error(let status): reflector.notice(.watchFailed(.status(status, retryAfter: nil)))
    case .bookmark(let resourceVersion, _): reflector.noteOlder(resourceVersion, seen: seen)
    case .added, .modified, .deleted, .unreadable: break
    }
  }

  /// R5.
  private func checkConsistency(at resourceVersion: String) async {
    guard reflector.settings.checksConsistency else { return }
    let check = ConsistencyCheck(reflector.source, reflector.settings)
    let differing = await check.differences(reflector.store.snapshot(), at: resourceVersion)
    if let differing, !differing.isEmpty { reflector.notice(.inconsistent(differing)) }
  }
}

extension Reflector {
  fileprivate func noteOlder(_ resourceVersion: String, seen: String) {
    guard ResourceVersion.isOlder(resourceVersion, than: seen) else { return }
    notice(.olderList(resourceVersion: resourceVersion, seen: seen))
  }
}

extension WatchSignal {
  fileprivate init<Object: Resource>(_ event: WatchEvent<Object>) {
    self =
      switch event {
      case .added(let object): .added(resourceVersion: object.metadata.usableVersion)
      case .modified(let object), .deleted(let object): .changed(resourceVersion: object.metadata.usableVersion)
      case .bookmark(let resourceVersion, let isEnd):
        .bookmark(resourceVersion: resourceVersion, isInitialEventsEnd: isEnd)
      case .error(let status): .error(.status(status, retryAfter: status.retryAfter))
      case .unreadable: .unreadable
      }
  }
}

extension ObjectMeta {
  /// Empty where the object has no name: it cannot be kept.
  fileprivate var usableVersion: String { name.isEmpty ? "" : resourceVersion }
}

extension APIStatus {
  fileprivate var retryAfter: Duration? {
    details.retryAfterSeconds > 0 ? .seconds(min(details.retryAfterSeconds, 600)) : nil
  }
}

extension StoreChange {
  /// `nil` for an event that carries no object.
  fileprivate init?(_ event: WatchEvent<Object>) {
    switch event {
    case .added(let object), .modified(let object): self = .upsert(object)
    case .deleted(let object): self = .delete(object)
    case .bookmark, .error, .unreadable: return nil
    }
  }
}
