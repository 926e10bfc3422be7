internal import KubeCore
internal import Support

/// Writes objects, lists and events in one representation.
struct ObjectEncoder: Sendable {
  let representation: Representation
  let served: ServedResource
  /// Says how old the rows of a table are at the moment when each is written: a watch lasts.
  let time: any TimeSource

  var resource: APIResource { representation.resource }

  /// The `Content-Type` of an answer.
  func contentType(isWatch: Bool) -> String {
    switch (representation.format, isWatch) {
    case (.json, _): "application/json"
    case (.yaml, _): "application/yaml"
    case (.protobuf, false): "application/vnd.kubernetes.protobuf"
    case (.protobuf, true): "application/vnd.kubernetes.protobuf;stream=watch"
    }
  }

  /// One stored object as it is sent alone.
  func bytes(_ object: StoredObject) -> [UInt8] {
    switch (representation.view, representation.format) {
    case (.object, .json) where served.hasPlainStorage: typed(object.body)
    case (.object, .protobuf): ProtobufObjects.envelope(resource, message(object))
    default: document(viewed(tree(object)))
    }
  }

  /// One object that was not stored, as after a dry run.
  func bytes(_ tree: Tree) -> [UInt8] {
    if representation.view == .object, representation.format == .protobuf {
      return ProtobufObjects.envelope(resource, protobuf(tree))
    }
    return document(viewed(served.presented(tree)))
  }

  /// The whole object, with `apiVersion` and `kind` in front, in the version asked for.
  func tree(_ object: StoredObject) -> Tree { served.presented(object.tree) }

  func document(_ tree: Tree) -> [UInt8] {
    switch representation.format {
    case .yaml: Array(YAMLWriter().text(tree).utf8)
    case .json, .protobuf: JSONWriter().bytes(tree)
    }
  }

  func status(_ error: StatusError) -> [UInt8] {
    representation.format == .protobuf ? ProtobufObjects.status(error.tree) : document(error.tree)
  }

  func protobuf(_ tree: Tree) -> [UInt8] { ProtobufObjects.message(resource, served.presented(tree)) }

  /// The bytes in protobuf, kept with the object where other versions of it are the same.
  private func message(_ object: StoredObject) -> [UInt8] {
    served.hasPlainStorage ? object.cached { protobuf(object.tree) } : protobuf(object.tree)
  }

  private func typed(_ body: [UInt8]) -> [UInt8] {
    var bytes = typePrefix
    bytes.reserveCapacity(bytes.count + body.count)
    bytes += body.dropFirst()
    return bytes
  }

  /// `{"kind":"Pod","apiVersion":"v1",`
  private var typePrefix: [UInt8] {
    Array(#"{"kind":"\#(resource.kind)","apiVersion":"\#(resource.apiVersion)","#.utf8)
  }

  private func viewed(_ tree: Tree) -> Tree {
    switch representation.view {
    case .object: tree
    case .partial: Self.partial(tree)
    case .table: TableView.table(of: [tree], encoder: self)
    }
  }

  static func partial(_ tree: Tree) -> Tree {
    .members(
      ("kind", "PartialObjectMetadata"), ("apiVersion", "meta.k8s.io/v1"), ("metadata", tree["metadata"]))
  }
}

extension ObjectEncoder {
  /// A list, in pieces that are shared with the store wherever they can be.
  func list(_ objects: [StoredObject], metadata: Tree) -> [ArraySlice<UInt8>] {
    switch (representation.view, representation.format) {
    case (.object, .json) where served.hasPlainStorage: plainList(objects, metadata)
    case (.object, .protobuf): protobufList(objects, metadata)
    case (.table, _): [document(TableView.table(of: objects.map(tree), metadata: metadata, encoder: self))[...]]
    case (.partial, _):
      [
        document([
          "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
          "items": .array(objects.map { Self.partial(tree($0)) }),
        ])[...]
      ]
    default:
      [
        document([
          "kind": .string(served.listKind), "apiVersion": .string(resource.apiVersion), "metadata": metadata,
          "items": .array(objects.map(tree)),
        ])[...]
      ]
    }
  }

  private func plainList(_ objects: [StoredObject], _ metadata: Tree) -> [ArraySlice<UInt8>] {
    let head = #"{"kind":"\#(served.listKind)","apiVersion":"\#(resource.apiVersion)","metadata":"#
    var pieces: [ArraySlice<UInt8>] = [
      (Array(head.utf8) + JSONWriter().bytes(metadata) + Array(#","items":["#.utf8))[...]
    ]
    pieces.reserveCapacity(2 * objects.count + 2)
    let comma: ArraySlice<UInt8> = [UInt8(ascii: ",")]
    // Items of custom resources say what they are; those of built-in ones leave it to the list.
    let prefix = served.custom == nil ? nil : typePrefix[...]
    for (index, object) in objects.enumerated() {
      if index > 0 { pieces.append(comma) }
      if let prefix {
        pieces.append(prefix)
        pieces.append(object.body.dropFirst())
      } else {
        pieces.append(object.body[...])
      }
    }
    pieces.append(Array("]}\n".utf8)[...])
    return pieces
  }

  private func protobufList(_ objects: [StoredObject], _ metadata: Tree) -> [ArraySlice<UInt8>] {
    let items = objects.map(message)
    return [ProtobufObjects.list(resource, metadata: metadata, items: items)[...]]
  }

  func frame(_ type: WatchFrame.EventType, _ object: [UInt8]) -> [UInt8] {
    if representation.format == .protobuf { return ProtobufObjects.frame(type.rawValue, object) }
    var bytes = Array(#"{"type":"\#(type.rawValue)","object":"#.utf8)
    bytes.reserveCapacity(bytes.count + object.count + 2)
    bytes += object
    bytes += "}\n".utf8
    return bytes
  }

  /// An object of the kind that carries nothing but a resourceVersion.
  func bookmark(_ revision: UInt64, isInitialEnd: Bool) -> [UInt8] {
    var metadata: Tree = ["resourceVersion": .string(String(revision))]
    if served.custom == nil {
      if isInitialEnd { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
    } else {
      metadata = .members(
        ("annotations", isInitialEnd ? ["k8s.io/initial-events-end": "true"] : nil), ("creationTimestamp", .null),
        ("resourceVersion", metadata["resourceVersion"]))
      metadata["creationTimestamp"] = nil
    }
    var tree: Tree = [
      "kind": .string(resource.kind), "apiVersion": .string(resource.apiVersion), "metadata": metadata,
    ]
    for member in served.emptyMembers.memberList { tree[member.name] = member.value }
    switch representation.view {
    case .object:
      return representation.format == .protobuf
        ? ProtobufObjects.envelope(resource, ProtobufObjects.message(resource, tree)) : document(tree)
    case .partial: return document(Self.partial(tree))
    case .table: return document(TableView.bookmark(revision, encoder: self))
    }
  }
}
