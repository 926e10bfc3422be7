import KubeCore
import Support

/// Reads answers of the API server by the format that their `Content-Type` names.
enum ObjectReader {
  /// The `Status` that a refusal carries; `nil` where it carries none.
  static func status(_ bytes: [UInt8], _ contentType: String?) -> APIStatus? {
    guard MediaType(contentType ?? "").wireFormat == .json else { return nil }
    return try? JSONReader.read(bytes) { (reader) throws(WireError) in
      reader.whitespace()
      guard try reader.envelope().kind == "Status" else { throw WireError(expected: "Status", found: "", offset: 0) }
      return try JSONReader.read(bytes) { (reader) throws(WireError) in
        reader.whitespace()
        var status = APIStatus()
        try reader.message(into: &status)
        return status
      }
    }
  }

  static func object<Object: Resource>(_ bytes: [UInt8], _ type: Object.Type) throws(WireError) -> Object {
    let envelope = try JSONReader.read(bytes) { (reader) throws(WireError) in try whole(&reader) }
    try require(envelope, Object.resource.apiVersion, Object.resource.kind)
    return try JSONReader.read(bytes, at: envelope.range.lowerBound) { (reader) throws(WireError) in
      reader.keepsManagedFields = Object.keepsManagedFields
      var object = Object()
      try reader.message(into: &object)
      return object
    }
  }

  static func page<Object: Resource>(_ bytes: [UInt8], _ type: Object.Type) throws(WireError) -> ListPage<Object> {
    let envelope = try JSONReader.read(bytes) { (reader) throws(WireError) in try whole(&reader) }
    try require(envelope, Object.resource.apiVersion, Object.resource.kind + "List")
    let head = try JSONReader.read(bytes, at: envelope.range.lowerBound) { (reader) throws(WireError) in
      var head = ListHead()
      try reader.message(into: &head)
      return head
    }
    guard !head.metadata.resourceVersion.isEmpty else {
      throw WireError(expected: "a list with metadata.resourceVersion", found: "none", offset: 0)
    }
    var interner = StringInterner()
    var items: [Object] = []
    for range in envelope.items ?? [] {
      items.append(
        try JSONReader.read(bytes, at: range.lowerBound, interner: &interner) { (reader) throws(WireError) in
          reader.keepsManagedFields = Object.keepsManagedFields
          var object = Object()
          try reader.message(into: &object)
          return object
        })
    }
    return ListPage(metadata: head.metadata, items: items)
  }

  static func tree(_ bytes: [UInt8]) throws(WireError) -> Tree {
    try JSONReader.read(bytes) { (reader) throws(WireError) in
      reader.whitespace()
      let tree = try reader.tree()
      guard reader.isAtEnd() else {
        throw WireError(expected: "the end of the document", found: "more text", offset: reader.position)
      }
      return tree
    }
  }

  private static func whole(_ reader: inout JSONReader) throws(WireError) -> JSONEnvelope {
    let envelope = try reader.envelope()
    guard reader.isAtEnd() else {
      throw WireError(expected: "the end of the document", found: "more text", offset: reader.position)
    }
    return envelope
  }

  private static func require(_ envelope: JSONEnvelope, _ version: String, _ kind: String) throws(WireError) {
    guard envelope.apiVersion == version, envelope.kind == kind else {
      throw WireError(
        expected: "\(version) \(kind)", found: "\(envelope.apiVersion) \(envelope.kind)", offset: 0)
    }
  }
}

private struct ListHead: WireMessage {
  var metadata = ListMeta()

  static let wireFields = [WireField("metadata", 1)]

  mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    if field == 1 { try reader.message(into: &metadata) }
  }
}
