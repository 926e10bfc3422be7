/// Reads the parts of a list that a machine has cut out of it.
struct ListItemReader<Object: Resource> {
  private var interner: StringInterner
  private var parts = PartInterner()
  private let expected = Object.wireType.list
  private var type = WireType(apiVersion: "", kind: "")
  private var metadata = ListMeta()
  private var count = 0

  init(interner: StringInterner) { self.interner = interner }

  /// Refuses a list that is known to be of another kind.
  private func checkType() throws(WireError) {
    if !type.apiVersion.isEmpty, !type.kind.isEmpty { try expected.require(type, offset: 0) }
  }

  func finish() throws(WireError) -> ListMeta {
    try expected.require(type, offset: 0)
    guard !metadata.resourceVersion.isEmpty else {
      throw WireError(expected: "a resourceVersion", found: "none", offset: 0, path: [.field("metadata")])
    }
    return metadata
  }

  // MARK: JSON

  /// Reads one item, which starts at `position`; returns where it ends. Offsets in errors count from the start of
  /// `bytes`.
  mutating func item(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, into objects: inout [Object]
  ) throws(WireError) -> Int {
    do throws(WireError) {
      var object = Object()
      let end = try JSONReader.read(bytes, at: position, interner: &interner) { (reader) throws(WireError) in
        var ownType = WireType(apiVersion: "", kind: "")
        try object.readWhole(from: &reader, type: &ownType)
        return reader.position
      }
      object.shareParts(&parts)
      objects.append(object)
      count += 1
      return end
    } catch { throw inItem(error) }
  }

  /// Reads the value of another member, which is all of `bytes`.
  mutating func member(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) throws(WireError) {
    var (type, metadata) = (type, metadata)
    do throws(WireError) {
      try JSONReader.read(bytes, interner: &interner) { (reader) throws(WireError) in
        let isNull = reader.peek() == UInt8(ascii: "n")
        switch name {
        case "apiVersion" where !isNull: type.apiVersion = try reader.string()
        case "kind" where !isNull: type.kind = try reader.string()
        case "metadata" where !isNull: try reader.message(into: &metadata)
        case "items" where !isNull: throw reader.unexpected("a list")
        default: try reader.skip()
        }
        guard reader.isAtEnd() else { throw reader.unexpected("',' or '}'") }
      }
    } catch { throw error.inside(.field(name)) }
    (self.type, self.metadata) = (type, metadata)
    try checkType()
  }

  // MARK: Protobuf

  mutating func item(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into objects: inout [Object]
  ) throws(WireError) {
    do throws(WireError) {
      var object = Object()
      try ProtobufReader.read(bytes, range, interner: &interner) { (reader) throws(WireError) in
        try object.readWhole(from: &reader)
      }
      object.shareParts(&parts)
      objects.append(object)
      count += 1
    } catch { throw inItem(error) }
  }

  mutating func listMetadata(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(WireError) {
    var metadata = metadata
    do throws(WireError) {
      try ProtobufReader.read(bytes, range, interner: &interner) { (reader) throws(WireError) in
        try reader.fields(of: &metadata)
      }
    } catch { throw error.inside(.field("metadata")) }
    self.metadata = metadata
  }

  /// Reads a field of `runtime.Unknown` other than the list itself, tag and length included.
  mutating func envelopeField(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(WireError) {
    var type = type
    try ProtobufReader.read(bytes, range, interner: &interner) { (reader) throws(WireError) in
      let field = try reader.tag()
      if field == 1 { try reader.typeMeta(into: &type) } else { try reader.envelopeMember(field) }
    }
    self.type = type
    try checkType()
  }

  private func inItem(_ error: WireError) -> WireError { error.inside(.index(count)).inside(.field("items")) }
}
