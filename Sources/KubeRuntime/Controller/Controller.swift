package import KubeCore
package import Support

/// Runs a Reconciler for the keys of a work queue (controller-runtime `Controller`): one key with one worker at a time,
/// back-off for failures here and nowhere else.
package final class Controller<Work: Reconciler>: Sendable {
  private let reconciler: Work
  private let triggers: [ControllerTrigger]
  private let workers: Int
  private let time: any TimeSource
  private let metrics: ControllerMetrics?
  private let failed: @Sendable (ObjectKey, ReconcileError) -> Void
  private let stopping = Gate()
  package let queue: WorkQueue<ObjectKey>

  /// - Parameters:
  ///   - workers: how many keys are worked on at once.
  ///   - failed: told of each failure, for a log; it must return at once.
  package init(
    _ reconciler: Work, triggers: [ControllerTrigger], workers: Int = 1, queue: WorkQueue<ObjectKey>,
    time: any TimeSource, metrics: ControllerMetrics? = nil,
    failed: @escaping @Sendable (ObjectKey, ReconcileError) -> Void = { _, _ in }
  ) {
    self.reconciler = reconciler
    self.triggers = triggers
    self.workers = max(workers, 1)
    self.queue = queue
    self.time = time
    self.metrics = metrics
    self.failed = failed
    metrics?.configured(workers: self.workers)
  }

  /// Collects keys at once, works on them when all stores have had their first list; returns after ``stop()`` when all
  /// work is done, or when the task is cancelled.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await self.queue.run() }
      for trigger in triggers { group.addTask { await self.pass(on: trigger) } }
      await work()
      group.cancelAll()
    }
    queue.shutDown()
  }

  /// Takes in nothing new; returns when the queue is empty and all work is done.
  package func stop() async {
    stopping.open()
    await queue.drain()
  }

  private func pass(on trigger: ControllerTrigger) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await trigger.run(self.queue) }
      group.addTask { await self.stopping.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  private func work() async {
    guard await waitForStores() else { return }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<workers {
        group.addTask { while let key = await self.queue.next() { await self.step(key) } }
      }
    }
  }

  /// Reconciling before everything is known would take what is missing for what is gone. False where the run ends first.
  private func waitForStores() async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await self.stopping.wait()
        return false
      }
      group.addTask {
        for trigger in self.triggers { await trigger.waitUntilSynced() }
        return !Task.isCancelled
      }
      let isSynced = await group.next() ?? false
      group.cancelAll()
      // Nothing can be worked on: whoever drains the queue must not wait for it.
      if !isSynced { self.queue.discard() }
      return isSynced
    }
  }

  /// Works on one key that was taken from the queue.
  package func step(_ key: ObjectKey) async {
    metrics?.began()
    let start = time.uptime()
    let (result, isTerminal) = await reconcile(key)
    metrics?.ended(result, isTerminal: isTerminal, after: time.uptime() - start)
    queue.done(key)
  }

  private func reconcile(_ key: ObjectKey) async -> (ControllerMetrics.Result, isTerminal: Bool) {
    do throws(ReconcileError) {
      let outcome = try await reconciler.reconcile(key)
      queue.forget(key)
      guard case .recheck(let delay) = outcome else { return (.success, false) }
      queue.add(key, after: delay)
      return (.requeueAfter, false)
    } catch {
      failed(key, error)
      switch error {
      case .retry:
        queue.addRateLimited(key)
        return (.error, false)
      case .stalled:
        queue.forget(key)
        return (.error, true)
      }
    }
  }
}
