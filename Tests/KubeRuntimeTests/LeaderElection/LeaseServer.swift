import KubeClient
import KubeCore
import KubeRuntime
import Support

/// A Lease in memory that notes what is done to it.
final class LeaseServer: LeaseClient {
  private struct State {
    var lease: Lease?
    var version = 0
    var isDown = false
    var log: [String] = []
    var streams: [FakeStream<Lease>] = []
    /// Answered to a watch; `nil` to serve it.
    var watchFailure: KubeError?
    var reads = 0
    var watches = 0
  }

  private let state = Lock(State())

  /// Gets, and watches that were asked for.
  var reads: Int { state.withLock { $0.reads } }
  var watches: Int { state.withLock { $0.watches } }
  var openStreams: Int { state.withLock { $0.streams.filter(\.isOpen).count } }
  func failWatches(_ error: KubeError) { state.withLock { $0.watchFailure = error } }

  func endStreams() {
    let streams = state.withLock { state in
      defer { state.streams = [] }
      return state.streams
    }
    for stream in streams { stream.end() }
  }

  func delete() {
    state.withLock { state in
      guard let lease = state.lease else { return }
      state.lease = nil
      for stream in state.streams { stream.push(.deleted(lease)) }
    }
  }

  var log: [String] { state.withLock { $0.log } }
  func note(_ text: String) { state.withLock { $0.log.append(text) } }
  func setDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }

  /// Somebody else takes the lease.
  func steal() {
    state.withLock { state in
      state.version += 1
      state.lease?.metadata.resourceVersion = String(state.version)
      state.lease?.spec.holderIdentity = "thief"
    }
  }

  func get() async throws(KubeError) -> Lease {
    try state.withLock { state throws(KubeError) in
      state.reads += 1
      if state.isDown { throw KubeError.refused }
      guard let lease = state.lease else { throw KubeError.refusal(404, "NotFound") }
      return lease
    }
  }

  func create(_ spec: LeaseSpec) async throws(KubeError) -> Lease { try write(spec, over: nil) }

  func update(_ spec: LeaseSpec, resourceVersion: String) async throws(KubeError) -> Lease {
    try write(spec, over: resourceVersion)
  }

  func watch() async throws(KubeError) -> any WatchStream<Lease> {
    try state.withLock { state throws(KubeError) in
      state.watches += 1
      if state.isDown { throw KubeError.refused }
      if let failure = state.watchFailure { throw failure }
      let stream = FakeStream<Lease>()
      if let lease = state.lease { stream.push(.added(lease)) }
      state.streams.append(stream)
      return stream
    }
  }

  private func write(_ spec: LeaseSpec, over version: String?) throws(KubeError) -> Lease {
    try state.withLock { state throws(KubeError) in
      if state.isDown { throw KubeError.refused }
      guard state.lease?.metadata.resourceVersion == version else { throw KubeError.refusal(409, "Conflict") }
      state.version += 1
      var lease = Lease()
      lease.metadata.resourceVersion = String(state.version)
      lease.spec = spec
      state.lease = lease
      for stream in state.streams { stream.push(.modified(lease)) }
      state.log.append("holder '\(spec.holderIdentity ?? "")' for \(spec.leaseDurationSeconds ?? 0)")
      return lease
    }
  }
}
