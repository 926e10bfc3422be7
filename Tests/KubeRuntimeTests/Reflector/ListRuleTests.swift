import KubeClient
import KubeCore
import KubeRuntime
import Testing

/// Rules L1–L5 (client-go `reflector_test.go`, `pager_test.go`).
@Suite("Reflector: lists")
struct ListRuleTests {
  @Test(
    "L1 the first list takes any cache, a relist the last resourceVersion, after 410 or one too large a quorum read")
  func resourceVersions() {
    var state = ReflectorState.listing()
    #expect(state.start().summary == "list 0 limit 500")
    _ = state.listed(.at("7"), at: .zero)
    _ = state.opened(at: .zero)
    _ = state.received(.changed(resourceVersion: "9"), at: .zero)
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(state.afterWait(exit) == "list 9")
    #expect(state.listFailed(.expired, at: .zero).summary == "list - limit 500")
    #expect(state.listed(.at("12"), at: .zero).action.summary == "watch 12")
    // A quorum read that went well is forgotten again.
    _ = state.opened(at: .zero)
    let second = state.received(.error(.gone), at: .zero).exit
    #expect(state.afterWait(second) == "list 12")
    #expect(state.listFailed(.tooLarge, at: .zero).summary == "list - limit 500")
  }

  @Test("L2 pages of 500 at 0 and in quorum reads, everything at once from the cache")
  func limits() {
    var state = ReflectorState.watching(from: "7")
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(exit?.waitDuration != nil)
    #expect(state.waited(at: .zero).listOptions?.limit == nil)
    #expect(state.listFailed(.expired, at: .zero).listOptions?.limit == 500)
  }

  @Test("L2 later pages carry the token and no resourceVersion; the list has that of its first page")
  func pages() {
    var state = ReflectorState.listing()
    _ = state.start()
    let second = state.listed(.at("7", continue: "t1"), at: .zero)
    #expect(second == .collect(second.action))
    #expect(second.action.summary == "list - limit 500 +t1")
    #expect(second.action.listOptions?.resourceVersionMatch == nil)
    let third = state.listed(.at("7", continue: "t2"), at: .zero).action
    #expect(third.summary == "list - limit 500 +t2")
    guard case .replace("7", let action) = state.listed(.at("8"), at: .zero) else {
      Issue.record("no replace")
      return
    }
    #expect(action.summary == "watch 7")
  }

  @Test("L2 a server that pages the first list has no cache: relists are paged too")
  func pagedServer() {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    _ = state.listed(.at("7"), at: .zero)
    _ = state.opened(at: .zero)
    let exit = state.received(.error(.expired), at: .zero).exit
    #expect(state.afterWait(exit) == "list 7 limit 500")
  }

  @Test("L2 a token that comes twice ends the list instead of going round for ever")
  func repeatedToken() {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    let verdict = state.listed(.at("7", continue: "t1"), at: .zero)
    #expect(verdict == .discard(verdict.action))
    #expect(state.afterWait(verdict.action) == "list 0 limit 500")
  }

  @Test("L3 expired on a later page: everything at once at the original resourceVersion")
  func fullListIfExpired() {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    #expect(state.listFailed(.expired, at: .zero).summary == "list 0")
    #expect(state.listed(.at("9"), at: .zero).action.summary == "watch 9")
  }

  @Test("L3 where everything at once has expired too, a quorum read follows, then back-off")
  func fullListExpired() {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    _ = state.listFailed(.expired, at: .zero)
    #expect(state.listFailed(.expired, at: .zero).summary == "list - limit 500")
    #expect(state.afterWait(state.listFailed(.expired, at: .zero)) == "list - limit 500")
  }

  @Test(
    "L3 expired or too large on the first page: a quorum read at once",
    arguments: [KubeError.expired, .gone, .tooLarge])
  func unavailable(error: KubeError) {
    var state = ReflectorState.watching(from: "7")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    #expect(state.listFailed(error, at: .zero).summary == "list - limit 500")
  }

  @Test("L3 expired on a later page of a quorum read: everything at once, still from etcd")
  func quorumExpired() {
    var state = ReflectorState.watching(from: "7")
    _ = state.received(.error(.expired), at: .zero)
    _ = state.waited(at: .zero)
    _ = state.listFailed(.expired, at: .zero)
    _ = state.listed(.at("9", continue: "t1"), at: .zero)
    #expect(state.listFailed(.expired, at: .zero).summary == "list -")
  }

  @Test(
    "L4 nothing of a list is kept that does not end",
    arguments: [KubeError.lost, .internalError, .unreadableAnswer("cut"), .forbidden])
  func incomplete(error: KubeError) {
    var state = ReflectorState.listing()
    _ = state.start()
    _ = state.listed(.at("7", continue: "t1"), at: .zero)
    #expect(state.afterWait(state.listFailed(error, at: .zero)) == "list 0 limit 500")
    #expect(state.lastResourceVersion.isEmpty)
  }

  @Test("L5 a list without a resourceVersion is refused")
  func withoutResourceVersion() {
    var state = ReflectorState.listing()
    _ = state.start()
    let verdict = state.listed(.at(""), at: .zero)
    #expect(verdict == .discard(verdict.action))
    #expect(state.afterWait(verdict.action) == "list 0 limit 500")
  }

  @Test("L5 a Table, an HTML page or a cut document is no list")
  func unreadable() {
    var state = ReflectorState.listing()
    _ = state.start()
    #expect(state.afterWait(state.listFailed(.unreadableAnswer("a Table"), at: .zero)) == "list 0 limit 500")
  }
}
