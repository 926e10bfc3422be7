package import KubeClient
import KubeCore
package import Support

/// Keeps a Store in step with the server (client-go `Reflector`).
///
/// ``ReflectorState`` decides, this carries out. One `run()` per reflector.
package final class Reflector<Source: ListerWatcher>: Sendable {
  package typealias Object = Source.Object

  let source: Source
  package let store: Store<Object>
  let settings: ReflectorSettings
  let time: any TimeSource
  let seed: UInt64
  let metrics: ReflectorMetrics?
  let notice: @Sendable (ReflectorNotice) -> Void
  let watchdog = WatchIdleness()

  /// - Parameters:
  ///   - seed: of back-off and watch time-outs; another one for each reflector and process.
  ///   - notice: called in line; it must return at once.
  package init(
    _ source: Source, into store: Store<Object>, settings: ReflectorSettings = ReflectorSettings(),
    time: any TimeSource, seed: UInt64, metrics: ReflectorMetrics? = nil,
    notice: @escaping @Sendable (ReflectorNotice) -> Void = { _ in }
  ) {
    self.source = source
    self.store = store
    self.settings = settings
    self.time = time
    self.seed = seed
    self.metrics = metrics
    self.notice = notice
  }

  /// How well the store follows the server.
  package var health: ReflectorHealth { watchdog.health(at: time.uptime()) }

  /// Follows the server until the task is cancelled.
  package func run() async throws(CancellationError) {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.watchdog.run(self.settings, self.time, self.notice) }
        if let period = self.settings.resyncPeriod {
          group.addTask { try await self.resync(every: period) }
        }
        group.addTask {
          var session = ReflectorSession(self)
          defer { session.close() }
          while true { try await session.step() }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch {
      throw CancellationError()
    }
  }

  /// R2: the period is drawn longer by up to a tenth.
  private func resync(every period: Duration) async throws {
    var random = SplitMix64(seed: seed ^ 0x7265_7379_6E63)
    while true {
      try await time.sleep(for: period * Double.random(in: 1..<1.1, using: &random))
      if store.isSynced { store.resync() }
    }
  }
}
