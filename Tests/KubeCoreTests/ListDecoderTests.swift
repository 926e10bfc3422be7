import KubeCore
import Support
import Testing

@Suite("List decoder")
struct ListDecoderTests {
  private func read(_ text: String) throws(WireError) -> (ListMeta, [NetworkPolicy]) {
    try ListDecoder<NetworkPolicy>.read([Array(text.utf8)], .json)
  }

  private static let type = #""kind":"NetworkPolicyList","apiVersion":"networking.k8s.io/v1""#

  @Test(
    "The order of a list's members does not matter",
    arguments: [
      #"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}"#,
      #"{"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}],"metadata":{"resourceVersion":"7"},\#(type)}"#,
      #" { "other":[1,{"items":2}], "items" : [ {"metadata":{"name":"a"}} , {"metadata":{"name":"b"}} ] , \#(type) , "metadata":{"resourceVersion":"7"}} "#,
      #"{"\u0069tems":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}],\#(type),"metadata":{"resourceVersion":"7"}}"#,
    ])
  func order(text: String) throws {
    let (meta, policies) = try read(text)
    #expect(meta.resourceVersion == "7")
    #expect(policies.map(\.metadata.name) == ["a", "b"])
    let (_, again) = try ListDecoder<NetworkPolicy>.read(text.utf8.map { [$0] }, .json)
    #expect(again == policies)
  }

  @Test("A list whose items are null, empty or left out is empty", arguments: [#""items":null,"#, #""items":[],"#, ""])
  func empty(items: String) throws {
    let (_, policies) = try read(#"{\#(items)\#(Self.type),"metadata":{"resourceVersion":"7"}}"#)
    #expect(policies.isEmpty)
  }

  @Test(
    "What is not the list that was asked for is refused",
    arguments: [
      (#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[]}"#, "found v1 PodList"),
      (#"{"kind":"NetworkPolicyList","apiVersion":"v1","metadata":{"resourceVersion":"7"}}"#, "found v1 NetworkPoli"),
      (#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure"}"#, "found v1 Status"),
      (#"{"metadata":{"resourceVersion":"7"},"items":[]}"#, "found an object without a kind"),
      (#"{\#(type),"metadata":{},"items":[]}"#, "metadata: expected a resourceVersion, found none"),
      (#"{\#(type),"items":[]}"#, "metadata: expected a resourceVersion, found none"),
      (#"{\#(type),"metadata":{"resourceVersion":7},"items":[]}"#, "metadata.resourceVersion: expected a string"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":{}}"#, "items: expected a list, found an object"),
      (#"{\#(type),"items":[],"items":[],"metadata":{"resourceVersion":"7"}}"#, "expected one list of items"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{}]} {}"#, "expected the end of the input"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{},null]}"#, "items[1]: expected an object, found null"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{},{"spec":1}]}"#, "items[1].spec: expected an object"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{} {}]}"#, "expected ',' or ']'"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{},]}"#, "items[1]: expected an object"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"} "items":[]}"#, "expected ',' or '}'"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},}"#, "expected a name in quotes"),
      (#"{\#(type),"a":01,"metadata":{"resourceVersion":"7"}}"#, "a: expected ',' or '}'"),
      (#"{\#(type),"metadata":{"resourceVersion":"7"},"items":[{}"#, "expected the end of the list"),
      ("<html>", "expected an object, found the byte 0x3c"), ("", "expected the end of the list"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: WireError.self) { try read(text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    let inBytes = #expect(throws: WireError.self) {
      try ListDecoder<NetworkPolicy>.read(text.utf8.map { [$0] }, .json)
    }
    #expect(inBytes?.path == error?.path)
  }

  @Test("A Table is refused as soon as it says so")
  func table() throws {
    let bytes = try Fixtures.bytes("table-pods.json")
    var decoder = ListDecoder<Pod>(.json)
    var pods: [Pod] = []
    let error = #expect(throws: WireError.self) { try decoder.feed(Array(bytes.prefix(100)), into: &pods) }
    #expect(error?.message == "expected v1 PodList, found meta.k8s.io/v1 Table")
    #expect(throws: WireError.self) { try decoder.finish() }
    #expect(throws: WireError.self) { try decoder.feed(Array(bytes.dropFirst(100)), into: &pods) }
  }

  @Test("Items come out as they close")
  func streams() throws {
    var decoder = ListDecoder<NetworkPolicy>(.json)
    var policies: [NetworkPolicy] = []
    try decoder.feed(Array(#"{"items":[{"metadata":{"name":"a"}},{"metadata":{"na"#.utf8), into: &policies)
    #expect(policies.map(\.metadata.name) == ["a"])
    try decoder.feed(Array(#"me":"b"}}"#.utf8), into: &policies)
    #expect(policies.map(\.metadata.name) == ["a", "b"])
  }

  @Test("A protobuf list of another kind, compressed, or without a resourceVersion is refused")
  func protobuf() throws {
    let metadata: Tree = ["resourceVersion": "7"]
    let pods = try ProtobufWriter.list(metadata: metadata, items: [[]], type: Pod.wireType)
    #expect(throws: Never.self) { try ListDecoder<Pod>.read([pods], .protobuf) }
    let other = #expect(throws: WireError.self) { try ListDecoder<Node>.read([pods], .protobuf) }
    #expect(other?.message == "expected v1 NodeList, found v1 PodList")
    let bare = try ProtobufWriter.list(metadata: [:], items: [], type: Pod.wireType)
    #expect(throws: WireError.self) { try ListDecoder<Pod>.read([bare], .protobuf) }
    let gzip = pods[..<(pods.count - 4)] + [0x1A, 4] + Array("gzip".utf8)
    #expect(throws: WireError.self) { try ListDecoder<Pod>.read([Array(gzip)], .protobuf) }
    #expect(throws: WireError.self) { try ListDecoder<Pod>.read([pods + pods], .protobuf) }
    #expect(throws: WireError.self) { try ListDecoder<Pod>.read([Array(pods.dropFirst())], .protobuf) }
  }

  @Test("A value above the limit is refused before it is kept")
  func limit() {
    var decoder = ListDecoder<NetworkPolicy>(.json)
    var policies: [NetworkPolicy] = []
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    let error = #expect(throws: WireError.self) {
      try decoder.feed(Array(#"{"items":[{"x":""#.utf8), into: &policies)
      for _ in 0..<17 { try decoder.feed(piece, into: &policies) }
    }
    #expect(error?.expected == "at most 16777216 bytes")
  }
}
