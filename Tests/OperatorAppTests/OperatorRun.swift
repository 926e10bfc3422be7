import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Schedules
import Support
import Telemetry

/// An operator at work in this process.
final class OperatorRun: Sendable {
  let theOperator: Operator
  let registry: MetricRegistry
  private let log = RunLog()
  private let task: Task<Void, Never>

  init(
    _ client: KubeClient, name: String = "one", time: any TimeSource = realTime,
    _ change: (inout OperatorOptions) -> Void = { _ in }
  ) {
    var options = OperatorOptions()
    change(&options)
    let registry = MetricRegistry()
    self.registry = registry
    let zones: [String: TimeZoneRules] = ["UTC": .utc, "Etc/UTC": .utc, "Europe/Berlin": .utc]
    let running = Operator(
      client, options: options, identity: OperatorIdentity(name: name, namespace: "netrisk-system"),
      settings: EvaluationSettings(zones: zones), registry: registry, log: log, time: time, seed: 1)
    theOperator = running
    task = Task { await running.run() }
  }

  /// What was said of the churn history.
  var saidOfHistory: [String] { log.history.withLock { $0 } }

  /// Ends it as a signal does.
  func stop() async {
    theOperator.stop()
    await task.value
  }

  /// Ends it as a crash does: nothing is given up or finished.
  func crash() async {
    task.cancel()
    await task.value
  }
}

/// Keeps what is said of the history, and nothing else.
private final class RunLog: OperatorLog {
  let history = Lock<[String]>([])

  func heard(_ notice: ReflectorNotice, about resource: APIResource) {}
  func failed(_ controller: String, _ key: ObjectKey, _ error: ReconcileError) {}
  func termEnded(_ end: LeaderElector.End) {}
  func historyFailed(_ reason: String) { history.withLock { $0.append(reason) } }
}

/// What the API server says of one kind, as a test waits for it: events of a watch, never the clock.
final class Watcher<Object: Resource>: Sendable {
  let store = Store<Object>()
  private let subscriber: StoreSubscriber<Object>
  private let task: Task<Void, Never>

  init(_ client: KubeClient) {
    subscriber = store.subscribe(limit: 1_000_000)
    let reflector = Reflector(APIListerWatcher<Object>(client), into: store, time: realTime, seed: 7)
    task = Task { try? await reflector.run() }
  }

  /// Returns when the objects are as `isMet` wants them; the suite's time limit ends a wait in vain.
  func until(_ isMet: ([Object]) -> Bool) async {
    while !isMet(store.snapshot().sorted()) { if await subscriber.next() == nil { return } }
  }

  /// Returns when the object of that name is as `isMet` wants it.
  func until(_ namespace: String, _ name: String, _ isMet: (Object?) -> Bool) async {
    while !isMet(store[namespace, name]) { if await subscriber.next() == nil { return } }
  }

  func stop() async {
    task.cancel()
    await task.value
  }
}

extension NetRisk {
  var level: String? { statusTree?["risk"]?["level"]?.stringValue }

  func condition(_ type: String) -> Tree? {
    statusTree?["conditions"]?.elements.first { $0["type"] == .string(type) }
  }

  func summary(_ field: String) -> Tree? { statusTree?["summary"]?[field] }

  var findings: [String] { statusTree?["findings"]?.elements.compactMap { $0["code"]?.stringValue } ?? [] }
}
