import KubeClient
import KubeCore
import Support

extension LeaderElector {
  /// Returns when this leads, or when the task is cancelled.
  func standBy() async {
    _ = await step()
    if isLeading { return }
    async let _: Void = follow()
    while !isLeading, await waitUntilDue() { _ = await step() }
  }

  /// Waits for the next look, which what is heard meanwhile may move. False where the task is cancelled.
  private func waitUntilDue() async -> Bool {
    while !Task.isCancelled {
      let rest = state.withLock { $0.dueAt } - time.uptime()
      if rest <= .zero { return true }
      await news.wait(atMost: rest, time)
    }
    return false
  }

  /// Keeps a watch of the Lease open until the task is cancelled.
  private func follow() async {
    var backoff = Backoff(
      Backoff.Settings(initial: settings.retryPeriod, cap: .seconds(60), jitter: 0.2, healthyAfter: .seconds(120)),
      seed: state.withLock { $0.random.next() })
    while !Task.isCancelled {
      await hear()
      note { $0.watchEnded(at: $1) }
      do { try await time.sleep(for: backoff.next(at: time.uptime())) } catch { return }
    }
  }

  /// One watch, up to its end. Why it ends does not matter: looks go on without it.
  private func hear() async {
    guard let stream = try? await client.watch() else { return }
    defer { stream.cancel() }
    while let events = try? await stream.next() {
      for event in events { note { $0.heard(event, at: $1) } }
    }
  }

  private func note(_ change: (inout LeaderState, Duration) -> Void) {
    let now = time.uptime()
    state.withLock { change(&$0, now) }
    news.fire()
  }
}
