import KubeCore
import Support
import YAML

/// libFuzzer's entry: any bytes give trees or errors with marks inside the text, and a tree that was read is read back
/// the same from what the writer makes of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parser = YAMLParser(limits: .init(expandedNodes: 2000))
  for document in parser.documents(bytes) {
    precondition(document.range.upperBound <= count, "a document lies in the file")
    switch document.content {
    case .failure(let error):
      precondition(error.mark == SourceMark(offset: error.mark.offset, in: bytes), "an error has its exact place")
    case .success(let tree):
      for node in tree.nodes {
        precondition(node.start.offset <= node.end.offset && node.end.offset <= count, "a node lies in the file")
      }
      checkWriter(tree.plain(tree.root), parser)
    }
  }
  return 0
}

private func checkWriter(_ tree: Tree, _ parser: YAMLParser) {
  // Equivalent but different names would be one to Tree's equality.
  let written = YAMLWriter().text(tree)
  var documents = parser.documents(Array(written.utf8))
  guard case .success(let again)? = documents.next()?.content else {
    preconditionFailure("what is written can be read")
  }
  precondition(again.plain(again.root) == tree, "what is read back is the same")
}
