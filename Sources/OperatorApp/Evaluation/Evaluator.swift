import ClusterModel
import Dispatch
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// Evaluates the cluster whenever something changed that an evaluation depends on, and publishes the result.
///
/// Changes that come together share one evaluation; in a busy cluster the pauses grow with what an evaluation costs, so
/// that evaluating never takes more than ``share`` of a processor.
final class Evaluator: Sendable {
  /// Changes are collected for so long.
  static let debounce: Duration = .milliseconds(100)
  /// The part of one processor that evaluations may take.
  static let share = 0.25

  private let feed: ClusterFeed
  private let settings: EvaluationSettings
  private let time: any TimeSource
  private let state = Lock<Evaluation?>(nil)
  private let published: @Sendable (Evaluation, Duration) -> Void
  private let prepare: @Sendable () -> Void
  /// An evaluation takes a while: not on the threads that requests are waited for on.
  private let queue = DispatchQueue(label: "netrisk.evaluation")

  /// - Parameters:
  ///   - prepare: called once, when all kinds are known and nothing was evaluated yet.
  ///   - published: told of each evaluation; it must return at once.
  init(
    _ feed: ClusterFeed, settings: EvaluationSettings, time: any TimeSource,
    prepare: @escaping @Sendable () -> Void, published: @escaping @Sendable (Evaluation, Duration) -> Void
  ) {
    self.feed = feed
    self.settings = settings
    self.time = time
    self.prepare = prepare
    self.published = published
  }

  /// The latest evaluation; `nil` before the first.
  var current: Evaluation? { state.withLock { $0 } }

  /// Evaluates until the task is cancelled; begins when all kinds are known.
  func run() async {
    while !Task.isCancelled {
      await feed.changed.wait(atMost: waitForNextChange, time)
      if Task.isCancelled { return }
      do { try await time.sleep(for: Self.debounce) } catch { return }
      guard feed.isSettled, isDue else { continue }
      if current == nil { prepare() }
      let start = time.uptime()
      await step()
      let pause = (time.uptime() - start) * (1 / Self.share - 1)
      do { try await time.sleep(for: pause) } catch { return }
    }
  }

  /// One evaluation.
  func step() async {
    let start = time.uptime()
    let evaluation = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.evaluate()) }
    }
    state.withLock { $0 = evaluation }
    published(evaluation, time.uptime() - start)
    queue.async { Allocator.releaseUnused() }
  }

  private var isDue: Bool {
    guard let current else { return true }
    return feed.model.withLock { $0.structure } != current.structure
      || current.nextChange.map { $0 <= time.now() } ?? false
  }

  private var waitForNextChange: Duration {
    guard let next = current?.nextChange else { return .seconds(3600) }
    let now = time.now()
    return max(.seconds(next.seconds - now.seconds), .zero)
  }

  // MARK: One evaluation

  private func evaluate() -> Evaluation {
    let now = time.now()
    // The revision first: what changes meanwhile is looked at again.
    let (structure, ledger) = feed.model.withLock { ($0.structure, $0.recorder.ledger) }
    let netRisks = feed.netRisks.objects.sorted { $0.key < $1.key }
    let cluster = feed.clusterNetRisks.objects.first
    var options = EvaluationOptions(now: now, zones: settings.zones, localZone: settings.localZone)
    options.thresholds = settings.thresholds
    options.engine = settings.engine
    options.catalogue = settings.catalogue
    options.observed = ledger
    options.unscheduledRequestsPerHour = ledger.unscheduledRequestsPerHour
    options.syncRequestBudget = cluster?.spec.budget.syncRequestsPerHour.map(Double.init)
    let (valid, refused) = RiskEngine.validate(feed.objectsForEvaluation(), options: options)
    let snapshot = Snapshot(objects: valid)
    let workloads = WorkloadIndex(WorkloadBuilder.workloads(of: snapshot))
    let requests = NetRiskRequests(netRisks, cluster, workloads: workloads)
    options.profiles = requests.profiles
    options.workloadBudgets = requests.budgets
    options.exceptions = requests.exceptions
    let assessment = Assessment(snapshot, options: options)
    let report = RiskEngine.report(assessment, refused: refused)
    let context = StatusContext(
      report: report, churn: ChurnObservation(ledger),
      gaps: feed.statuses.compactMap { InputGap($0) }, now: now, isolatesTenants: settings.isolatesTenants)
    var generations = Dictionary(netRisks.map { ($0.metadata.uid, $0.metadata.generation) }) { $1 }
    if let cluster { generations[cluster.metadata.uid] = cluster.metadata.generation }
    return Evaluation(
      structure: structure, context: context, generations: generations,
      nextChange: FindingException.nextEnd(requests.exceptions, in: snapshot, after: now),
      workloads: workloads)
  }
}

extension FindingException {
  /// When the next of these exceptions, or of those that annotations make, ends.
  fileprivate static func nextEnd(
    _ exceptions: [FindingException], in snapshot: Snapshot, after now: Timestamp
  ) -> Timestamp? {
    let annotated = snapshot.annotatedObjects.flatMap { read($0.annotations, of: $0.key) }
    return (exceptions + annotated).compactMap(\.endTime).filter { $0 > now }.min()
  }
}
