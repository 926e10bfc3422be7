import KubeCore
import Support
import YAML

/// A configuration file in YAML or JSON: its first document as a tree, and where in the file each value stands.
///
/// JSON never goes through libyaml, which refuses surrogate pairs and long names. What stands where something else was
/// expected is not shown: it may be a secret.
package struct ConfigDocument: Sendable {
  /// What the document may cost; a kubeconfig of a thousand clusters has some 30,000 nodes.
  private static let limits = YAMLParser.Limits(depth: 64, expandedNodes: 20_000, nodes: 1_000_000)

  /// The path of the file as it was named.
  let file: String
  private let bytes: [UInt8]
  private let source: SourceTree?
  let tree: Tree

  package init(file: String, bytes: [UInt8]) throws(ConfigProblem) {
    self.file = file
    self.bytes = bytes
    if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") {
      source = nil
      do throws(WireError) {
        tree = try JSONReader.read(bytes) { (reader) throws(WireError) in
          reader.whitespace()
          let tree = try reader.tree()
          guard reader.isAtEnd() else {
            throw WireError(expected: "the end of the document", found: "more text", offset: reader.position)
          }
          return tree
        }
      } catch {
        throw ConfigProblem(
          file: file, mark: SourceMark(offset: error.offset, in: bytes), message: "expected \(error.expected)")
      }
      return
    }
    var documents = YAMLParser(limits: Self.limits).documents(bytes)
    switch documents.next()?.content {
    case nil:
      (source, tree) = (nil, .null)
    case .success(let found):
      (source, tree) = (found, found.plain(found.root))
    case .failure(let error):
      throw ConfigProblem(file: file, mark: error.mark, message: "expected \(error.expected)")
    }
  }

  /// Where the value at a path stands: its name, or the value itself in a list; the nearest place around it where it
  /// does not exist.
  func mark(at path: [WireError.Segment]) -> SourceMark {
    if let source { return source.mark(at: path) }
    var path = path
    while true {
      let offset = try? JSONReader.read(bytes) { (reader) throws(WireError) in try reader.offset(of: path) }
      if let offset = offset.flatMap({ $0 }) { return SourceMark(offset: offset, in: bytes) }
      if path.popLast() == nil { return .start }
    }
  }
}
