import KubeClient
import KubeCore
import KubeRuntime
import Testing

/// Rules S1–S3 (KEP-3157, client-go `reflector_watchlist_test.go`).
@Suite("Reflector: streaming lists")
struct StreamRuleTests {
  private func end(_ version: String) -> WatchSignal { .bookmark(resourceVersion: version, isInitialEventsEnd: true) }

  @Test("S1 the stream asks for all objects, bookmarks and a time-out, at no resourceVersion, never 0")
  func options() throws {
    var state = ReflectorState(ReflectorSettings(), seed: 1)
    let options = try #require(state.start().watchOptions)
    #expect(options.sendInitialEvents && options.allowsBookmarks)
    #expect(options.resourceVersionMatch == "NotOlderThan")
    #expect(options.resourceVersion == nil)
    #expect((300...600).contains(options.timeoutSeconds))
  }

  @Test("S1 objects are collected up to the bookmark that ends them, then replace once and the same stream goes on")
  func collecting() {
    var state = ReflectorState.streaming()
    #expect(state.received(.added(resourceVersion: "5"), at: .zero) == .collect)
    #expect(state.received(.bookmark(resourceVersion: "6", isInitialEventsEnd: false), at: .zero) == .pass)
    #expect(state.received(.changed(resourceVersion: "7"), at: .zero) == .collect)
    #expect(state.lastResourceVersion.isEmpty)
    #expect(state.received(end("8"), at: .zero) == .replace(resourceVersion: "8"))
    #expect(state.lastResourceVersion == "8")
    #expect(state.received(.added(resourceVersion: "9"), at: .zero) == .apply)
    #expect(state.lastResourceVersion == "9")
    #expect(state.ended(at: .seconds(400)).summary == "watch 9")
  }

  @Test("S1 a relist streams from the last resourceVersion")
  func relist() {
    var state = ReflectorState.streamed(at: "8")
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(state.afterWait(exit) == "stream 8")
  }

  @Test(
    "S2 expired or too large: streams again at once without a resourceVersion",
    arguments: [KubeError.expired, .tooLarge])
  func unavailable(error: KubeError) {
    var state = ReflectorState.streamed(at: "8")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    #expect(state.watchFailed(error, at: .zero).summary == "stream -")
    // Without a resourceVersion there is nothing left to give way: it waits.
    #expect(state.afterWait(state.watchFailed(error, at: .zero)) == "stream -")
  }

  @Test("S2 expired within the stream too")
  func expiredInStream() {
    var state = ReflectorState.streamed(at: "8")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    _ = state.opened(at: .zero)
    #expect(state.received(.error(.expired), at: .zero).exit?.summary == "stream -")
  }

  @Test("S2 an ERROR 500 within the stream: a plain list now, whatever time watches are given for such errors")
  func errorInStream() {
    for retry in [Duration.zero, .seconds(60)] {
      var state = ReflectorState.streaming { $0.internalErrorRetry = retry }
      _ = state.received(.added(resourceVersion: "5"), at: .zero)
      #expect(state.received(.error(.internalError), at: .zero).exit?.summary == "list 0 limit 500")
    }
  }

  @Test("S2 refused or 429: waits and streams again", arguments: [KubeError.refused, .tooManyRequests])
  func busy(error: KubeError) {
    var state = ReflectorState(ReflectorSettings(), seed: 1)
    _ = state.start()
    #expect(state.afterWait(state.watchFailed(error, at: .zero)) == "stream -")
  }

  @Test(
    "S2 any other answer: a plain list now, and streaming is tried again the next time",
    arguments: [KubeError.invalid, .forbidden, .unauthorized, .internalError, .unavailable, .unreadableAnswer("HTML")])
  func fallback(error: KubeError) {
    var state = ReflectorState(ReflectorSettings(), seed: 1)
    _ = state.start()
    #expect(state.watchFailed(error, at: .zero).summary == "list 0 limit 500")
    #expect(state.afterWait(state.listFailed(.forbidden, at: .zero)) == "stream -")
    #expect(state.watchFailed(error, at: .zero).summary == "list 0 limit 500")
    #expect(state.listed(.at("7"), at: .zero).action.summary == "watch 7")
    _ = state.opened(at: .zero)
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(state.afterWait(exit) == "stream 7")
  }

  @Test(
    "S2 no answer or a broken stream: a plain list the next time, for something between may let no stream pass",
    arguments: [KubeError.timedOut, .lost])
  func broken(error: KubeError) {
    var state = ReflectorState(ReflectorSettings(), seed: 1)
    _ = state.start()
    #expect(state.afterWait(state.watchFailed(error, at: .zero)) == "list 0 limit 500")
    #expect(state.afterWait(state.listFailed(error, at: .zero)) == "stream -")
    _ = state.opened(at: .zero)
    #expect(state.afterWait(state.watchFailed(error, at: .zero)) == "list 0 limit 500")
  }

  @Test("S2 a streamed list that outruns its reader: at once in pages, from etcd, and so from now on")
  func tooSlow() {
    var state = ReflectorState(ReflectorSettings(), seed: 1)
    _ = state.start()
    _ = state.opened(at: .zero)
    #expect(state.watchFailed(.tooSlow, at: .zero).summary == "list - limit 500")
    #expect(state.listed(.at("7"), at: .zero).action.summary == "watch 7")
    _ = state.opened(at: .zero)
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(state.afterWait(exit) == "list - limit 500")
  }

  @Test("S2 a plain list that outruns its reader: the same, once; a page that does is waited with")
  func tooSlowList() {
    var state = ReflectorState.listing()
    _ = state.start()
    #expect(state.listFailed(.tooSlow, at: .zero).summary == "list - limit 500")
    #expect(state.afterWait(state.listFailed(.tooSlow, at: .zero)) == "list - limit 500")
  }

  @Test("S2 a stream that ends before its bookmark is tried again; one that ends at once gives way to a list")
  func endedEarly() {
    var state = ReflectorState.streaming()
    _ = state.received(.added(resourceVersion: "5"), at: .zero)
    #expect(state.afterWait(state.ended(at: .seconds(3))) == "stream -")
    _ = state.opened(at: .seconds(5))
    #expect(state.ended(at: .seconds(5)).summary == "list 0 limit 500")
  }

  @Test("S2 a stream that never ends its list is left for a plain list after 30 silent seconds")
  func silent() {
    var state = ReflectorState.streaming()
    #expect(state.idleBound == .seconds(30))
    #expect(state.silent(at: .seconds(30)).summary == "list 0 limit 500")
  }

  @Test("S3 streaming is on as in client-go since 1.35, and can be turned off")
  func defaults() {
    #expect(ReflectorSettings().usesWatchList)
    var state = ReflectorState.listing()
    #expect(state.start().summary == "list 0 limit 500")
  }
}
