/// Reads a list as it arrives, in pieces cut anywhere, and hands its items out one by one: the list never lies in memory
/// whole.
///
/// Nothing is settled before ``finish()`` has returned: what was handed out by a list that is cut, that says to be a
/// `Table` or another kind, or that has no resourceVersion is to be thrown away (client-go `Reflector.list`).
package struct ListDecoder<Object: Resource> {
  private var machine: Machine
  private var items: ListItemReader<Object>
  private var failure: WireError?

  private enum Machine {
    case json(JSONListMachine)
    case protobuf(ProtobufListMachine)
  }

  package init(_ format: WireFormat, interner: StringInterner = StringInterner()) {
    items = ListItemReader(interner: interner)
    switch format {
    case .json: machine = .json(JSONListMachine())
    case .protobuf: machine = .protobuf(ProtobufListMachine())
    }
  }

  /// Takes the next piece and appends the items that it completes. After an error every later call repeats it.
  package mutating func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, into objects: inout [Object]
  ) throws(WireError) {
    if let failure { throw failure }
    do throws(WireError) {
      switch machine {
      case .json(var json):
        machine = .protobuf(ProtobufListMachine())
        defer { machine = .json(json) }
        try json.feed(bytes, to: &items, into: &objects)
      case .protobuf(var protobuf):
        machine = .json(JSONListMachine())
        defer { machine = .protobuf(protobuf) }
        try protobuf.feed(bytes, to: &items, into: &objects)
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// The same with bytes of one's own.
  package mutating func feed(_ bytes: [UInt8], into objects: inout [Object]) throws(WireError) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Void, WireError> in
      do throws(WireError) { return .success(try feed(buffer, into: &objects)) } catch { return .failure(error) }
    }
    try result.get()
  }

  /// What the list says of itself, where it is complete: its document is closed, it is of the right kind and carries
  /// a resourceVersion. Further bytes are an error from now on.
  package mutating func finish() throws(WireError) -> ListMeta {
    if let failure { throw failure }
    let isClosed =
      switch machine {
      case .json(let json): json.isClosed
      case .protobuf(let protobuf): protobuf.isClosed
      }
    guard isClosed else {
      throw WireError(expected: "the end of the list", found: "the end of the input", offset: 0)
    }
    return try items.finish()
  }
}
