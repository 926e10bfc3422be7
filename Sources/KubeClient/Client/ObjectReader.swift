import KubeCore
import Support

/// Reads answers of the API server by the format that their `Content-Type` names.
enum ObjectReader {
  /// The `Status` that a refusal carries; `nil` where it carries none.
  static func status(_ bytes: [UInt8], _ contentType: String?) -> APIStatus? {
    guard let format = MediaType(contentType ?? "").wireFormat else { return nil }
    return try? format.decodeStatus(from: bytes)
  }

  /// A whole JSON document.
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
}
