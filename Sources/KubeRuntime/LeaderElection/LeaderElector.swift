import KubeClient
import KubeCore
package import Support

/// Runs work in at most one process at a time, as far as a Lease can (client-go `LeaderElector`): there is no fencing,
/// so work asks its ``LeaderTerm`` before each write.
package final class LeaderElector: Sendable {
  /// Why a run is over.
  package enum End: Hashable, Sendable {
    /// The work returned by itself.
    case finished
    /// ``stop()`` was called, or the task was cancelled.
    case stopped
    /// The lease could not be renewed in time.
    case lost
  }

  let client: any LeaseClient
  let settings: LeaderElectionSettings
  let time: any TimeSource
  private let metrics: LeaderMetrics?
  let state: Lock<LeaderState>
  /// Something was heard of the Lease.
  let news = Signal()
  private let stopping = Gate()

  /// `nil` where the settings contradict each other, see ``LeaderElectionSettings/objection``.
  package init?(
    _ settings: LeaderElectionSettings, client: any LeaseClient, time: any TimeSource, seed: UInt64,
    metrics: LeaderMetrics? = nil
  ) {
    guard settings.objection == nil else { return nil }
    self.client = client
    self.settings = settings
    self.time = time
    self.metrics = metrics
    state = Lock(LeaderState(settings, seed: seed))
    metrics?.leads(false)
  }

  package var isLeading: Bool {
    let now = time.uptime()
    return state.withLock { $0.isLeading(at: now) }
  }

  /// Who holds the lease, as far as was seen; empty where nobody does.
  package var leader: String { state.withLock { $0.leader ?? "" } }

  /// Ends the run: the work is cancelled and awaited, the lease being renewed meanwhile, and given up then.
  package func stop() { stopping.open() }

  /// Waits for the lease, runs the work while it holds, and gives the lease up when the work has stopped.
  package func run(_ work: @escaping @Sendable (LeaderTerm) async -> Void) async -> End {
    guard await acquire() else { return .stopped }
    metrics?.leads(true)
    let end = await lead(work)
    state.withLock { $0.resign() }
    metrics?.leads(false)
    // A task of its own: the lease must be given up even though this one was cancelled.
    await Task { await self.release() }.value
    return end
  }

  /// One try: all requests up to the next wait.
  package func step() async -> Duration {
    var next = state.withLock { $0.attempt(at: time.uptime(), wallClock: time.now()) }
    while true {
      switch next {
      case .wait(let duration): return duration
      case .send(let request):
        let sent = time.uptime()
        let answer = await send(request)
        next = state.withLock { state in
          let before = state.slowPaths
          let step = state.answered(answer, to: request, sent: sent, at: time.uptime(), wallClock: time.now())
          if state.slowPaths > before { metrics?.readFirst(state.slowPaths - before) }
          return step
        }
      }
    }
  }

  // MARK: A term

  /// False where the run is to end first.
  private func acquire() async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await self.stopping.wait()
        return false
      }
      group.addTask {
        await self.standBy()
        return self.isLeading
      }
      let isLeading = await group.next() ?? false
      group.cancelAll()
      return isLeading && !Task.isCancelled
    }
  }

  private func lead(_ work: @escaping @Sendable (LeaderTerm) async -> Void) async -> End {
    let term = LeaderTerm { [self] in isLeading }
    let over = Gate()
    let end = Lock(End.finished)
    let note = { @Sendable (reason: End) in
      guard !over.isOpen else { return }
      end.withLock { $0 = reason }
      over.open()
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { if await self.renewUntilLost() { note(.lost) } }
      group.addTask { if await self.waitForDeadline() { note(.lost) } }
      group.addTask {
        await self.stopping.wait()
        if self.stopping.isOpen { note(.stopped) }
      }
      await Self.runUntil(over) { await work(term) }
      group.cancelAll()
    }
    if Task.isCancelled, !over.isOpen { return .stopped }
    return end.withLock { $0 }
  }

  /// Runs the work, cancelling it when the gate opens; returns when it has stopped.
  private static func runUntil(_ over: Gate, _ work: @escaping @Sendable () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work() }
      group.addTask { await over.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Whether somebody else has the lease; false when the task is cancelled.
  private func renewUntilLost() async -> Bool {
    while isLeading {
      do { try await time.sleep(for: settings.retryPeriod) } catch { return false }
      _ = await step()
    }
    return !Task.isCancelled
  }

  /// Whether the lease was lost; false when the task is cancelled.
  private func waitForDeadline() async -> Bool {
    while let deadline = state.withLock({ $0.deadline }) {
      let rest = deadline - time.uptime()
      if rest <= .zero { return true }
      do { try await time.sleep(for: rest) } catch { return false }
    }
    return true
  }

  // MARK: Requests

  private func release() async {
    guard let request = state.withLock({ $0.released(wallClock: time.now()) }) else { return }
    if case .success = await send(request) { return }
    // The last renewal may have been written without an answer: once more, with what is there now.
    guard case .success(let lease) = await send(.get), lease.spec.holderIdentity == settings.identity,
      case .update(let spec, _) = request
    else { return }
    _ = await send(.update(spec, resourceVersion: lease.metadata.resourceVersion))
  }

  /// Sends a request; no answer within half the renew deadline is none.
  private func send(_ request: LeaderState.Request) async -> Result<Lease, KubeError> {
    await withTaskGroup(of: Result<Lease, KubeError>.self) { group in
      group.addTask { await self.exchange(request) }
      group.addTask {
        try? await self.time.sleep(for: self.settings.renewDeadline / 2)
        return .failure(.transport(TransportError(.timedOut, "no answer about the Lease")))
      }
      let first = await group.next() ?? .failure(.cancelled)
      group.cancelAll()
      return first
    }
  }

  private func exchange(_ request: LeaderState.Request) async -> Result<Lease, KubeError> {
    do throws(KubeError) {
      switch request {
      case .get: return .success(try await client.get())
      case .create(let spec): return .success(try await client.create(spec))
      case .update(let spec, let resourceVersion):
        return .success(try await client.update(spec, resourceVersion: resourceVersion))
      }
    } catch {
      return .failure(error)
    }
  }
}
