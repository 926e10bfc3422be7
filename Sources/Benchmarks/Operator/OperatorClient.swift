import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Schedules
import Support
import Telemetry

/// The operator in a process of its own, until its standard input ends. `begin` and `end NAME` measure what lies
/// between.
enum OperatorClient {
  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 1 else { throw Failure("client-operator KUBECONFIG") }
    let bench = try BenchClient("protobuf", kubeconfig: arguments[0])
    let zones: [String: TimeZoneRules] = [:]
    let theOperator = Operator(
      bench.client, options: OperatorOptions(), identity: OperatorIdentity(name: "bench", namespace: "netrisk-system"),
      settings: EvaluationSettings(zones: zones), registry: MetricRegistry(seriesLimit: 2000), log: QuietLog(),
      time: bench.time, seed: 1)
    let task = Task { await theOperator.run() }
    let clock = ContinuousClock()
    var (start, cpu) = (clock.now, CPUTime.now)
    for await line in Line.input {
      let words = line.split(separator: " ")
      if words.first == "begin" { (start, cpu) = (clock.now, CPUTime.now) }
      guard words.first == "end", let name = words.last else { continue }
      Line.figure("\(name)-share", (CPUTime.now - cpu) / ((clock.now - start) / .seconds(1)) * 100)
      Line.figure("\(name)-resident", ProcessStatus.memory("VmRSS"))
      Line.figure("\(name)-peak", ProcessStatus.memory("VmHWM"))
    }
    theOperator.stop()
    await task.value
    await bench.shutdown()
  }
}

private struct QuietLog: OperatorLog {
  func heard(_ notice: ReflectorNotice, about resource: APIResource) {}
  func failed(_ controller: String, _ key: ObjectKey, _ error: ReconcileError) {}
  func termEnded(_ end: LeaderElector.End) {}
  func historyFailed(_ reason: String) {}
}
