import FuzzSupport
import KubeCore
import Support
import YAML

/// YAML texts: trees or errors whose marks lie in the text, and trees that the writer's text reads back to.
@main
enum FuzzYAML {
  static func main() { Fuzzer.run(fuzz) }

  /// Aliases may multiply a document by 400,000; a fuzzer would do little else.
  private static let limits = YAMLParser.Limits(expandedNodes: 2000)

  static func check(_ bytes: [UInt8]) {
    var end = 0
    for (index, document) in YAMLParser(limits: limits).documents(bytes).enumerated() {
      expectEqual(document.index, index, "The documents are counted wrongly")
      expect(document.range.lowerBound >= end && document.range.upperBound <= bytes.count, "Documents overlap")
      end = document.range.upperBound
      switch document.content {
      case .failure(let error):
        expect(!error.expected.isEmpty && !error.found.isEmpty, "An error without words")
        ObjectOracle.check(error.mark, bytes)
      case .success(let tree): check(tree, of: document, bytes)
      }
    }
    ObjectOracle.checkManifests(bytes)
  }

  private static func check(_ tree: SourceTree, of document: YAMLDocument, _ bytes: [UInt8]) {
    for node in tree.nodes {
      expect(node.start.offset <= node.end.offset, "A node that ends before it starts")
      expect(
        document.range.lowerBound <= node.start.offset && node.end.offset <= document.range.upperBound,
        "A node outside of its document")
    }
    ObjectOracle.check(tree[tree.root].start, bytes)
    ObjectOracle.check(tree[tree.root].end, bytes)
    let plain = tree.plain(tree.root)
    rereadAlone(document, plain, bytes)
    readBack(plain)
    edit(document, plain, bytes)
    for kind in ObjectKind.allCases {
      var reader = SourceTreeReader(tree, at: tree.root)
      if let object = try? KubeObject(kind, from: &reader) { ObjectOracle.check(object) }
    }
  }

  /// A document by itself is the same as within its file.
  private static func rereadAlone(_ document: YAMLDocument, _ plain: Tree, _ bytes: [UInt8]) {
    let alone = YAMLParser(limits: limits).document(bytes, range: document.range, line: document.line)
    guard case .success(let tree) = alone else { fatalError("A document cannot be read alone: \(alone)") }
    expect(tree.plain(tree.root).isIdentical(to: plain), "A document read alone differs")
  }

  /// Edits of the document's own values are refused, or change nothing else; the editor's proof is made once more.
  private static func edit(_ document: YAMLDocument, _ plain: Tree, _ bytes: [UInt8]) {
    // Many aliases are a bomb, which the editor would read several times.
    guard bytes.count <= 4096, bytes.count(where: { $0 == UInt8(ascii: "*") }) <= 8 else { return }
    guard case .object(let members) = plain, let first = members.first, let last = members.last else { return }
    let editor = YAMLEditor(bytes, documentRange: document.range, documentLine: document.line)
    for change: YAMLChange in [
      .set([.field(first.name)], ["a": ["b"]]), .set([.field(last.name), .field("new")], "x\ny\n"),
      .set([.field("new"), .index(0)], 1), .remove([.field(first.name)]), .remove([.field(last.name)]),
    ] {
      guard let result = try? editor.applying([change]) else { continue }
      expect(TextEdit.apply(result.edits, to: bytes) == result.bytes, "The edits do not give the text: \(change)")
      let alone = result.edits.map(\.range)
      expect(
        alone.allSatisfy { document.range.lowerBound <= $0.lowerBound && $0.upperBound <= document.range.upperBound },
        "An edit outside of the document: \(change)")
    }
  }

  /// What the writers write is read back the same.
  private static func readBack(_ plain: Tree) {
    let text = YAMLWriter().text(plain)
    let documents = Array(YAMLParser().documents(Array(text.utf8)))
    expectEqual(documents.count, 1, "The writer's text is not one document:\n\(text)")
    guard case .success(let tree)? = documents.first?.content else {
      fatalError("The writer's text cannot be read: \(documents)\n\(text)")
    }
    expect(tree.plain(tree.root).isIdentical(to: plain), "The writer's text reads back as another tree:\n\(text)")
    let json = JSONWriter(isPretty: true).bytes(plain)
    do throws(WireError) {
      let back = try JSONReader.read(json) { (reader) throws(WireError) in try reader.tree() }
      expect(
        back.wholeNumbersAsIntegers.isIdentical(to: plain),
        "The JSON reads back as another tree:\n\(String(decoding: json, as: UTF8.self))")
    } catch {
      fatalError("The JSON cannot be read: \(error.message)")
    }
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzYAML.check(Fuzzer.bytes(data, count))
  return 0
}
