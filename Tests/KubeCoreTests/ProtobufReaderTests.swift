import KubeCore
import Support
import Testing

@Suite("Protobuf reader")
struct ProtobufReaderTests {
  private func lease(_ bytes: [UInt8]) throws(WireError) -> Lease {
    try ProtobufReader.read(bytes) { (reader) throws(WireError) in
      var lease = Lease()
      try reader.fields(of: &lease)
      return lease
    }
  }

  /// A length-delimited field.
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(bytes.count)] + bytes
  }

  private static let negative: [UInt8] = [UInt8](repeating: 0xFF, count: 9) + [0x01]

  @Test("Numbers keep their sign and presence")
  func numbers() throws {
    #expect(try lease(Self.field(2, [0x10, 0x00])).spec.leaseDurationSeconds == 0)
    #expect(try lease(Self.field(2, [0x10] + Self.negative)).spec.leaseDurationSeconds == -1)
    #expect(try lease(Self.field(2, [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x07])).spec.leaseDurationSeconds == .max)
    #expect(try lease(Self.field(2, [])).spec == LeaseSpec())
    #expect(try lease(Self.field(2, Self.field(1, []))).spec.holderIdentity == "")
    #expect(try lease([]).spec.holderIdentity == nil)
  }

  @Test("Times are whole in microseconds; an empty one is none")
  func times() throws {
    let time: [UInt8] = [0x08, 0x05, 0x10, 0xCF, 0x0F]
    #expect(try lease(Self.field(2, Self.field(3, time))).spec.acquireTime == Timestamp(seconds: 5, nanoseconds: 1000))
    #expect(try lease(Self.field(2, Self.field(3, []))).spec.acquireTime == nil)
    let epoch = try lease(Self.field(2, Self.field(3, [0x08, 0x00, 0x10, 0x00])))
    #expect(epoch.spec.acquireTime == Timestamp(seconds: 0))
  }

  @Test("A port is a number or a name")
  func intOrString() throws {
    func port(_ bytes: [UInt8]) throws(WireError) -> IntOrString? {
      let rule = Self.field(2, Self.field(1, Self.field(2, bytes)))
      return try ProtobufReader.policy(Self.field(2, rule)).spec.ingress.first?.ports.first?.port
    }
    #expect(try port([0x08, 0x00, 0x10, 0x50, 0x1A, 0x00]) == .int(80))
    #expect(try port([0x08, 0x01, 0x10, 0x00] + Self.field(3, Array("http".utf8))) == .string("http"))
    #expect(try port([]) == .int(0))
    #expect(throws: WireError.self) { try port([0x08, 0x02]) }
  }

  @Test("Absent and empty selectors are told apart")
  func selectors() throws {
    func peer(_ bytes: [UInt8]) throws(WireError) -> NetworkPolicyPeer? {
      let rule = Self.field(2, Self.field(2, bytes))
      return try ProtobufReader.policy(Self.field(2, rule)).spec.ingress.first?.from.first
    }
    #expect(try peer([])?.podSelector == .absent)
    #expect(try peer(Self.field(1, []))?.podSelector == .empty)
    #expect(try peer(Self.field(1, []))?.namespaceSelector == .absent)
  }

  @Test("Unknown fields and groups of every wire type are passed over")
  func unknown() throws {
    let holder = Self.field(1, Array("a".utf8))
    let group: [UInt8] = [0xA3, 0x06, 0x0B, 0x08, 0x01, 0x0C, 0x12, 0x01, 0xFF, 0xA4, 0x06]
    let others: [[UInt8]] = [
      [0xA0, 0x06, 0x96, 0x01], [0xA1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8], [0xA2, 0x06, 0x02, 0xFF, 0xFF],
      [0xA5, 0x06, 1, 2, 3, 4], group,
    ]
    for other in others {
      #expect(try lease(Self.field(2, other + holder + other)).spec.holderIdentity == "a")
    }
  }

  @Test(
    "Bytes that are not protobuf of the kind are errors with their place",
    arguments: [
      (field(2, [0x10] + [UInt8](repeating: 0xFF, count: 10)), "spec.leaseDurationSeconds", "a varint of 64 bits"),
      (field(2, [0x10] + [UInt8](repeating: 0x80, count: 11)), "spec.leaseDurationSeconds", "a varint of 64 bits"),
      (field(2, [0x10, 0x80]), "spec.leaseDurationSeconds", "a varint"),
      (field(2, [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]), "spec.leaseDurationSeconds", "a 32-bit integer"),
      (field(2, [0x12, 0x01, 0x61]), "spec.leaseDurationSeconds", "an integer"),
      (field(2, [0x08, 0x01]), "spec.holderIdentity", "a string"),
      (field(2, [0x0A, 0x05, 0x61]), "spec.holderIdentity", "a string"),
      (
        field(2, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]), "spec.holderIdentity", "a string"
      ),
      (field(2, [0x0A, 0x02, 0xC3, 0x28]), "spec.holderIdentity", "UTF-8"),
      (field(2, [0x00]), "spec", "a field"), (field(2, [0x06]), "spec", "a field"),
      (field(2, [0x0F]), "spec", "a field"),
      (field(2, [0x80, 0x80, 0x80, 0x80, 0x10]), "spec", "a field"), (field(2, [0x54]), "spec", "a field"),
      (field(2, [0x53, 0x08]), "spec", "a varint"), (field(2, [0x53]), "spec", "the end of a group"),
      (field(2, [0x51, 1, 2, 3]), "spec", "8 bytes"), (field(2, [0x55, 1]), "spec", "4 bytes"),
      (field(2, field(3, [0x08] + negative + [0x10] + negative)), "spec.acquireTime", "a time"),
      (field(2, field(3, [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F])), "spec.acquireTime", "a time"),
      ([0x10, 0x01], "spec", "a message"), ([0x12, 0x7F], "spec", "a message"),
      (field(1, field(11, [0x0A, 0x01, 0x61, 0x12, 0x01, 0xFF])), "metadata.labels.a", "UTF-8"),
      (field(1, field(13, [0x32, 0x01, 0x61])), "metadata.ownerReferences[0].controller", "a boolean"),
    ] as [([UInt8], String, String)])
  func refused(bytes: [UInt8], path: String, expected: String) {
    let error = #expect(throws: WireError.self) { try lease(bytes) }
    #expect(error?.pathText == path)
    #expect(error?.expected == expected)
  }

  @Test("Depth is bounded")
  func depth() {
    let groups = [UInt8](repeating: 0x53, count: 100_000)
    let error = #expect(throws: WireError.self) { try lease(groups) }
    #expect(error?.expected == "at most 128 levels")
    #expect(throws: Never.self) {
      try lease([UInt8](repeating: 0x53, count: 128) + [UInt8](repeating: 0x54, count: 128))
    }
  }

  @Test("An envelope of another kind, without its magic, or compressed is refused")
  func envelopes() throws {
    let pod = try ProtobufWriter.envelope(["metadata": ["name": "a"]], as: Pod.self)
    #expect(try WireFormat.protobuf.decode(Pod.self, from: pod).metadata.name == "a")
    #expect(throws: WireError.self) { try WireFormat.protobuf.decode(Node.self, from: pod) }
    #expect(throws: WireError.self) { try WireFormat.protobuf.decode(Pod.self, from: Array(pod.dropFirst())) }
    #expect(throws: WireError.self) { try WireFormat.protobuf.decode(Pod.self, from: []) }
    let json = Array(pod.dropLast(2)) + Self.field(4, Array("application/json".utf8))
    let error = #expect(throws: WireError.self) { try WireFormat.protobuf.decode(Pod.self, from: json) }
    #expect(error?.found == "\"application/json\"")
  }

  @Test("A Status is read from both formats")
  func status() throws {
    let json = try Fixtures.bytes("list-expired-410.json")
    let status = try WireFormat.json.decodeStatus(from: json)
    #expect(status.code == 410 && status.reason == "Expired")
    let tree = try JSONReader.read(json) { (reader) throws(WireError) in try reader.tree() }
    #expect(try WireFormat.protobuf.decodeStatus(from: try ProtobufWriter.status(tree)) == status)
    let tooLarge = try WireFormat.json.decodeStatus(from: try Fixtures.bytes("list-too-large-rv.json"))
    #expect(tooLarge.details.causes.map(\.reason) == ["ResourceVersionTooLarge"])
    #expect(throws: WireError.self) { try WireFormat.json.decode(Pod.self, from: json) }
    #expect(throws: WireError.self) { try WireFormat.json.decodeStatus(from: json + json) }
  }
}
