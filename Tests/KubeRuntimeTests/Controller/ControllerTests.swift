import KubeCore
import KubeRuntime
import Support
import Telemetry
import TestSupport
import Testing

/// Answers as scripted, and notes what it is asked.
private final class ScriptedReconciler: Reconciler {
  private struct State {
    var answers: [Result<Outcome, ReconcileError>] = []
    var calls: [String] = []
    var active = 0
    var mostActive = 0
  }

  private let state = Lock(State())
  let called = Signal()

  init(_ answers: [Result<Outcome, ReconcileError>] = []) { state.withLock { $0.answers = answers } }

  var calls: [String] { state.withLock { $0.calls } }
  var mostActive: Int { state.withLock { $0.mostActive } }

  func reconcile(_ key: ObjectKey) async throws(ReconcileError) -> Outcome {
    let answer = state.withLock { state in
      state.calls.append(key.name)
      state.active += 1
      state.mostActive = max(state.mostActive, state.active)
      return state.answers.isEmpty ? .success(.settled) : state.answers.removeFirst()
    }
    for _ in 0..<5 { await Task.yield() }
    state.withLock { $0.active -= 1 }
    called.fire()
    return try answer.get()
  }

  func calls(atLeast count: Int) async { while calls.count < count { await called.wait() } }
}

@Suite("Controller")
struct ControllerTests {
  private let time = ManualTime()
  private let store = Store<Sample>()
  private let registry = MetricRegistry()

  private func key(_ name: String) -> ObjectKey { ObjectKey(kind: "Namespace", namespace: "", name: name) }

  private func controller(_ reconciler: ScriptedReconciler, workers: Int = 1) -> Controller<ScriptedReconciler> {
    Controller(
      reconciler, triggers: [ControllerTrigger(store)], workers: workers, queue: WorkQueue(time: time), time: time,
      metrics: ControllerMetrics(registry, name: "netrisk"))
  }

  @Test("Nothing is reconciled before the stores have had their first list; then everything that exists")
  func waits() async {
    let reconciler = ScriptedReconciler()
    let controller = controller(reconciler)
    let run = Task { await controller.run() }
    controller.queue.add(key("early"))
    for _ in 0..<50 { await Task.yield() }
    #expect(reconciler.calls.isEmpty)
    store.replace([Sample("a", 1), Sample("b", 2)], at: 2)
    await reconciler.calls(atLeast: 3)
    #expect(Set(reconciler.calls) == ["early", "a", "b"])
    store.apply([.upsert(Sample("a", 3)), .delete(Sample("b", 4))])
    await reconciler.calls(atLeast: 5)
    #expect(reconciler.calls.suffix(2) == ["a", "b"])
    await controller.stop()
    await run.value
  }

  @Test("Different keys run at once up to the number of workers")
  func concurrency() async {
    let reconciler = ScriptedReconciler()
    let controller = controller(reconciler, workers: 3)
    store.replace((0..<40).map { Sample("p\($0)", $0 + 1) }, at: 40)
    let run = Task { await controller.run() }
    await reconciler.calls(atLeast: 40)
    await controller.stop()
    await run.value
    #expect((2...3).contains(reconciler.mostActive))
  }

  @Test("A failure is tried again with back-off, a success ends it, a recheck comes when it is due")
  func outcomes() async {
    let reconciler = ScriptedReconciler([
      .failure(.retry("x")), .failure(.retry("x")), .success(.recheck(after: .seconds(60))), .success(.settled),
    ])
    let controller = controller(reconciler)
    let queue = controller.queue
    for (due, requeues): (Duration?, Int) in [
      (.milliseconds(5), 1), (.milliseconds(10), 2), (.seconds(60), 0), (nil, 0),
    ] {
      queue.add(key("a"))
      guard let next = await queue.next() else { break }
      await controller.step(next)
      #expect(queue.promote(at: time.uptime()).map { $0 - time.uptime() } == due)
      #expect(queue.requeues(of: key("a")) == requeues)
      time.advance(by: .seconds(3600))
      queue.promote(at: time.uptime())
      #expect(queue.count == (due == nil ? 0 : 1))
    }
    #expect(reconciler.calls.count == 4)
  }

  @Test("A stalled object is not tried again until something changes")
  func stalled() async {
    let reconciler = ScriptedReconciler([.failure(.retry("x")), .failure(.stalled("y"))])
    let controller = controller(reconciler)
    for _ in 0..<2 {
      controller.queue.add(key("a"))
      time.advance(by: .seconds(1))
      if let next = await controller.queue.next() { await controller.step(next) }
    }
    time.advance(by: .seconds(5000))
    controller.queue.promote(at: time.uptime())
    #expect(controller.queue.requeues(of: key("a")) == 0)
    let page = registry.exposition()
    for line in [
      "controller_runtime_reconcile_total{controller=\"netrisk\",result=\"error\"} 2",
      "controller_runtime_reconcile_total{controller=\"netrisk\",result=\"success\"} 0",
      "controller_runtime_reconcile_errors_total{controller=\"netrisk\"} 2",
      "controller_runtime_terminal_reconcile_errors_total{controller=\"netrisk\"} 1",
      "controller_runtime_active_workers{controller=\"netrisk\"} 0",
      "controller_runtime_max_concurrent_reconciles{controller=\"netrisk\"} 1",
      "controller_runtime_reconcile_time_seconds_count{controller=\"netrisk\"} 2",
    ] { #expect(page.contains(line + "\n"), "\(line)") }
  }

  @Test("Stopping finishes what is queued and takes in nothing new")
  func stop() async {
    let reconciler = ScriptedReconciler()
    let controller = controller(reconciler)
    store.replace((0..<10).map { Sample("p\($0)", $0 + 1) }, at: 10)
    let run = Task { await controller.run() }
    await reconciler.calls(atLeast: 1)
    await controller.stop()
    let count = reconciler.calls.count
    store.apply([.upsert(Sample("late", 99))])
    await run.value
    #expect(count == 10)
    #expect(reconciler.calls.count == 10)
  }

  @Test("A controller whose stores never come can be stopped, and cancelled")
  func neverSynced() async {
    for isCancelled in [false, true] {
      let controller = controller(ScriptedReconciler())
      controller.queue.add(key("a"))
      let run = Task { await controller.run() }
      if isCancelled { run.cancel() } else { await controller.stop() }
      await run.value
    }
  }
}

@Suite("Shutdown")
struct ShutdownTests {
  private let time = ManualTime()
  private let log = Lock<[String]>([])

  private func part(_ name: String) -> @Sendable () async -> Void {
    { [log] in
      for _ in 0..<10 { await Task.yield() }
      log.withLock { $0.append(name) }
    }
  }

  @Test("Stages end in their order, whatever the order in which parts were named")
  func order() async {
    var shutdown = Shutdown(time: time)
    for stage in [Shutdown.Stage.transport, .lease, .workers, .reflectors, .intake, .events] {
      shutdown.add(stage, part("\(stage)"))
    }
    #expect(await shutdown.run().isEmpty)
    #expect(log.withLock { $0 } == ["intake", "workers", "events", "reflectors", "lease", "transport"])
  }

  @Test("A part that does not stop holds up its own stage only; the lease is kept while work may go on")
  func late() async {
    var shutdown = Shutdown(time: time, grace: .seconds(5))
    shutdown.add(.intake, part("intake"))
    shutdown.add(.workers) { [time] in try? await time.sleep(for: .seconds(3600)) }
    shutdown.add(.lease, part("lease"))
    shutdown.add(.transport, part("transport"))
    let run = Task { [shutdown] in await shutdown.run() }
    await time.sleepers(atLeast: 2)
    time.advance(by: .seconds(5))
    #expect(await run.value == [.workers])
    #expect(log.withLock { $0 } == ["intake", "transport"])
  }
}
