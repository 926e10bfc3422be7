import ClusterModel
import KubeClient
import KubeCore
import KubeRuntime
import RiskEngine
import Support

/// Carries the churn ledger over restarts and changes of the leader, in a ConfigMap.
///
/// Every replica reads it as it starts, and once more when it begins to lead. The leader alone writes: at most every
/// ``interval`` and when it stops, always on top of what is there by then, so that what a former leader saw is kept.
/// Where the ConfigMap cannot be read or written the operator works all the same, and says so once.
final class HistoryKeeper: Sendable {
  static let interval: Duration = .seconds(300)
  /// Between tries to read it at the start, while the server cannot be reached.
  static let retryPeriod: Duration = .seconds(15)
  /// Somebody else may write between reading and writing.
  private static let attempts = 3

  private struct State {
    /// Uptime of the last write, whatever came of it.
    var written: Duration?
    var said = ""
  }

  private let feed: ClusterFeed
  private let store: HistoryStore
  private let start: Timestamp
  private let time: any TimeSource
  private let log: any OperatorLog
  private let state = Lock(State())
  private let tried = Gate()

  /// - Parameter start: when the ledger begins to observe.
  init(_ feed: ClusterFeed, store: HistoryStore, start: Timestamp, time: any TimeSource, log: any OperatorLog) {
    self.feed = feed
    self.store = store
    self.start = start
    self.time = time
    self.log = log
  }

  // MARK: Reading

  /// Reads until there is an answer.
  func read() async {
    while !Task.isCancelled {
      let isAnswered = await take()
      tried.open()
      if isAnswered { return }
      do { try await time.sleep(for: Self.retryPeriod) } catch { return }
    }
  }

  /// Returns when the first try to read is over: what is counted from then on is added to what was read.
  func waitForFirstTry() async { await tried.wait() }

  /// Whether there was an answer, be it a refusal.
  private func take() async -> Bool {
    do throws(KubeError) {
      guard let history = history(try await store.read())?.through(time.now()), !history.isEmpty else { return true }
      feed.model.withLock { $0.merge(history) }
      feed.changed.fire()
      return true
    } catch {
      say("cannot be read: \(error)")
      return error.isForbidden
    }
  }

  /// `nil` for what is to be left alone; empty where there is nothing, or nothing that can be read.
  private func history(_ stored: HistoryStore.Stored) -> ChurnHistory? {
    guard let text = stored.text else { return ChurnHistory() }
    do throws(ChurnHistoryError) { return try ChurnHistory(text: text) } catch {
      switch error {
      case .newerVersion(let version):
        say("is of version \(version), which a newer NetRisk wrote: it is left alone, and nothing is written")
        return nil
      case .malformed(let reason):
        say("cannot be understood (\(reason)): counting starts anew")
        return ChurnHistory()
      }
    }
  }

  /// Reckons what happened before the start from objects' times, as far as the history does not know. Needs all first
  /// lists; tells nothing where one of them was refused, since too little would look like little.
  func backfill() {
    guard feed.jobs.gap == nil, feed.cronJobs.gap == nil, feed.replicaSets.gap == nil else { return }
    let backfill = ChurnBackfill(
      jobs: feed.jobs.objects, cronJobs: feed.cronJobs.objects, replicaSets: feed.replicaSets.objects)
    feed.model.withLock { $0.fill(backfill, before: start) }
  }

  // MARK: Writing

  /// Keeps the ConfigMap up to date while this process leads, until the task is cancelled.
  ///
  /// - Parameter isStopping: whether the process ends in order; then what is new is written once more.
  func keep(in term: LeaderTerm, isStopping: @Sendable () -> Bool) async {
    _ = await take()
    while !Task.isCancelled {
      do { try await time.sleep(for: pause()) } catch { break }
      await write(term)
    }
    guard isStopping() else { return }
    // A task of its own: this one is cancelled.
    await Task { await self.write(term) }.value
  }

  /// A new term begins with a pause too: what it knows was written or read just now.
  private func pause() -> Duration {
    let now = time.uptime()
    let next = (state.withLock { $0.written } ?? now) + Self.interval
    return max(next - now, .zero)
  }

  private func write(_ term: LeaderTerm) async {
    state.withLock { $0.written = time.uptime() }
    for _ in 0..<Self.attempts {
      do throws(KubeError) { return try await writeOnce(term) } catch {
        if error == .cancelled { return }
        guard error.isConflict else { return say("cannot be written: \(error)") }
      }
    }
  }

  private func writeOnce(_ term: LeaderTerm) async throws(KubeError) {
    guard term.isCurrent else { return }
    let stored = try await store.read()
    guard let before = history(stored) else { return }
    let now = time.now()
    let counted = feed.model.withLock { $0.recorder.ledger.history }
    let text = before.through(now).merging(counted).text
    guard text != stored.text else { return }
    try await store.write(text, over: stored, term: term)
    state.withLock { $0.said = "" }
  }

  /// Not the same again and again.
  private func say(_ what: String) {
    let isNews = state.withLock { state in
      defer { state.said = what }
      return state.said != what
    }
    if isNews { log.historyFailed("ConfigMap \(store.namespace)/\(HistoryStore.name) \(what)") }
  }
}
