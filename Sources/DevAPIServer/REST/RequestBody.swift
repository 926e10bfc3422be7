internal import HTTPServer
internal import KubeCore
internal import Support
internal import YAML

/// Reads the object of a request's body.
enum RequestBody {
  /// An object of `served`, or of any kind where that is `nil` (delete options).
  static func object(_ request: APIRequest, _ served: ServedResource?) throws(StatusError) -> Tree {
    let header = request.http[header: "Content-Type"] ?? "application/json"
    switch Representation.format(MediaType(header).name) {
    case .json?: return try json(request.http.body, kind: served?.resource.kind ?? "DeleteOptions")
    case .yaml?: return try yaml(request.http.body)
    case .protobuf? where readsProtobuf(served): return try protobuf(request.http.body)
    default: throw unsupportedMediaType(served)
    }
  }

  static func json(_ bytes: [UInt8], kind: String) throws(StatusError) -> Tree {
    do throws(WireError) {
      return try JSONReader.read(bytes) { (reader) throws(WireError) in
        reader.whitespace()
        let tree = try reader.tree()
        guard reader.isAtEnd() else {
          throw WireError(expected: "the end of the input", found: "more", offset: reader.position)
        }
        return tree
      }
    } catch {
      throw .badRequest(
        "the object provided is unrecognized (must be of type \(kind)): couldn't get version/kind; json parse error:"
          + " \(GoJSONError.text(bytes, error)) (\(excerpt(bytes)))")
    }
  }

  static func yaml(_ bytes: [UInt8]) throws(StatusError) -> Tree {
    var documents = YAMLParser().documents(bytes)
    guard let first = documents.next() else { return .null }
    switch first.content {
    case .success(let tree): return tree.plain(tree.root)
    case .failure(let error): throw .badRequest("error parsing YAML: \(error)")
    }
  }

  /// Definitions have values in their schemas that no other kind has: they are read in JSON and YAML alone.
  private static func readsProtobuf(_ served: ServedResource?) -> Bool {
    served?.custom == nil && served?.resource.kind != "CustomResourceDefinition"
  }

  private static func protobuf(_ bytes: [UInt8]) throws(StatusError) -> Tree {
    do throws(WireError) { return try ProtobufObjectReader.object(bytes) } catch {
      throw .badRequest("the object provided is unrecognized: \(error.message)")
    }
  }

  private static func excerpt(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(1024), as: UTF8.self)
  }

  static func unsupportedMediaType(_ served: ServedResource?) -> StatusError {
    let types =
      readsProtobuf(served)
      ? "application/json, application/yaml, application/vnd.kubernetes.protobuf" : "application/json, application/yaml"
    return StatusError(
      415, "UnsupportedMediaType",
      "the body of the request was in an unknown format - accepted media types include: \(types)")
  }
}

/// Go's words for JSON that it cannot read, as far as they are the common ones.
enum GoJSONError {
  static func text(_ bytes: [UInt8], _ error: WireError) -> String {
    guard error.offset < bytes.count else { return "unexpected end of JSON input" }
    let found = String(decoding: bytes[error.offset...].prefix(1), as: UTF8.self)
    let before = bytes[..<error.offset].last { !" \t\r\n".utf8.contains($0) }
    let place =
      switch before {
      case UInt8(ascii: "{"): "looking for beginning of object key string"
      case UInt8(ascii: ",") where error.expected.contains("name"): "looking for beginning of object key string"
      default: "looking for beginning of value"
      }
    return "invalid character '\(found)' \(place)"
  }
}
