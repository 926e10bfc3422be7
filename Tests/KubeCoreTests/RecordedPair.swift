import KubeCore
import Support

/// One answer that was recorded twice, as JSON and as protobuf.
struct RecordedPair: Sendable, CustomStringConvertible {
  let name: String
  let type: any Resource.Type

  var description: String { name }

  static let lists: [RecordedPair] =
    ObjectKind.allCases.map { RecordedPair(name: "list-\($0.plural)", type: $0.objectType) }
    + [RecordedPair(name: "list-leases", type: Lease.self)]

  static let watches = [
    RecordedPair(name: "watchlist-pods", type: Pod.self), RecordedPair(name: "watchlist-cronjobs", type: CronJob.self),
    RecordedPair(name: "watchlist-networkpolicies", type: NetworkPolicy.self),
    RecordedPair(name: "watchlist-endpointslices", type: EndpointSlice.self),
    RecordedPair(name: "watch-expired-410", type: Pod.self),
  ]

  func bytes(_ format: WireFormat) throws -> [UInt8] {
    try Fixtures.bytes(name + (format == .json ? ".json" : ".pb"))
  }

  /// The items of a recorded JSON list as trees.
  func trees() throws -> [Tree] {
    try JSONReader.read(try bytes(.json)) { (reader) throws(WireError) in try reader.tree() }["items"]?.elements ?? []
  }
}

/// Where a stream is cut: pieces of these lengths, over and over.
struct Pieces: Sendable {
  static func cut(_ bytes: [UInt8], _ lengths: () -> Int) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(max(1, lengths()))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}

extension ListDecoder {
  /// A whole list in pieces.
  static func read(_ pieces: [[UInt8]], _ format: WireFormat) throws(WireError) -> (ListMeta, [Object]) {
    var decoder = ListDecoder(format)
    var objects: [Object] = []
    for piece in pieces { try decoder.feed(piece, into: &objects) }
    return (try decoder.finish(), objects)
  }
}

extension WatchDecoder {
  /// All events of a stream in pieces, and the error that ended it.
  static func read(_ pieces: [[UInt8]], _ format: WireFormat) -> (events: [WatchEvent<Object>], error: WireError?) {
    var decoder = WatchDecoder(format)
    var events: [WatchEvent<Object>] = []
    do throws(WireError) {
      for piece in pieces { try decoder.feed(piece, into: &events) }
    } catch { return (events, error) }
    return (events, nil)
  }
}

extension Resource {
  /// The object as protobuf has it: without the tree that only JSON can give.
  var withoutTrees: Self {
    guard var cronJob = self as? CronJob else { return self }
    cronJob.spec.jobTemplateTree = nil
    return cronJob as? Self ?? self
  }
}

extension WatchEvent {
  var withoutBookmarkVersion: WatchEvent {
    guard case .bookmark(let version, let isEnd) = self, Int(version) != nil else { return self }
    return .bookmark(resourceVersion: "", isInitialEventsEnd: isEnd)
  }

  var withoutTrees: WatchEvent {
    switch self {
    case .added(let object): .added(object.withoutTrees)
    case .modified(let object): .modified(object.withoutTrees)
    case .deleted(let object): .deleted(object.withoutTrees)
    case .bookmark, .error, .unreadable: self
    }
  }
}
