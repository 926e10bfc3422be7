import KubeClient
import KubeCore
import KubeRuntime
import Support

/// A small API server with one resource: resourceVersions, a bounded history, watches, streaming lists, and faults.
final class FakeServer: ListerWatcher {
  typealias Object = Sample

  enum Request: Hashable {
    case list(ListOptions)
    case watch(WatchOptions)

    var summary: String {
      switch self {
      case .list(let options): ReflectorAction.list(options).summary
      case .watch(let options): ReflectorAction.watch(options).summary
      }
    }
  }

  fileprivate struct State {
    var objects: [String: Sample] = [:]
    var version = 100
    var history: [(version: Int, event: WatchEvent<Sample>)] = []
    /// What is not younger cannot be watched from.
    var compacted = 0
    var streams: [FakeStream<Sample>] = []
    var requests: [Request] = []
    var fault: KubeError?
    var streamsLists = true
    /// The one event of each streaming list.
    var streamRefusal: APIStatus?
    /// Left out of streaming lists, as no server should.
    var hidden: String?
    /// Sent in place of the next change.
    var replacement: WatchEvent<Sample>?
  }

  private let state = Lock(State())

  var requests: [String] { state.withLock { $0.requests.map(\.summary) } }
  /// By name, as a store's snapshot is sorted: `p1@9` stands before `p10@8`, which as texts it would not.
  var texts: [String] {
    state.withLock { $0.objects.values.sorted { $0.metadata.name < $1.metadata.name }.map(\.text) }
  }
  var openStreams: Int { state.withLock { $0.streams.filter(\.isOpen).count } }

  /// Every request fails so, and open streams break; `nil` to serve again.
  func fail(_ error: KubeError?) {
    let streams = state.withLock { state in
      state.fault = error
      defer { if error != nil { state.streams.removeAll() } }
      return error == nil ? [] : state.streams
    }
    for stream in streams { stream.end(.lost) }
  }

  func hideFromStreams(_ name: String) { state.withLock { $0.hidden = name } }

  func replaceNextEvent(by event: WatchEvent<Sample>) { state.withLock { $0.replacement = event } }

  func setStreamsLists(_ streamsLists: Bool) { state.withLock { $0.streamsLists = streamsLists } }

  /// Streaming lists are opened, and ended by an `ERROR` event.
  func refuseStreams(_ error: KubeError) {
    if case .status(let status, _) = error { state.withLock { $0.streamRefusal = status } }
  }

  /// Ends all streams, as at their time-out, with an error, or with an `ERROR` event.
  func endStreams(_ error: KubeError? = nil, event: KubeError? = nil) {
    let streams = state.withLock { state in
      defer { state.streams.removeAll() }
      return state.streams
    }
    for stream in streams {
      if case .status(let status, _) = event { stream.push(.error(status)) }
      stream.end(error)
    }
  }

  /// Forgets all history.
  func compact() {
    state.withLock { state in
      state.compacted = state.version
      state.history.removeAll()
    }
  }

  /// Sends a bookmark to each open stream.
  func bookmark() {
    state.withLock { state in
      for stream in state.streams {
        stream.push(.bookmark(resourceVersion: String(state.version), isInitialEventsEnd: false))
      }
    }
  }

  /// Sends something to each open stream that is no event of this server.
  func push(_ event: WatchEvent<Sample>) {
    state.withLock { state in for stream in state.streams { stream.push(event) } }
  }

  func put(_ name: String) {
    state.withLock { state in
      state.version += 1
      let known = state.objects[name]
      let object = Sample(name, state.version, uid: known?.metadata.uid ?? "u\(state.version)")
      state.objects[name] = object
      state.publish(known == nil ? .added(object) : .modified(object))
    }
  }

  func delete(_ name: String) {
    state.withLock { state in
      guard var object = state.objects.removeValue(forKey: name) else { return }
      state.version += 1
      object.metadata.resourceVersion = String(state.version)
      state.publish(.deleted(object))
    }
  }

  // MARK: ListerWatcher

  func list(_ options: ListOptions) async throws(KubeError) -> ListPage<Sample> {
    try state.withLock { state throws(KubeError) in
      state.requests.append(.list(options))
      if let fault = state.fault { throw fault }
      if let wanted = options.resourceVersion.flatMap(Int.init), wanted > state.version { throw KubeError.tooLarge }
      let objects = state.objects.values.sorted { $0.metadata.name < $1.metadata.name }
      let start = options.continue.flatMap(Int.init) ?? 0
      // As the watch cache does, a list at 0 ignores the limit.
      let limit = options.resourceVersion == "0" ? objects.count : options.limit ?? objects.count
      let end = min(start + limit, objects.count)
      var metadata = ListMeta.at(String(state.version))
      if end < objects.count { metadata.continue = String(end) }
      return ListPage(metadata: metadata, items: Array(objects[min(start, end)..<end]))
    }
  }

  func watch(_ options: WatchOptions) async throws(KubeError) -> any WatchStream<Sample> {
    try state.withLock { state throws(KubeError) in
      state.requests.append(.watch(options))
      if let fault = state.fault { throw fault }
      if options.sendInitialEvents, !state.streamsLists { throw KubeError.invalid }
      let from = options.resourceVersion.flatMap(Int.init)
      if let from, from > state.version { throw KubeError.tooLarge }
      if !options.sendInitialEvents, let from, from < state.compacted { throw KubeError.expired }
      let stream = FakeStream<Sample>()
      if options.sendInitialEvents, let refusal = state.streamRefusal {
        stream.push(.error(refusal))
        stream.end()
        return stream
      }
      if options.sendInitialEvents {
        for (name, object) in state.objects where name != state.hidden { stream.push(.added(object)) }
        stream.push(.bookmark(resourceVersion: String(state.version), isInitialEventsEnd: true))
      } else {
        for (version, event) in state.history where version > from ?? 0 { stream.push(event) }
      }
      state.streams.append(stream)
      return stream
    }
  }
}

extension FakeServer.State {
  fileprivate mutating func publish(_ event: WatchEvent<Sample>) {
    history.append((version, event))
    streams.removeAll { !$0.isOpen }
    let sent = replacement ?? event
    replacement = nil
    for stream in streams { stream.push(sent) }
  }
}
