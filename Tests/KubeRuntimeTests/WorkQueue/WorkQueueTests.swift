import KubeRuntime
import Support
import Telemetry
import TestSupport
import Testing

/// client-go `queue_test.go`, `delaying_queue_test.go`, `rate_limiting_queue_test.go`.
@Suite("Work queue")
struct WorkQueueTests {
  private let time = ManualTime()

  @Test("Keys come first in, first out, each once however often it was added")
  func order() async {
    let queue = WorkQueue<String>(time: time)
    for key in ["b", "a", "b", "c", "a"] { queue.add(key) }
    #expect(queue.count == 3)
    #expect([await queue.next(), await queue.next(), await queue.next()] == ["b", "a", "c"])
    #expect(queue.count == 0)
  }

  @Test("A key that is added while in work comes once more, when the work is done")
  func reAdded() async {
    let queue = WorkQueue<String>(time: time)
    queue.add("a")
    #expect(await queue.next() == "a")
    queue.add("a")
    queue.add("a")
    #expect(queue.count == 0)
    queue.done("a")
    #expect(queue.count == 1)
    #expect(await queue.next() == "a")
    queue.done("a")
    #expect(queue.count == 0)
  }

  @Test("A key that is added again while in work goes behind those that wait")
  func fairness() async {
    let queue = WorkQueue<String>(time: time)
    queue.add("a")
    queue.add("b")
    #expect(await queue.next() == "a")
    queue.add("a")
    queue.done("a")
    #expect(await queue.next() == "b")
    #expect(await queue.next() == "a")
  }

  @Test("No key is ever with two workers, and none is lost")
  func exclusive() async {
    let queue = WorkQueue<Int>(time: time)
    let inWork = Lock<Set<Int>>([])
    let worked = Lock<[Int: Int]>([:])
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while let key = await queue.next() {
            #expect(inWork.withLock { $0.insert(key).inserted })
            await Task.yield()
            worked.withLock { $0[key, default: 0] += 1 }
            inWork.withLock { _ = $0.remove(key) }
            queue.done(key)
          }
        }
      }
      for round in 0..<2000 {
        queue.add(round % 20)
        if round % 50 == 0 { await Task.yield() }
      }
      await queue.drain()
    }
    #expect(worked.withLock { $0.count } == 20)
  }

  @Test("After shut-down nothing is taken in, what is queued is handed out, then nil")
  func shutDown() async {
    let queue = WorkQueue<String>(time: time)
    queue.add("a")
    queue.add("c", after: .seconds(1))
    queue.shutDown()
    queue.add("b")
    queue.add("b", after: .zero)
    #expect(queue.isShuttingDown)
    #expect(await queue.next() == "a")
    #expect(await queue.next() == nil)
    time.advance(by: .seconds(2))
    #expect(queue.promote(at: time.uptime()) == nil)
    #expect(await queue.next() == nil)
  }

  @Test("A key added while in work does not come back once the queue is shut down, one added before does")
  func shutDownInWork() async {
    let queue = WorkQueue<String>(time: time)
    queue.add("a")
    #expect(await queue.next() == "a")
    queue.add("a")
    queue.shutDown()
    queue.done("a")
    #expect(await queue.next() == "a")
    queue.add("a")
    queue.done("a")
    #expect(await queue.next() == nil)
  }

  @Test("Draining returns when all work is done, and when it is shut down instead")
  func drain() async {
    for isForced in [false, true] {
      let queue = WorkQueue<String>(time: time)
      queue.add("a")
      queue.add("b")
      #expect(await queue.next() == "a")
      let drained = Lock(false)
      let drain = Task {
        await queue.drain()
        drained.withLock { $0 = true }
      }
      while !queue.isShuttingDown { await Task.yield() }
      if isForced {
        // Again until the drain has begun to wait.
        while !drained.withLock({ $0 }) {
          queue.shutDown()
          await Task.yield()
        }
      } else {
        queue.done("a")
        #expect(await queue.next() == "b")
        #expect(!drained.withLock { $0 })
        queue.done("b")
      }
      await drain.value
    }
  }

  @Test("A waiting worker gets the next key, and nil when it is cancelled or the queue is shut down")
  func waiting() async {
    let queue = WorkQueue<String>(time: time)
    async let first = queue.next()
    queue.add("a")
    #expect(await first == "a")
    let second = Task { await queue.next() }
    second.cancel()
    #expect(await second.value == nil)
    async let third = queue.next()
    queue.shutDown()
    #expect(await third == nil)
  }

  @Test("A key that no cancelled worker took is there for the next")
  func cancelledWorker() async {
    let queue = WorkQueue<Int>(time: time)
    for round in 0..<200 {
      let worker = Task { await queue.next() }
      if round % 2 == 0 { await Task.yield() }
      worker.cancel()
      queue.add(round)
      if let key = await worker.value {
        #expect(key == round)
      } else {
        #expect(await queue.next() == round)
      }
      queue.done(round)
    }
  }

  @Test("A delayed key comes when it is due, at the earlier of two times")
  func delayed() async throws {
    let queue = WorkQueue<String>(time: time)
    let run = Task { try await queue.run() }
    queue.add("a", after: .seconds(10))
    queue.add("b", after: .seconds(5))
    queue.add("a", after: .seconds(2))
    queue.add("a", after: .seconds(20))
    await time.settled([.seconds(2)])
    time.advance(by: .seconds(1))
    #expect(queue.promote(at: time.uptime()) == .seconds(2))
    #expect(queue.count == 0)
    time.advance(by: .seconds(1))
    #expect(await queue.next() == "a")
    await time.settled([.seconds(3)])
    time.advance(by: .seconds(3))
    #expect(await queue.next() == "b")
    // The later times of "a" were overtaken by the earlier one.
    time.advance(by: .seconds(30))
    #expect(queue.promote(at: time.uptime()) == nil)
    #expect(queue.count == 0)
    queue.shutDown()
    try await run.value
  }

  @Test("A delayed key that was added meanwhile is not doubled")
  func delayedAndAdded() async {
    let queue = WorkQueue<String>(time: time)
    queue.add("a", after: .seconds(1))
    queue.add("a")
    time.advance(by: .seconds(1))
    queue.promote(at: time.uptime())
    #expect(queue.count == 1)
  }

  @Test("Failures wait 5 ms, doubled each time, up to 1000 s; forgetting starts over")
  func exponential() {
    var limiter = RetryLimiter<String>(bucket: TokenBucket(perSecond: 1e9, burst: 1_000_000))
    var waits: [Duration] = []
    for _ in 0..<70 { waits.append(limiter.when("a", at: .zero)) }
    #expect(
      waits.prefix(5) == [.milliseconds(5), .milliseconds(10), .milliseconds(20), .milliseconds(40), .milliseconds(80)])
    #expect(waits[17] == .milliseconds(655_360))
    #expect(waits[18...].allSatisfy { $0 == .seconds(1000) })
    #expect(limiter.failures(of: "a") == 70)
    #expect(limiter.when("b", at: .zero) == .milliseconds(5))
    limiter.forget("a")
    #expect(limiter.failures(of: "a") == 0)
    #expect(limiter.when("a", at: .zero) == .milliseconds(5))
  }

  @Test("All keys share ten retries a second behind a burst of a hundred")
  func bucket() {
    var limiter = RetryLimiter<Int>()
    for key in 0..<100 { #expect(limiter.when(key, at: .zero) == .milliseconds(5)) }
    #expect(limiter.when(100, at: .zero) == .milliseconds(100))
    #expect(limiter.when(101, at: .zero) == .milliseconds(200))
    // A second later ten more tokens are there, two of them owed.
    for key in 200..<208 { #expect(limiter.when(key, at: .seconds(1)) == .milliseconds(5)) }
    #expect(limiter.when(300, at: .seconds(1)) > .milliseconds(90))
  }

  @Test("A key that failed is queued after its wait; its failures are counted until forgotten")
  func rateLimited() async {
    let queue = WorkQueue<String>(time: time)
    queue.addRateLimited("a")
    queue.addRateLimited("a")
    #expect(queue.requeues(of: "a") == 2)
    #expect(queue.promote(at: time.uptime()) == .milliseconds(5))
    time.advance(by: .milliseconds(5))
    queue.promote(at: time.uptime())
    #expect(queue.count == 1)
    queue.forget("a")
    #expect(queue.requeues(of: "a") == 0)
  }

  @Test("The metrics are those of client-go's queues")
  func metrics() async {
    let registry = MetricRegistry()
    let queue = WorkQueue<String>(time: time, metrics: WorkQueueMetrics(registry, name: "netrisk"))
    queue.add("a")
    queue.add("b")
    queue.add("a")
    time.advance(by: .seconds(2))
    #expect(await queue.next() == "a")
    #expect(await queue.next() == "b")
    queue.addRateLimited("c")
    time.advance(by: .seconds(3))
    queue.done("b")
    time.advance(by: .seconds(1))
    let page = registry.exposition()
    for line in [
      "workqueue_adds_total{name=\"netrisk\"} 2", "workqueue_depth{name=\"netrisk\"} 0",
      "workqueue_queue_duration_seconds_count{name=\"netrisk\"} 2",
      "workqueue_queue_duration_seconds_sum{name=\"netrisk\"} 4",
      "workqueue_work_duration_seconds_sum{name=\"netrisk\"} 3",
      "workqueue_unfinished_work_seconds{name=\"netrisk\"} 4",
      "workqueue_longest_running_processor_seconds{name=\"netrisk\"} 4", "workqueue_retries_total{name=\"netrisk\"} 1",
      "workqueue_work_duration_seconds_bucket{name=\"netrisk\",le=\"1e-08\"} 0",
      "workqueue_work_duration_seconds_bucket{name=\"netrisk\",le=\"10\"} 1",
    ] { #expect(page.contains(line + "\n"), "\(line)") }
  }
}
