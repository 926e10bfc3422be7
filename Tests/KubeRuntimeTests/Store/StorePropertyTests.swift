import KubeCore
import KubeRuntime
import Support
import Testing

/// The store against a dictionary, and its subscribers against the store.
@Suite("Store: random events")
struct StorePropertyTests {
  /// What a server and a careful client would hold.
  private struct Twin {
    var objects: [String: Sample] = [:]
    var version = 0
    var uids = 0
    var random: SplitMix64

    mutating func change() -> StoreChange<Sample> {
      version += 1
      let name = "p\(Int.random(in: 0..<40, using: &random))"
      if let known = objects[name], Int.random(in: 0..<3, using: &random) == 0 {
        objects[name] = nil
        return .delete(Sample(name, version, uid: known.metadata.uid))
      }
      if objects[name] == nil { uids += 1 }
      let object = Sample(name, version, uid: objects[name]?.metadata.uid ?? "u\(uids)")
      objects[name] = object
      return .upsert(object)
    }

    var texts: [String] { objects.values.map(\.text).sorted() }
  }

  /// What a subscriber makes of its deltas, checking that each fits what went before.
  private struct Follower {
    var objects: [String: Sample] = [:]
    var syncs = 0

    mutating func follow(_ delta: StoreDelta<Sample>) {
      switch delta {
      case .added(let new):
        #expect(objects.updateValue(new, forKey: new.metadata.name) == nil, "\(delta.text) twice")
      case .updated(let old, let new):
        #expect(objects.updateValue(new, forKey: new.metadata.name) == old, "\(delta.text) from another state")
      case .deleted(let last, _):
        #expect(objects.removeValue(forKey: last.metadata.name)?.metadata.uid == last.metadata.uid, "\(delta.text)")
      case .synced: syncs += 1
      }
    }
  }

  @Test("Any mix of events, lists, duplicates and slow readers ends in the same objects", arguments: 0..<40)
  func random(seed: UInt64) {
    var twin = Twin(random: SplitMix64(seed: seed))
    let store = Store<Sample>()
    // One reader of each kind: prompt, slow, and slower than its limit.
    var readers = [10_000, 50, 5].map { (subscriber: store.subscribe(limit: $0), follower: Follower()) }
    var history: [StoreChange<Sample>] = []
    for _ in 0..<2000 {
      switch Int.random(in: 0..<100, using: &twin.random) {
      case 0..<2:
        for _ in 0..<Int.random(in: 0..<20, using: &twin.random) { _ = twin.change() }
        store.replace(Array(twin.objects.values), at: twin.version)
        history.removeAll()
      case 2..<10:
        // A broken server says something again.
        if let again = history.randomElement(using: &twin.random) { store.apply([again]) }
      default:
        guard store.isSynced else { continue }
        let change = twin.change()
        history.append(change)
        store.apply([change])
      }
      for index in readers.indices where Int.random(in: 0..<[1, 9, 400][index], using: &twin.random) == 0 {
        let batch = readers[index].subscriber.takeAvailable(max: 7)
        for delta in batch?.deltas ?? [] { readers[index].follower.follow(delta) }
      }
    }
    store.replace(Array(twin.objects.values), at: twin.version)
    #expect(store.snapshot().sorted().map(\.text).sorted() == twin.texts)
    for index in readers.indices {
      while let batch = readers[index].subscriber.takeAvailable() {
        for delta in batch.deltas { readers[index].follower.follow(delta) }
      }
      #expect(readers[index].follower.objects.values.map(\.text).sorted() == twin.texts, "reader \(index)")
      #expect(readers[index].follower.syncs == 1)
    }
  }

  @Test("A subscriber that does not read holds no more deltas than there are objects")
  func bounded() {
    let store = Store<Sample>()
    store.replace([], at: 1)
    let subscriber = store.subscribe(limit: 100)
    for version in 2..<50_000 { store.apply([.upsert(Sample("p\(version % 200)", version))]) }
    var deltas = 0
    while let batch = subscriber.takeAvailable() {
      #expect(batch.isCoalesced)
      deltas += batch.deltas.count
    }
    #expect(deltas == 201)
    store.apply([.upsert(Sample("p1", 60_000))])
    #expect(subscriber.takeAvailable()?.isCoalesced == false)
  }

  @Test("A table grows and shrinks without losing an object", arguments: [0, 1, 7, 8, 9, 64, 1000, 5000])
  func table(count: Int) {
    var table = ObjectTable<Sample>()
    for index in 0..<count { table.insert(StoredObject(Sample("p\(index)", index + 1))) }
    #expect(table.count == count)
    #expect(table.all.count == count)
    for index in 0..<count { #expect(table["", "p\(index)"]?.object.metadata.resourceVersion == String(index + 1)) }
    for index in 0..<count where index % 3 > 0 { #expect(table.remove(namespace: "", name: "p\(index)") != nil) }
    #expect(table.remove(namespace: "", name: "p1") == nil)
    #expect(Set(table.all.map(\.object.metadata.name)) == Set((0..<count).filter { $0 % 3 == 0 }.map { "p\($0)" }))
    for index in 0..<count { table.remove(namespace: "", name: "p\(index)") }
    #expect(table.count == 0 && table.all.isEmpty)
  }
}
