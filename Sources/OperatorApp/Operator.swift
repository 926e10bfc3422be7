import ClusterModel
package import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
package import RiskEngine
package import Support
package import Telemetry

/// The operator: follows the cluster, evaluates it, and writes what it found into statuses while it leads.
///
/// Everything but writing goes on in every replica, so that a new leader knows the cluster already.
package final class Operator: Sendable {
  let client: KubeClient
  let feed: ClusterFeed
  let evaluator: Evaluator
  let registry: MetricRegistry
  private let history: HistoryKeeper
  private let options: OperatorOptions
  private let identity: OperatorIdentity
  private let time: any TimeSource
  private let seed: UInt64
  private let log: any OperatorLog
  private let elector: LeaderElector?
  private let work = Lock<LeaderWork?>(nil)
  private let rule = Lock(WriteRule())
  private let stopping = Gate()

  package init(
    _ client: KubeClient, options: OperatorOptions, identity: OperatorIdentity, settings: EvaluationSettings,
    registry: MetricRegistry, log: any OperatorLog, time: any TimeSource, seed: UInt64
  ) {
    self.client = client
    self.options = options
    self.identity = identity
    self.registry = registry
    self.log = log
    self.time = time
    self.seed = seed
    var feedOptions = FeedOptions(seed: seed)
    feedOptions.namespaces = options.watchedNamespaces
    feedOptions.registry = registry
    feedOptions.notice = { resource, notice in log.heard(notice, about: resource) }
    let metrics = RiskMetrics(registry)
    let start = time.now()
    feed = ClusterFeed(client, options: feedOptions, model: ClusterModel(startingAt: start), time: time) {
      metrics.counted($0)
    }
    history = HistoryKeeper(
      feed, store: HistoryStore(client: client, namespace: identity.namespace), start: start, time: time, log: log)
    let (work, feed, history) = (work, feed, history)
    evaluator = Evaluator(
      feed, settings: settings, time: time, prepare: { history.backfill() },
      published: { evaluation, took in
        metrics.show(evaluation, levels: evaluation.levels(of: feed.netRisks.objects), took: took)
        work.withLock { $0 }?.look(at: evaluation)
      })
    elector =
      options.usesLeaderElection
      ? LeaderElector(
        LeaderElectionSettings(identity: identity.name), client: identity.lease(client), time: time, seed: seed,
        metrics: LeaderMetrics(registry, name: OperatorIdentity.leaseName)) : nil
  }

  package var isLeading: Bool { elector?.isLeading ?? true }

  /// What was counted of the churn, and a number that moves with whatever an evaluation depends on.
  package var observed: (ledger: ChurnLedger, structure: UInt64) {
    feed.model.withLock { ($0.recorder.ledger, $0.structure) }
  }

  /// Runs until ``stop()``, or until the task is cancelled.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.history.read() }
      group.addTask {
        await self.history.waitForFirstTry()
        await self.feed.run()
      }
      group.addTask { await self.evaluator.run() }
      group.addTask { await FeedTicker(self.feed, time: self.time).run() }
      await runUntilStopped { await self.lead() }
      group.cancelAll()
    }
  }

  /// Ends the run: work under way is finished, then the lease is given up.
  package func stop() {
    stopping.open()
    elector?.stop()
  }

  private func runUntilStopped(_ body: @escaping @Sendable () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await body() }
      group.addTask { await self.stopping.wait() }
      await group.next()
      // The body ends by itself once the elector has been stopped; without one it is cancelled.
      if self.elector == nil { group.cancelAll() }
    }
  }

  // MARK: Leading

  private func lead() async {
    guard let elector else { return await work(in: .always) }
    while !stopping.isOpen, !Task.isCancelled {
      let end = await elector.run { term in await self.work(in: term) }
      log.termEnded(end)
      if end == .stopped { return }
    }
  }

  private func work(in term: LeaderTerm) async {
    let work = LeaderWork(
      feed: feed, evaluator: evaluator, client: client, term: term, options: options, identity: identity, rule: rule,
      registry: registry, log: log, time: time, seed: seed)
    self.work.withLock { $0 = work }
    if let evaluation = evaluator.current { work.look(at: evaluation) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work.run() }
      group.addTask { await self.history.keep(in: term) { self.stopping.isOpen } }
    }
    self.work.withLock { $0 = nil }
  }
}
