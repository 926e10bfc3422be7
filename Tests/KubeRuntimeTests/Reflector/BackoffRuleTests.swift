import KubeClient
import KubeCore
import KubeRuntime
import Testing

/// Rules B1, R1 and R3.
@Suite("Reflector: back-off and guards")
struct BackoffRuleTests {
  @Test("B1 waits double from 0.8 s to 30 s, each up to twice as long by jitter")
  func doubling() {
    var backoff = Backoff(.reflector, seed: 7)
    var now: Duration = .zero
    for base in [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30] {
      let wait = backoff.next(at: now)
      #expect(wait >= .seconds(base) && wait < .seconds(base * 2), "\(wait) at \(base)")
      now += wait
    }
  }

  @Test("B1 jitter spreads over the whole range")
  func jitter() {
    let waits = (0..<200).map { seed in
      var backoff = Backoff(.reflector, seed: UInt64(seed))
      return backoff.next(at: .zero)
    }.sorted()
    #expect(waits[0] < .milliseconds(850))
    #expect(waits[100] > .milliseconds(1100) && waits[100] < .milliseconds(1300))
    #expect(waits[199] > .milliseconds(1550))
  }

  @Test("B1 after two healthy minutes it starts over, not before")
  func reset() {
    var backoff = Backoff(.reflector, seed: 7)
    var now: Duration = .zero
    for _ in 0..<4 { now += backoff.next(at: now) }
    now += .milliseconds(119_999)
    #expect(backoff.next(at: now) >= .milliseconds(12_800))
    now += .seconds(26 + 120)
    #expect(backoff.next(at: now) < .milliseconds(1600))
  }

  @Test("B1 in the first minute of an outage no wait is longer than 4 s, so that a restart is noticed within 5 s")
  func shortOutage() throws {
    var state = ReflectorState.watching(from: "7")
    var now: Duration = .seconds(400)
    _ = state.ended(at: now)
    while now < .seconds(460) {
      let wait = try #require(state.watchFailed(.refused, at: now).waitDuration)
      #expect(wait < .seconds(4))
      now += wait
      _ = state.waited(at: now)
    }
    let wait = try #require(state.watchFailed(.refused, at: now).waitDuration)
    #expect(wait >= .seconds(30))
  }

  @Test("R1 Retry-After is the least wait, and the request is repeated as it is")
  func retryAfter() throws {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    let busy = KubeError.refusal(429, "TooManyRequests", retryAfter: .seconds(17))
    for _ in 0..<10 {
      let action = state.listFailed(busy, at: .zero)
      #expect(try #require(action.waitDuration) >= .seconds(17))
      #expect(state.afterWait(action) == "list - limit 500 +t1")
    }
    // Then it is a failure as any other.
    #expect(state.afterWait(state.listFailed(busy, at: .zero)) == "list 0 limit 500")
  }

  @Test("R1 500 with Retry-After repeats a watch, without it leads to a list")
  func watchRetryAfter() throws {
    var state = ReflectorState.watching(from: "7")
    _ = state.ended(at: .seconds(400))
    let starting = KubeError.refusal(500, "InternalError", retryAfter: .seconds(5))
    let action = state.watchFailed(starting, at: .seconds(400))
    #expect(try #require(action.waitDuration) >= .seconds(5))
    #expect(state.afterWait(action) == "watch 7")
    #expect(state.afterWait(state.watchFailed(.internalError, at: .seconds(410))) == "list 7")
  }

  @Test("R1 a page that comes starts the count of ten over")
  func retryAfterCount() {
    var state = ReflectorState.listing()
    _ = state.start()
    let busy = KubeError.refusal(429, "TooManyRequests", retryAfter: .seconds(1))
    for page in 1...5 {
      for _ in 0..<9 { _ = state.afterWait(state.listFailed(busy, at: .zero)) }
      _ = state.listed(.at("7", continue: "t\(page)"), at: .zero)
    }
    #expect(state.afterWait(state.listFailed(busy, at: .zero)) == "list - limit 500 +t5")
  }

  @Test("R3 a list that is older than what was seen is refused; a quorum read is next")
  func olderList() {
    var state = ReflectorState.watching(from: "100")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    let verdict = state.listed(.at("99"), at: .zero)
    #expect(verdict == .discard(verdict.action))
    #expect(state.lastResourceVersion == "100")
    #expect(state.afterWait(verdict.action) == "list - limit 500")
    #expect(state.listed(.at("100"), at: .zero).action.summary == "watch 100")
  }

  @Test("R3 a streamed list that is older than what was seen is refused")
  func olderStream() {
    var state = ReflectorState.streamed(at: "100")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    _ = state.opened(at: .zero)
    let verdict = state.received(.bookmark(resourceVersion: "99", isInitialEventsEnd: true), at: .zero)
    #expect(state.afterWait(verdict.exit) == "stream -")
    #expect(state.lastResourceVersion == "100")
  }

  @Test("R3 where quorum reads have been older for five minutes, etcd was restored and the list is taken")
  func restored() {
    var state = ReflectorState.watching(from: "100")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    _ = state.listed(.at("9"), at: .zero)
    _ = state.waited(at: .seconds(2))
    for second in [2, 60, 200, 301] {
      let verdict = state.listed(.at("9"), at: .seconds(second))
      #expect(verdict == .discard(verdict.action))
      _ = state.waited(at: .seconds(second))
    }
    #expect(state.listed(.at("9"), at: .seconds(302)).action.summary == "watch 9")
  }

  @Test("R3 an event or a bookmark out of order does not take the resourceVersion back")
  func olderEvents() {
    var state = ReflectorState.watching(from: "100")
    #expect(state.received(.changed(resourceVersion: "103"), at: .zero) == .apply)
    #expect(state.received(.changed(resourceVersion: "102"), at: .zero) == .apply)
    _ = state.received(.bookmark(resourceVersion: "98", isInitialEventsEnd: false), at: .zero)
    #expect(state.lastResourceVersion == "103")
  }

  @Test(
    "R3 resourceVersions compare as decimal integers, and not at all otherwise",
    arguments: [
      ("9", "10", true), ("10", "9", false), ("10", "10", false),
      ("99999999999999999999", "100000000000000000000", true),
      ("a", "b", false), ("1", "b", false), ("", "1", false), ("01", "2", false), ("0", "1", true), ("1", "-2", false),
    ])
  func comparison(left: String, right: String, isOlder: Bool) {
    #expect(ResourceVersion.isOlder(left, than: right) == isOlder)
  }
}
