import KubeCore
import Testing

@Suite("Shared parts")
struct PartInternerTests {
  private func pod(_ name: String, image: String, label: String) -> Pod {
    var pod = Pod()
    pod.metadata.name = name
    pod.metadata.labels = ["app": label]
    var owner = OwnerReference()
    owner.uid = "a9732314-8180-4c90-af0b-000000000001"
    pod.metadata.ownerReferences = [owner]
    var container = Container()
    container.image = image
    pod.spec.containers = [container]
    var toleration = Toleration()
    toleration.key = "node.kubernetes.io/not-ready"
    pod.spec.tolerations = [toleration]
    return pod
  }

  private func storage<Element>(_ array: [Element]) -> UnsafeRawPointer? {
    array.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
  }

  @Test("Equal parts of two pods have one storage, and the pods stay as they were")
  func equal() {
    var parts = PartInterner()
    var pods = ["a", "b"].map { pod($0, image: "registry.example/team/web:1", label: "web") }
    let before = pods
    #expect(storage(pods[0].spec.containers) != storage(pods[1].spec.containers))
    for index in pods.indices { pods[index].shareParts(&parts) }
    #expect(pods == before)
    #expect(storage(pods[0].spec.containers) == storage(pods[1].spec.containers))
    #expect(storage(pods[0].spec.tolerations) == storage(pods[1].spec.tolerations))
    #expect(storage(pods[0].metadata.ownerReferences) == storage(pods[1].metadata.ownerReferences))
  }

  @Test("However many parts meet in one slot, each object keeps its own")
  func collisions() {
    var parts = PartInterner()
    for index in 0..<5_000 {
      // Equal in length and in the last eight bytes, which is all that chooses the slot.
      var pod = pod("p", image: "\(10_000 + index)/same-tail", label: "\(10_000 + index)/same-tail")
      let before = pod
      pod.shareParts(&parts)
      #expect(pod == before)
    }
  }
}
