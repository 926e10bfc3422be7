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
    client.server.store.seed(storage, items.map { ObjectDraft($0) })
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status)
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    let found = try Self.items(type, answer.bytes)
    let wanted = try Self.items(type, try Recording.bytes(recording.file))
    #expect(found == wanted)
    #expect(found.count == items.count)
  }

  static let kinds: [any Resource.Type] = [
    Pod.self, Node.self, Service.self, NetworkPolicy.self, CronJob.self, Job.self, EndpointSlice.self, Deployment.self,
    ReplicaSet.self, StatefulSet.self, DaemonSet.self, Lease.self, Namespace.self,
  ]

  @Test("Lists carry the same slim objects", arguments: kinds.indices)
  func list(kind: Int) async throws {
    func open<Object: Resource>(_ type: Object.Type) async throws { try await check(type) }
    try await open(Self.kinds[kind])
  }

  // MARK: Watches

  static let watched: [any Resource.Type] = [Pod.self, NetworkPolicy.self, CronJob.self, EndpointSlice.self]
  static let expiredFiles = ["watch-expired-410.pb"]

  /// What a watch said, without versions.
  private static func events<Object: Resource>(_ type: Object.Type, _ bytes: [UInt8]) throws -> [WatchEvent<Object>] {
    var decoder = WatchDecoder<Object>(.protobuf)
    var events: [WatchEvent<Object>] = []
    try decoder.feed(bytes, into: &events)
    #expect(!decoder.isInsideEvent)
    return events.map { event in
      switch event {
      case .added(var object):
        object.metadata.resourceVersion = ""
        return .added(object)
      case .bookmark(_, let isInitialEventsEnd):
        return .bookmark(resourceVersion: "", isInitialEventsEnd: isInitialEventsEnd)
      case .error(var status):
        // The message ends with the current version.
        status.message = String(status.message.prefix { $0 != "(" })
        return .error(status)
      case let other: return other
      }
    }
  }

  private func checkWatch<Object: Resource>(_ type: Object.Type, _ file: String, _ client: LocalClient) async throws {
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status)
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    let wanted = try Self.events(type, try Recording.bytes(file))
    #expect(try Self.events(type, answer.bytes) == wanted)
    #expect(!wanted.isEmpty)
  }

  @Test("Streaming lists carry the same slim objects and end with their bookmark", arguments: watched.indices)
  func watch(kind: Int) async throws {
    func open<Object: Resource>(_ type: Object.Type) async throws {
      try await checkWatch(type, "watchlist-\(type.resource.plural).pb", try ConformanceTests.world())
    }
    try await open(Self.watched[kind])
  }

  @Test("A watch from before the history says so in protobuf", arguments: expiredFiles)
  func expired(file: String) async throws {
    let client = LocalClient()
    client.server.store.compact()
    try await checkWatch(Pod.self, file, client)
  }
}
