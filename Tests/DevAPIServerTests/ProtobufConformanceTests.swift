import DevAPIServer
import HTTPServer
import KubeCore
import Support
import Testing

/// Recorded lists in protobuf, read into the slim kinds that both answers carry.
@Suite("Recorded answers in protobuf")
struct ProtobufConformanceTests {
  private struct List<Object: Resource>: WireMessage {
    var items: [Object] = []

    static var wireFields: [WireField] { [WireField("items", 2)] }

    mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
      if field == 2 { try reader.append(to: &items) } else { try reader.skip() }
    }
  }

  private static func items<Object: Resource>(_ type: Object.Type, _ bytes: [UInt8]) throws -> [Object] {
    let list: List<Object> = try ProtobufReader.read(bytes) { (reader) throws(WireError) in
      reader.keepsManagedFields = false
      let envelope = try reader.envelope()
      return try reader.open(envelope)
    }
    return list.items.map { item in
      var item = item
      item.metadata.resourceVersion = ""
      return item
    }
  }

  private func check<Object: Resource>(_ type: Object.Type) async throws {
    let plural = type.resource.plural
    let recording = try Recording.named("list-\(plural).pb")
    let client = LocalClient()
    let items = try Recording.tree("list-\(plural).json")["items"]?.elements ?? []
    let storage = StorageName(group: type.resource.group, plural: plural)
    if plural != "namespaces" { client.server.store.seed(storage, items.map { ObjectDraft($0) }) }
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status)
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    if plural == "namespaces" { return }
    let found = try Self.items(type, answer.bytes)
    let wanted = try Self.items(type, try Recording.bytes(recording.file))
    #expect(found == wanted)
    #expect(found.count == items.count)
  }

  private static let kinds: [any Resource.Type] = [
    Pod.self, Node.self, Service.self, NetworkPolicy.self, CronJob.self, Job.self, EndpointSlice.self, Deployment.self,
    ReplicaSet.self, StatefulSet.self, DaemonSet.self, Lease.self, Namespace.self,
  ]

  @Test("Lists carry the same slim objects", arguments: kinds.indices)
  func list(kind: Int) async throws {
    func open<Object: Resource>(_ type: Object.Type) async throws { try await check(type) }
    try await open(Self.kinds[kind])
  }
}
