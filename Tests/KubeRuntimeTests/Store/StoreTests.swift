import KubeCore
import KubeRuntime
import Testing

@Suite("Store")
struct StoreTests {
  @Test("L4 a replace swaps everything at once and tells what vanished, with the last known state")
  func replace() {
    let store = Store<Sample>()
    let subscriber = store.subscribe()
    store.replace([Sample("a", 1), Sample("b", 2)], at: 2)
    #expect(Set(subscriber.takeTexts()) == ["+a@1", "+b@2", "synced"])
    store.apply([.upsert(Sample("b", 3))])
    _ = subscriber.takeTexts()
    store.replace([Sample("a", 4), Sample("c", 5)], at: 6)
    #expect(Set(subscriber.takeTexts()) == ["a@1>a@4", "?b@3", "+c@5"])
    #expect(store.texts == ["a@4", "c@5"])
    #expect(store.snapshot().resourceVersion == "6")
  }

  @Test("Until a list is complete nothing of it is seen")
  func invisible() {
    let store = Store<Sample>()
    store.replace([Sample("a", 1)], at: 1)
    var replacement = StoreReplacement(over: store)
    replacement.insert(Sample("b", 2))
    #expect(store.texts == ["a@1"])
    #expect(replacement.count == 1)
  }

  @Test("What a list says again is not told again")
  func noOps() {
    let store = Store<Sample>()
    let subscriber = store.subscribe()
    store.replace([Sample("a", 1)], at: 1)
    _ = subscriber.takeTexts()
    store.replace([Sample("a", 1)], at: 7)
    #expect(store.apply([.upsert(Sample("a", 1))]) == 0)
    #expect(subscriber.takeTexts().isEmpty)
  }

  @Test("R4 events come in order: added, updated with both states, deleted with the last")
  func order() {
    let store = Store<Sample>()
    store.replace([], at: 1)
    let subscriber = store.subscribe()
    store.apply([
      .upsert(Sample("a", 2)), .upsert(Sample("b", 3)), .upsert(Sample("a", 4)), .delete(Sample("b", 5)),
      .upsert(Sample("b", 6)),
    ])
    #expect(subscriber.takeTexts() == ["synced", "+a@2", "+b@3", "a@2>a@4", "-b@5", "+b@6"])
  }

  @Test("Another uid is another object: the old one was deleted unseen")
  func recreated() {
    let store = Store<Sample>()
    store.replace([Sample("a", 1, uid: "x"), Sample("b", 2, uid: "x")], at: 2)
    let subscriber = store.subscribe()
    _ = subscriber.takeTexts()
    store.apply([.upsert(Sample("a", 3, uid: "y"))])
    #expect(subscriber.takeTexts() == ["?a@1", "+a@3"])
    store.replace([Sample("a", 3, uid: "y"), Sample("b", 4, uid: "y")], at: 5)
    #expect(subscriber.takeTexts() == ["?b@2", "+b@4"])
  }

  @Test("R3 an older state, and a deletion older than the state, change nothing")
  func older() {
    let store = Store<Sample>()
    store.replace([Sample("a", 10)], at: 10)
    #expect(store.apply([.upsert(Sample("a", 9)), .delete(Sample("a", 9))]) == 0)
    #expect(store.texts == ["a@10"])
  }

  @Test("R3 an event that comes again after the deletion brings nothing back to life")
  func ghosts() {
    let store = Store<Sample>()
    store.replace([], at: 1)
    let subscriber = store.subscribe()
    store.apply([.upsert(Sample("a", 2)), .delete(Sample("a", 3)), .upsert(Sample("a", 2)), .delete(Sample("a", 3))])
    #expect(subscriber.takeTexts() == ["synced", "+a@2", "-a@3"])
    store.apply([.upsert(Sample("a", 4))])
    #expect(store.texts == ["a@4"])
  }

  @Test("R3 graves are bounded, and the latest are kept")
  func graves() {
    let store = Store<Sample>()
    for index in 0..<3000 { store.apply([.upsert(Sample("p\(index)", 5)), .delete(Sample("p\(index)", 6))]) }
    #expect(store.apply([.upsert(Sample("p2999", 5))]) == 0)
    #expect(store.apply([.upsert(Sample("p0", 5))]) == 1)
  }

  @Test("W5 the same name in two namespaces is two objects")
  func namespaces() {
    let store = Store<Sample>()
    store.replace([Sample("a", 1, namespace: "x"), Sample("a", 2, namespace: "y")], at: 2)
    #expect(store["x", "a"]?.metadata.resourceVersion == "1")
    #expect(store["y", "a"]?.metadata.resourceVersion == "2")
    #expect(store["", "a"] == nil)
    #expect(store.count == 2)
  }

  @Test("A snapshot never changes")
  func snapshots() {
    let store = Store<Sample>()
    store.replace((0..<200).map { Sample("p\($0)", $0 + 1) }, at: 200)
    let before = store.snapshot()
    for index in 0..<200 { store.apply([.upsert(Sample("p\(index)", 1000 + index))]) }
    store.apply([.delete(Sample("p7", 2000))])
    #expect(before.count == 200)
    #expect(before["", "p7"]?.metadata.resourceVersion == "8")
    #expect(store.snapshot()["", "p7"] == nil)
    #expect(store.snapshot()["", "p8"]?.metadata.resourceVersion == "1008")
  }

  @Test("A relist keeps the objects that are the same instead of new copies")
  func reuse() throws {
    let store = Store<Sample>()
    store.replace([Sample("a", 1), Sample("b", 2)], at: 2)
    var replacement = StoreReplacement(over: store)
    replacement.insert(Sample("a", 1))
    replacement.insert(Sample("b", 3))
    let before = try #require(store.stored("a"))
    store.replace(with: replacement, resourceVersion: "3")
    #expect(store.stored("a") === before)
    #expect(store.stored("b")?.object.metadata.resourceVersion == "3")
  }

  @Test("A late subscriber gets what exists, then synced, then changes")
  func lateSubscriber() {
    let store = Store<Sample>()
    let early = store.subscribe()
    store.replace([Sample("a", 1)], at: 1)
    let late = store.subscribe()
    store.apply([.upsert(Sample("a", 2))])
    #expect(late.takeTexts() == ["+a@1", "synced", "a@1>a@2"])
    #expect(early.takeTexts() == ["+a@1", "synced", "a@1>a@2"])
  }

  @Test("R2 a resync delivers every object again with itself")
  func resync() {
    let store = Store<Sample>()
    store.replace([Sample("a", 1)], at: 1)
    let subscriber = store.subscribe()
    _ = subscriber.takeTexts()
    store.resync()
    #expect(subscriber.takeTexts() == ["a@1>a@1"])
  }

  @Test("Whoever waits for the first list goes on when it is there")
  func waiting() async {
    let store = Store<Sample>()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<3 {
        group.addTask {
          await store.waitUntilSynced()
          return store.isSynced
        }
      }
      store.replace([], at: 1)
      for await isSynced in group { #expect(isSynced) }
    }
  }

  @Test("Cancelling whoever waits for the first list, or for a delta, ends the wait")
  func cancelled() async {
    let store = Store<Sample>()
    let subscriber = store.subscribe()
    let waits = Task { await store.waitUntilSynced() }
    let reads = Task { await subscriber.next() }
    waits.cancel()
    reads.cancel()
    await waits.value
    #expect(await reads.value == nil)
    #expect(!store.isSynced)
  }
}

extension Store where Object == Sample {
  func stored(_ name: String) -> StoredObject<Sample>? { snapshot().stored("", name) }
}
