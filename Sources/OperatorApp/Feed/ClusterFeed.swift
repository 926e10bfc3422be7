import ClusterModel
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support
import Telemetry

/// Every kind that the operator watches, and the model that their changes go into.
final class ClusterFeed: Sendable {
  let pods: KindFeed<Pod>
  let namespaces: KindFeed<Namespace>
  let nodes: KindFeed<Node>
  let services: KindFeed<Service>
  let policies: KindFeed<NetworkPolicy>
  let cronJobs: KindFeed<CronJob>
  let jobs: KindFeed<Job>
  let replicaSets: KindFeed<ReplicaSet>
  let deployments: KindFeed<Deployment>
  let statefulSets: KindFeed<StatefulSet>
  let daemonSets: KindFeed<DaemonSet>
  let endpointSlices: KindFeed<EndpointSlice>
  let netRisks: KindFeed<NetRisk>
  let clusterNetRisks: KindFeed<ClusterNetRisk>

  let model: Lock<ClusterModel>
  /// Fires when an evaluation may come out differently.
  let changed = Signal()
  private let time: any TimeSource
  private let charged: @Sendable (ChurnSource) -> Void

  /// - Parameter charged: told of each sync request; it must return at once.
  init(
    _ client: KubeClient, options: FeedOptions, model: ClusterModel, time: any TimeSource,
    charged: @escaping @Sendable (ChurnSource) -> Void = { _ in }
  ) {
    self.charged = charged
    self.model = Lock(model)
    self.time = time
    var seed = SplitMix64(seed: options.seed)
    func feed<Object: Resource>(_ client: KubeClient, _ type: Object.Type) -> KindFeed<Object> {
      KindFeed(
        client, namespaces: options.namespaces, settings: options.settings(Object.resource), time: time,
        seed: seed.next(), metrics: options.registry.map { ReflectorMetrics($0, name: Object.resource.plural) },
        notice: options.notice)
    }
    // Protobuf has no names for what a slim kind skips, and a CronJob is wanted whole: for its Deployment.
    let json = client.with(format: .json)
    pods = feed(client, Pod.self)
    namespaces = feed(client, Namespace.self)
    nodes = feed(client, Node.self)
    services = feed(client, Service.self)
    policies = feed(client, NetworkPolicy.self)
    cronJobs = feed(json, CronJob.self)
    jobs = feed(client, Job.self)
    replicaSets = feed(client, ReplicaSet.self)
    deployments = feed(client, Deployment.self)
    statefulSets = feed(client, StatefulSet.self)
    daemonSets = feed(client, DaemonSet.self)
    endpointSlices = feed(client, EndpointSlice.self)
    netRisks = feed(client, NetRisk.self)
    clusterNetRisks = feed(client, ClusterNetRisk.self)
  }

  /// Follows the server until the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.pods.run { self.take($0, KubeObject.pod) } }
      group.addTask { await self.namespaces.run { self.take($0, KubeObject.namespace) } }
      group.addTask { await self.nodes.run { self.take($0, KubeObject.node) } }
      group.addTask { await self.services.run { self.take($0, KubeObject.service) } }
      group.addTask { await self.policies.run { self.take($0, KubeObject.networkPolicy) } }
      group.addTask { await self.cronJobs.run { self.take($0, KubeObject.cronJob) } }
      group.addTask { await self.jobs.run { self.take($0, KubeObject.job) } }
      group.addTask { await self.replicaSets.run { self.take($0, KubeObject.replicaSet) } }
      group.addTask { await self.deployments.run { self.take($0, KubeObject.deployment) } }
      group.addTask { await self.statefulSets.run { self.take($0, KubeObject.statefulSet) } }
      group.addTask { await self.daemonSets.run { self.take($0, KubeObject.daemonSet) } }
      group.addTask { await self.endpointSlices.run { self.take($0, KubeObject.endpointSlice) } }
      group.addTask { await self.netRisks.run { self.takeRequests($0) { $0.isSameRequest(as: $1) } } }
      group.addTask { await self.clusterNetRisks.run { self.takeRequests($0) { $0.isSameRequest(as: $1) } } }
    }
  }

  // MARK: Changes

  private func take<Object: Resource>(_ batch: StoreBatch<Object>, _ wrap: (Object) -> KubeObject) {
    let now = time.now()
    let isStructural = model.withLock { model in
      let before = model.structure
      for delta in batch.deltas {
        guard let (change, isUnseen) = ObjectDelta.of(delta, wrap) else {
          model.invalidate()
          continue
        }
        if let source = model.apply(change, isListed: batch.isListed || isUnseen, at: now) { charged(source) }
      }
      return model.structure != before
    }
    if isStructural { changed.fire() }
  }

  /// NetRisk's own objects: a status that was written is no change of what is asked for.
  private func takeRequests<Object: Resource>(_ batch: StoreBatch<Object>, _ isSame: (Object, Object) -> Bool) {
    let isStructural = batch.deltas.contains { delta in
      if case .updated(let old, let new) = delta { !isSame(old, new) } else { true }
    }
    guard isStructural else { return }
    model.withLock { $0.invalidate() }
    changed.fire()
  }

  // MARK: How well it goes

  var statuses: [FeedStatus] {
    [
      FeedStatus(pods), FeedStatus(namespaces), FeedStatus(nodes), FeedStatus(services), FeedStatus(policies),
      FeedStatus(cronJobs), FeedStatus(jobs), FeedStatus(replicaSets), FeedStatus(deployments),
      FeedStatus(statefulSets), FeedStatus(daemonSets), FeedStatus(endpointSlices), FeedStatus(netRisks),
      FeedStatus(clusterNetRisks),
    ]
  }

  /// Whether the first list of every kind has come or was refused: before, what is missing would be taken for gone.
  var isSettled: Bool { statuses.allSatisfy(\.isSettled) }

  /// All objects that an evaluation looks at, pods only as far as their templates do not stand for them.
  func objectsForEvaluation() -> [KubeObject] {
    let all = pods.objects
    // Few are left: only they need an order that does not depend on the store.
    let pods = model.withLock { $0.podsForEvaluation(all) }.sorted { $0.key < $1.key }
    return pods.map(KubeObject.pod) + namespaces.objects.map(KubeObject.namespace)
      + nodes.objects.map(KubeObject.node) + services.objects.map(KubeObject.service)
      + policies.objects.map(KubeObject.networkPolicy) + cronJobs.objects.map(KubeObject.cronJob)
      + jobs.objects.map(KubeObject.job) + replicaSets.objects.map(KubeObject.replicaSet)
      + deployments.objects.map(KubeObject.deployment) + statefulSets.objects.map(KubeObject.statefulSet)
      + daemonSets.objects.map(KubeObject.daemonSet)
  }
}

/// How a feed follows the server.
struct FeedOptions: Sendable {
  /// Those that are watched; empty for all.
  var namespaces: [String] = []
  /// Of back-off and time-outs; another one for each process.
  var seed: UInt64
  var registry: MetricRegistry?
  var reflector = ReflectorSettings()
  var notice: @Sendable (APIResource, ReflectorNotice) -> Void = { _, _ in }

  /// NetRisk's own kinds come and go with their CRDs: whoever brings them back wants rows, not a wait of half a minute.
  func settings(_ resource: APIResource) -> ReflectorSettings {
    guard resource.group == NetRiskAPI.group else { return reflector }
    var settings = reflector
    settings.backoff.cap = min(settings.backoff.cap, .seconds(2))
    return settings
  }
}

extension NetRisk {
  /// Whether somebody asks for the same: status and versions aside.
  fileprivate func isSameRequest(as other: NetRisk) -> Bool {
    spec == other.spec && metadata.uid == other.metadata.uid && metadata.annotations == other.metadata.annotations
      && metadata.labels == other.metadata.labels && metadata.generation == other.metadata.generation
  }
}

extension ClusterNetRisk {
  fileprivate func isSameRequest(as other: ClusterNetRisk) -> Bool {
    spec == other.spec && metadata.uid == other.metadata.uid && metadata.annotations == other.metadata.annotations
      && metadata.generation == other.metadata.generation
  }
}

extension ObjectDelta {
  /// A store's delta with its object wrapped; with whether its happening was missed. `nil` for the mark that the first
  /// list is complete.
  fileprivate static func of<Object: Resource>(
    _ delta: StoreDelta<Object>, _ wrap: (Object) -> KubeObject
  ) -> (ObjectDelta, isUnseen: Bool)? {
    switch delta {
    case .added(let object): (.added(wrap(object)), false)
    case .updated(let old, let new): (.updated(old: wrap(old), new: wrap(new)), false)
    case .deleted(let object, let isUnseen): (.deleted(wrap(object)), isUnseen)
    case .synced: nil
    }
  }
}
