package import Support

/// Stops the parts of a process in the order in which they depend on each other.
///
/// Parts of one stage stop at once, a stage begins when the one before is done or its time is over.
package struct Shutdown: Sendable {
  package enum Stage: Int, CaseIterable, Hashable, Sendable {
    /// Nothing new is taken in: triggers, servers.
    case intake
    /// What is queued is worked on.
    case workers
    /// What there is to say is said.
    case events
    case reflectors
    /// Others may lead: only when the work has stopped for certain.
    case lease
    case transport
  }

  private struct Part: Sendable {
    let stage: Stage
    let stop: @Sendable () async -> Void
  }

  private var parts: [Part] = []
  private let time: any TimeSource
  /// How long one stage may take.
  private let grace: Duration

  package init(time: any TimeSource, grace: Duration = .seconds(10)) {
    self.time = time
    self.grace = grace
  }

  package mutating func add(_ stage: Stage, _ stop: @escaping @Sendable () async -> Void) {
    parts.append(Part(stage: stage, stop: stop))
  }

  /// Stops everything; the stages that did not end in time. Where the workers are among them the lease is not given up:
  /// it runs out by itself.
  package func run() async -> [Stage] {
    var late: [Stage] = []
    for stage in Stage.allCases {
      if stage == .lease, late.contains(.workers) { continue }
      if await !stop(stage) { late.append(stage) }
    }
    return late
  }

  /// Whether all parts stopped in time.
  private func stop(_ stage: Stage) async -> Bool {
    let stops = parts.filter { $0.stage == stage }.map(\.stop)
    guard !stops.isEmpty else { return true }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await withTaskGroup(of: Void.self) { inner in
          for stop in stops { inner.addTask { await stop() } }
        }
        return !Task.isCancelled
      }
      group.addTask {
        try? await self.time.sleep(for: self.grace)
        return false
      }
      let isInTime = await group.next() ?? true
      group.cancelAll()
      return isInTime
    }
  }
}
