import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import Support
import Telemetry

/// What only the leader does: the reconcilers of one term, and the Events that tell of their work.
final class LeaderWork: Sendable {
  private let netRisks: Controller<NetRiskReconciler>
  private let cluster: Controller<ClusterNetRiskReconciler>
  private let discovery: Controller<DiscoveryReconciler>
  private let events: EventRecorder
  private let feed: ClusterFeed

  init(
    feed: ClusterFeed, evaluator: Evaluator, client: KubeClient, term: LeaderTerm, options: OperatorOptions,
    identity: OperatorIdentity, rule: Lock<WriteRule>, registry: MetricRegistry, log: any OperatorLog,
    time: any TimeSource, seed: UInt64
  ) {
    self.feed = feed
    let writes = registry.counter(
      "netrisk_status_writes_total", help: "Statuses that were written, by kind.", labels: ["kind"])
    let writer = StatusWriter(client, term: term) { writes.with($0.kind).increment() }
    let events = EventRecorder(
      APIEventSink(client), controller: NetRiskAPI.controller, instance: identity.name, time: time, seed: seed)
    self.events = events
    func controller<Work: Reconciler>(
      _ name: String, _ reconciler: Work, _ triggers: [ControllerTrigger], workers: Int = 1
    ) -> Controller<Work> {
      Controller(
        reconciler, triggers: triggers, workers: workers,
        queue: WorkQueue(time: time, metrics: WorkQueueMetrics(registry, name: name)), time: time,
        metrics: ControllerMetrics(registry, name: name)
      ) { key, error in log.failed(name, key, error) }
    }
    netRisks = controller(
      "netrisk",
      NetRiskReconciler(feed: feed, evaluator: evaluator, writer: writer, rule: rule, time: time) { netRisk, status in
        RiskTransition(netRisk, status: status)?.record(in: events)
      }, feed.netRisks.stores.map { ControllerTrigger($0) }, workers: 4)
    cluster = controller(
      "clusternetrisk",
      ClusterNetRiskReconciler(feed: feed, evaluator: evaluator, writer: writer, rule: rule, time: time),
      feed.clusterNetRisks.stores.map { store in
        ControllerTrigger(store) { _ in [ClusterNetRiskReconciler.key] }
      })
    discovery = controller(
      "discovery",
      DiscoveryReconciler(feed: feed, evaluator: evaluator, writer: writer, mode: options.discovery),
      feed.netRisks.stores.map { store in ControllerTrigger(store) { _ in [DiscoveryReconciler.key] } })
  }

  /// An evaluation is there: everything is looked at again.
  func look(at evaluation: Evaluation) {
    discovery.queue.add(DiscoveryReconciler.key)
    cluster.queue.add(ClusterNetRiskReconciler.key)
    for netRisk in feed.netRisks.objects { netRisks.queue.add(netRisk.key) }
  }

  /// Works until the task is cancelled; returns when what was under way is done and what was to be told is told.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.netRisks.run() }
      group.addTask { await self.cluster.run() }
      group.addTask { await self.discovery.run() }
      group.addTask { await self.events.run() }
    }
  }
}
