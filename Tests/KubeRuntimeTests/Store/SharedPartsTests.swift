import KubeCore
import KubeRuntime
import Testing

@Suite("What the states of an object share")
struct SharedPartsTests {
  private func pod(_ version: Int, app: String = "web", image: String = "registry.example/team/web:1") -> Pod {
    var pod = Pod()
    pod.metadata = ObjectMeta(namespace: "web", name: "web-1", labels: ["app": app])
    pod.metadata.uid = "a9732314-8180-4c90-af0b-000000000001"
    pod.metadata.resourceVersion = String(version)
    var owner = OwnerReference()
    owner.name = "web"
    pod.metadata.ownerReferences = [owner]
    var container = Container()
    container.image = image
    pod.spec.containers = [container]
    var toleration = Toleration()
    toleration.key = "node.kubernetes.io/not-ready"
    pod.spec.tolerations = [toleration]
    return pod
  }

  private func storage<Elements: Collection>(_ elements: Elements) -> UnsafeRawPointer? {
    elements.withContiguousStorageIfAvailable { UnsafeRawPointer($0.baseAddress) } ?? nil
  }

  private func stored(_ store: Store<Pod>) throws -> Pod { try #require(store["web", "web-1"]) }

  @Test("A changed pod shares with its state before what has not changed, and is else as it came")
  func change() throws {
    let store = Store<Pod>()
    store.apply([.upsert(pod(1))])
    let before = try stored(store)
    let changed = pod(2, image: "registry.example/team/web:2")
    store.apply([.upsert(changed)])
    let after = try stored(store)
    #expect(after == changed)
    #expect(storage(after.metadata.ownerReferences) == storage(before.metadata.ownerReferences))
    #expect(storage(after.spec.tolerations) == storage(before.spec.tolerations))
    #expect(storage(after.spec.containers) != storage(before.spec.containers))
  }

  @Test("A pod that a list brings in a new state shares with the old one too")
  func list() throws {
    let store = Store<Pod>()
    store.apply([.upsert(pod(1))])
    let before = try stored(store)
    var replacement = StoreReplacement(over: store)
    let changed = pod(2, app: "shop")
    replacement.insert(changed)
    store.replace(with: replacement, resourceVersion: "2")
    let after = try stored(store)
    #expect(after == changed)
    #expect(storage(after.spec.containers) == storage(before.spec.containers))
    #expect(after.metadata.labels["app"] == "shop")
  }
}
