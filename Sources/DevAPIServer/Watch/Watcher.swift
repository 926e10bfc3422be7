internal import HTTPServer
internal import Support

/// One watch: turns changes into frames and writes them to its client.
final class Watcher: Sendable {
  struct Plan: Sendable {
    var frames: WatchFrame
    var filter: ObjectFilter
    var namespace: String
    var allowsBookmarks: Bool
    /// Whether the initial objects end with a bookmark that says so.
    var marksInitialEnd: Bool
  }

  private struct State {
    var identifier: UInt64 = 0
    /// Changes up to here were part of the start.
    var after: UInt64 = 0
    var isLive = false
    /// What came before the start was written.
    var backlog: [Entry] = []
  }

  private enum Entry {
    case event(StoreEvent)
    case bookmark(UInt64)
    case end
  }

  let stream = ResponseStream()
  private let plan: Plan
  private let state = Lock(State())

  init(_ plan: Plan) { self.plan = plan }

  /// Bytes that wait to be sent.
  var pendingCount: Int { stream.pendingCount }
  var identifier: UInt64 { state.withLock { $0.identifier } }

  /// Called under the store's lock: changes after `revision` are offered from now on.
  func entered(as identifier: UInt64, at revision: UInt64) {
    state.withLock { state in
      state.identifier = identifier
      state.after = revision
    }
  }

  /// Writes the start and what has come in the meantime.
  func begin(objects: [StoredObject], events: [StoreEvent], revision: UInt64) {
    for object in objects where matches(object) { stream.write(plan.frames.added(object)) }
    for event in events { write(event) }
    if plan.marksInitialEnd { stream.write(plan.frames.bookmark(revision, isInitialEnd: true)) }
    while true {
      let entries = state.withLock { state -> [Entry] in
        defer { state.backlog = [] }
        if state.backlog.isEmpty { state.isLive = true }
        return state.backlog
      }
      if entries.isEmpty { return }
      for entry in entries { write(entry) }
    }
  }

  func offer(_ event: StoreEvent) { take(.event(event)) }
  func offerBookmark(_ revision: UInt64) { take(.bookmark(revision)) }
  /// Ends the stream well, after everything before.
  func finish() { take(.end) }

  private func take(_ entry: Entry) {
    let isLive = state.withLock { state in
      if case .event(let event) = entry, event.revision <= state.after { return false }
      if !state.isLive { state.backlog.append(entry) }
      return state.isLive
    }
    if isLive { write(entry) }
  }

  private func write(_ entry: Entry) {
    switch entry {
    case .event(let event): write(event)
    case .bookmark(let revision):
      if plan.allowsBookmarks { stream.write(plan.frames.bookmark(revision, isInitialEnd: false)) }
    case .end: stream.finish()
    }
  }

  private func write(_ event: StoreEvent) {
    let isThere = !event.isDeletion && matches(event.object)
    let wasThere = event.previous.map(matches) ?? false
    // An object that no longer matches is gone for this watch: apiserver, cacher/cache_watcher.go.
    switch (wasThere, isThere) {
    case (false, true): stream.write(plan.frames.frame(event, .added))
    case (true, true): stream.write(plan.frames.frame(event, .modified))
    case (true, false): stream.write(plan.frames.frame(event, .deleted))
    case (false, false): break
    }
  }

  private func matches(_ object: StoredObject) -> Bool {
    (plan.namespace.isEmpty || plan.namespace == object.namespace) && plan.filter.matches(object)
  }
}
