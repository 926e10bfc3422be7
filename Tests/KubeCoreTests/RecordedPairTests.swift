import KubeCore
import Support
import Testing

/// JSON and protobuf of the same answers of a real API server (Kubernetes 1.36.2) read as the same objects.
@Suite("Recorded pairs")
struct RecordedPairTests {
  /// The one difference: protobuf has no names for what a slim kind skips, so that a CronJob read from it has no
  /// `jobTemplateTree`.
  @Test("A recorded list reads the same from JSON and from protobuf", arguments: RecordedPair.lists)
  func lists(pair: RecordedPair) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let (jsonMeta, json) = try ListDecoder<Object>.read([try pair.bytes(.json)], .json)
      let (protobufMeta, protobuf) = try ListDecoder<Object>.read([try pair.bytes(.protobuf)], .protobuf)
      #expect(jsonMeta == protobufMeta)
      #expect(jsonMeta.resourceVersion == "392")
      #expect(json.count == protobuf.count)
      #expect(json.count == (try pair.trees()).count)
      for (left, right) in zip(json, protobuf) { #expect(left.withoutTrees == right) }
      if let jobs = json as? [CronJob] { #expect(jobs.allSatisfy { $0.spec.jobTemplateTree != nil }) }
    }
    try check(pair.type)
  }

  @Test("A recorded watch gives the same events from JSON and from protobuf", arguments: RecordedPair.watches)
  func watches(pair: RecordedPair) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let json = WatchDecoder<Object>.read([try pair.bytes(.json)], .json)
      let protobuf = WatchDecoder<Object>.read([try pair.bytes(.protobuf)], .protobuf)
      #expect(json.error == nil && protobuf.error == nil)
      #expect(!json.events.isEmpty)
      // The two were recorded one after the other: the version at the end moved on.
      #expect(json.events.map(\.withoutTrees.withoutBookmarkVersion) == protobuf.events.map(\.withoutBookmarkVersion))
      if pair.name.hasPrefix("watchlist") {
        #expect(
          json.events.last?.withoutBookmarkVersion == .bookmark(resourceVersion: "", isInitialEventsEnd: true))
        for case .added(let object) in json.events { #expect(!object.metadata.name.isEmpty) }
      } else {
        guard case .error(let status)? = json.events.first else { return #expect(Bool(false), "no error") }
        #expect(status.code == 410 && status.reason == "Expired")
      }
    }
    try check(pair.type)
  }

  @Test(
    "Written in protobuf and read back, a recorded object is the one that JSON gives", arguments: RecordedPair.lists)
  func transcoded(pair: RecordedPair) throws {
    func check<Object: Resource>(_ type: Object.Type) throws {
      let (_, objects) = try ListDecoder<Object>.read([try pair.bytes(.json)], .json)
      let items = try pair.trees().map { (tree) throws(WireError) in try ProtobufWriter.object(tree, as: type) }
      let metadata: Tree = ["resourceVersion": "392", "continue": "next", "remainingItemCount": 7]
      let list = try ProtobufWriter.list(metadata: metadata, items: items, type: type.wireType)
      let (meta, read) = try ListDecoder<Object>.read([list], .protobuf)
      #expect(read == objects.map(\.withoutTrees))
      #expect(meta.resourceVersion == "392" && meta.continue == "next" && meta.remainingItemCount == 7)
      for (tree, object) in zip(try pair.trees(), objects) {
        let envelope = try ProtobufWriter.envelope(tree, as: type)
        #expect(try WireFormat.protobuf.decode(type, from: envelope) == object.withoutTrees)
      }
    }
    try check(pair.type)
  }

  @Test("Written as watch frames and read back, recorded objects are events again")
  func frames() throws {
    let pair = RecordedPair(name: "list-networkpolicies", type: NetworkPolicy.self)
    let (_, policies) = try ListDecoder<NetworkPolicy>.read([try pair.bytes(.json)], .json)
    let types = ["ADDED", "MODIFIED", "DELETED"]
    var bytes: [UInt8] = []
    for (index, tree) in try pair.trees().enumerated() {
      bytes += ProtobufWriter.watchFrame(
        type: types[index % 3], object: try ProtobufWriter.envelope(tree, as: NetworkPolicy.self))
    }
    let bookmark: Tree = [
      "metadata": ["resourceVersion": "9", "annotations": ["k8s.io/initial-events-end": "true"]]
    ]
    bytes += ProtobufWriter.watchFrame(
      type: "BOOKMARK", object: try ProtobufWriter.envelope(bookmark, as: NetworkPolicy.self))
    bytes += ProtobufWriter.watchFrame(
      type: "ERROR",
      object: try ProtobufWriter.status(["status": "Failure", "reason": "Expired", "code": 410, "message": "too old"]))
    let (events, error) = WatchDecoder<NetworkPolicy>.read([bytes], .protobuf)
    #expect(error == nil)
    #expect(events.count == policies.count + 2)
    for (index, (policy, event)) in zip(policies, events).enumerated() {
      #expect(!policy.metadata.managedFields.isEmpty)
      #expect(event == [.added(policy), .modified(policy), .deleted(policy)][index % 3])
    }
    #expect(events[policies.count] == .bookmark(resourceVersion: "9", isInitialEventsEnd: true))
    guard case .error(let status)? = events.last else { return #expect(Bool(false), "no error") }
    #expect(status.code == 410 && status.reason == "Expired" && status.message == "too old")
  }

  @Test("managedFields are written only where asked for, other annotations than ours always")
  func options() throws {
    let tree: Tree = [
      "metadata": [
        "name": "a", "annotations": ["example.dev/a": "1", "netrisk.dev/b": "2"],
        "managedFields": [["manager": "m", "operation": "Update"]],
      ]
    ]
    let without = try ProtobufWriter.object(tree, as: NetworkPolicy.self, managedFields: false)
    #expect(try ProtobufReader.policy(without).metadata.managedFields.isEmpty)
    let with = try ProtobufWriter.object(tree, as: NetworkPolicy.self)
    #expect(try ProtobufReader.policy(with).metadata.managedFields.map(\.manager) == ["m"])
    #expect(String(decoding: without, as: UTF8.self).contains("example.dev/a"))
    #expect(try ProtobufReader.policy(without).metadata.annotations == ["netrisk.dev/b": "2"])
  }

  @Test("A tree that does not fit its kind is not written, and the place is named")
  func refused() {
    let error = #expect(throws: WireError.self) {
      try ProtobufWriter.object(["spec": ["ingress": [["ports": [["port": true]]]]]], as: NetworkPolicy.self)
    }
    #expect(error?.pathText == "spec.ingress[0].ports[0].port")
  }

  @Test("Metadata alone reads from a recorded list")
  func metadataOnly() throws {
    let bytes = try Fixtures.bytes("list-pods-metadata-only.json")
    let (meta, pods) = try ListDecoder<PartialObjectMetadata<Pod>>.read([bytes], .json)
    let (_, whole) = try ListDecoder<Pod>.read([try Fixtures.bytes("list-pods.json")], .json)
    #expect(meta.resourceVersion == "392")
    #expect(pods.map(\.metadata) == whole.map(\.metadata))
    #expect(throws: WireError.self) { try ListDecoder<Pod>.read([bytes], .json) }
  }

  @Test("Pages of a list say where they go on")
  func pages() throws {
    let (first, pods) = try ListDecoder<Pod>.read([try Fixtures.bytes("list-pods-page1.json")], .json)
    let (second, more) = try ListDecoder<Pod>.read([try Fixtures.bytes("list-pods-page2.json")], .json)
    #expect(!first.continue.isEmpty && first.remainingItemCount != nil)
    #expect(second.continue.isEmpty || second.continue != first.continue)
    #expect(Set(pods.map(\.key)).isDisjoint(with: more.map(\.key)))
  }
}

extension ProtobufReader {
  /// A policy without an envelope.
  static func policy(_ bytes: [UInt8]) throws(WireError) -> NetworkPolicy {
    try read(bytes) { (reader) throws(WireError) in
      var policy = NetworkPolicy()
      try reader.fields(of: &policy)
      return policy
    }
  }
}
