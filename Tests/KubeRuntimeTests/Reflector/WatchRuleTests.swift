import KubeClient
import KubeCore
import KubeRuntime
import Testing

/// Rules W1–W5 (client-go `reflector_test.go`).
@Suite("Reflector: watches")
struct WatchRuleTests {
  @Test("W1 bookmarks, and time-outs spread evenly over 300 to 600 seconds")
  func options() throws {
    var state = ReflectorState.watching(from: "7")
    var timeouts: [Int] = []
    for round in 1...400 {
      let options = try #require(state.ended(at: .seconds(round * 400)).watchOptions)
      #expect(options.allowsBookmarks && !options.sendInitialEvents)
      #expect(options.resourceVersion == "7" && options.resourceVersionMatch == nil)
      timeouts.append(options.timeoutSeconds)
      _ = state.opened(at: .seconds(round * 400))
    }
    #expect(timeouts.allSatisfy { (300...600).contains($0) })
    #expect((425...475).contains(timeouts.reduce(0, +) / timeouts.count))
    #expect(Set(timeouts).count > 150)
  }

  @Test("W1 every event and bookmark moves the resourceVersion")
  func moves() {
    var state = ReflectorState.watching(from: "7")
    for (signal, version) in [
      (WatchSignal.added(resourceVersion: "8"), "8"), (.changed(resourceVersion: "9"), "9"),
      (.bookmark(resourceVersion: "20", isInitialEventsEnd: false), "20"),
    ] {
      _ = state.received(signal, at: .zero)
      #expect(state.lastResourceVersion == version)
    }
    #expect(state.ended(at: .seconds(400)).summary == "watch 20")
  }

  @Test("W1 after a list at 0, initial ADDED events do not move it, the first other event does")
  func initialEvents() {
    var state = ReflectorState.watching(from: "0")
    #expect(state.received(.added(resourceVersion: "30"), at: .zero) == .apply)
    #expect(state.received(.added(resourceVersion: "12"), at: .zero) == .apply)
    #expect(state.lastResourceVersion == "0")
    #expect(state.received(.changed(resourceVersion: "31"), at: .zero) == .apply)
    #expect(state.lastResourceVersion == "31")
    _ = state.received(.added(resourceVersion: "32"), at: .zero)
    #expect(state.lastResourceVersion == "32")
  }

  @Test("W2 a stream that ends is opened again from the last resourceVersion, without a list")
  func ends() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.ended(at: .seconds(1)).summary == "watch 7")
    _ = state.opened(at: .seconds(1))
    _ = state.received(.bookmark(resourceVersion: "8", isInitialEventsEnd: false), at: .seconds(1))
    #expect(state.ended(at: .seconds(1)).summary == "watch 8")
  }

  @Test("W2 a stream that breaks is opened again without a list", arguments: [KubeError.lost, .timedOut, .tooSlow])
  func breaks(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    _ = state.received(.changed(resourceVersion: "8"), at: .zero)
    #expect(state.watchFailed(error, at: .seconds(2)).summary == "watch 8")
    _ = state.opened(at: .seconds(2))
    // One that breaks at once is given time.
    #expect(state.afterWait(state.watchFailed(error, at: .seconds(2))) == "watch 8")
  }

  @Test("W2 a watch that ends within a second without an event leads to back-off and a list")
  func veryShort() {
    var state = ReflectorState.watching(from: "7", at: .seconds(10))
    #expect(state.afterWait(state.ended(at: .milliseconds(10_999))) == "list 7")
  }

  @Test(
    "W3 ERROR 410 leads to back-off and a list from the last resourceVersion", arguments: [KubeError.expired, .gone])
  func expired(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    #expect(state.afterWait(state.received(.error(error), at: .seconds(5)).exit) == "list 7")
  }

  @Test("W3 ERROR 429 leads to back-off and the same watch")
  func tooManyRequests() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.afterWait(state.received(.error(.tooManyRequests), at: .seconds(5)).exit) == "watch 7")
  }

  @Test("W3 ERROR 500 leads to a list; with a time for it, to the same watch until the time is over")
  func internalError() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.afterWait(state.received(.error(.internalError), at: .seconds(5)).exit) == "list 7")

    state = ReflectorState.watching(from: "7") { $0.internalErrorRetry = .seconds(20) }
    #expect(state.afterWait(state.received(.error(.internalError), at: .seconds(5)).exit) == "watch 7")
    _ = state.opened(at: .seconds(7))
    #expect(state.afterWait(state.received(.error(.internalError), at: .seconds(24)).exit) == "watch 7")
    _ = state.opened(at: .seconds(26))
    #expect(state.afterWait(state.received(.error(.internalError), at: .seconds(26)).exit) == "list 7")
  }

  @Test("W3 any other ERROR leads to back-off and a list", arguments: [KubeError.forbidden, .tooLarge, .unavailable])
  func otherErrors(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    #expect(state.afterWait(state.received(.error(error), at: .seconds(5)).exit) == "list 7")
  }

  @Test(
    "W4 where no server answers, or with 429, the same watch is opened again after a wait",
    arguments: [
      KubeError.refused, .timedOut, .lost, .tooManyRequests, .unavailable, .refusal(502, ""), .refusal(504, ""),
      .credentials("no token"),
    ])
  func retriable(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    _ = state.ended(at: .seconds(400))
    for round in 0..<20 {
      #expect(state.afterWait(state.watchFailed(error, at: .seconds(400 + round))) == "watch 7")
    }
  }

  @Test(
    "W4 other answers lead to back-off and a list",
    arguments: [KubeError.expired, .tooLarge, .forbidden, .unauthorized, .internalError, .unreadableAnswer("HTML")])
  func notRetriable(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    _ = state.ended(at: .seconds(400))
    #expect(state.afterWait(state.watchFailed(error, at: .seconds(400))) == "list 7")
  }

  @Test("W5 what cannot be read moves nothing; it is a change that is missed, which a list brings")
  func unreadable() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.afterWait(state.received(.unreadable, at: .zero).exit) == "list 7")
    #expect(state.lastResourceVersion == "7")
    state = .streaming()
    #expect(state.received(.unreadable, at: .zero).exit?.summary == "list 0 limit 500")
  }

  @Test("W5 an object without a name or a resourceVersion is passed over")
  func nameless() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.received(.added(resourceVersion: ""), at: .zero) == .pass)
    #expect(state.received(.bookmark(resourceVersion: "", isInitialEventsEnd: false), at: .zero) == .pass)
    #expect(state.lastResourceVersion == "7")
    #expect(state.isWatching)
  }

  @Test("R3 what is older than the watch's beginning is no news, and no sign that the watch works")
  func oldNews() {
    var state = ReflectorState.watching(from: "10")
    #expect(state.received(.added(resourceVersion: "9"), at: .zero) == .pass)
    #expect(state.received(.changed(resourceVersion: "11"), at: .zero) == .apply)
    // Out of order, and news nevertheless.
    #expect(state.received(.changed(resourceVersion: "13"), at: .zero) == .apply)
    #expect(state.received(.added(resourceVersion: "12"), at: .zero) == .apply)
    _ = state.ended(at: .zero)
    _ = state.opened(at: .zero)
    #expect(state.received(.added(resourceVersion: "12"), at: .zero) == .pass)
    #expect(state.afterWait(state.ended(at: .milliseconds(1))) == "list 13")
  }

  @Test("R3 behind a streamed list what is older than its end is no news; in a watch from anywhere everything is")
  func oldNewsOfStreams() {
    var state = ReflectorState.streaming()
    #expect(state.received(.added(resourceVersion: "3"), at: .zero) == .collect)
    _ = state.received(.bookmark(resourceVersion: "8", isInitialEventsEnd: true), at: .zero)
    #expect(state.received(.added(resourceVersion: "7"), at: .zero) == .pass)
    #expect(state.received(.added(resourceVersion: "9"), at: .zero) == .apply)
    state = .watching(from: "0")
    #expect(state.received(.added(resourceVersion: "3"), at: .zero) == .apply)
  }

  @Test("A watch that is silent for 90 s is opened again without a list")
  func silent() {
    var state = ReflectorState.watching(from: "7")
    #expect(state.idleBound == .seconds(90))
    #expect(state.silent(at: .seconds(90)).summary == "watch 7")
  }
}
