import KubeCore
import Support
import Testing

/// The kinds that the client and the runtime use, read from recorded answers.
@Suite("Kinds of the runtime")
struct RuntimeKindsTests {
  private func read<Object: Resource>(_ type: Object.Type, _ bytes: [UInt8], at offset: Int = 0) throws -> Object {
    try JSONReader.read(bytes, at: offset) { (reader) throws(WireError) in
      var object = Object()
      try reader.message(into: &object)
      return object
    }
  }

  @Test("A recorded Lease keeps its holder, its times and its transitions")
  func lease() throws {
    let lease = try read(Lease.self, try Fixtures.bytes("lease-create.json"))
    #expect(lease.metadata.name == "l")
    #expect(lease.spec.holderIdentity == "a")
    #expect(lease.spec.leaseDurationSeconds == 15)
    #expect(lease.spec.acquireTime == Timestamp(rfc3339: "2026-11-21T03:30:05Z"))
    #expect(lease.spec.renewTime == lease.spec.acquireTime)
    #expect(lease.spec.leaseTransitions == 0)
  }

  @Test("A recorded Event keeps what it is about and what it says")
  func event() throws {
    let event = try read(Event.self, try Fixtures.bytes("event-create.json"))
    #expect(event.metadata.generateName == "ha-")
    #expect(event.eventTime == Timestamp(rfc3339: "2026-11-21T03:30:05Z"))
    #expect(event.reportingController == "netrisk.dev/operator")
    #expect(event.reportingInstance == "op-0")
    #expect([event.action, event.reason, event.note, event.type] == ["Analyse", "RiskDetected", "x", "Warning"])
    #expect(event.regarding.apiVersion == "example.dev/v1alpha1")
    #expect(event.regarding.kind == "Sample")
    #expect(event.series == nil)
  }

  @Test("A ConfigMap keeps its texts")
  func configMap() throws {
    let text = #"{"metadata":{"name":"rules"},"data":{"b":"2\n","a":""},"binaryData":{"c":"AA=="}}"#
    let map = try read(ConfigMap.self, Array(text.utf8))
    #expect(map.data == ["a": "", "b": "2\n"])
  }

  @Test("Metadata alone says another type than the object whose it is")
  func partial() {
    #expect(PartialObjectMetadata<Pod>.resource == Pod.resource)
    #expect(PartialObjectMetadata<Pod>.wireType.list.description == "meta.k8s.io/v1 PartialObjectMetadataList")
    #expect(Lease.wireType.description == "coordination.k8s.io/v1 Lease")
    #expect(Event.resource.plural == "events")
  }
}
