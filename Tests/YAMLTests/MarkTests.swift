import KubeCore
import Testing
import YAML

struct MarkTests {
  private func text(_ source: String, at path: [WireError.Segment]) throws -> String {
    let bytes = Array(source.utf8)
    let tree = try #require(YAMLParser().documents(bytes).first { _ in true }).content.get()
    let place = tree.place(at: path)
    #expect(place.depth == path.count)
    #expect(place.value.lowerBound == SourceMark(offset: place.value.lowerBound.offset, in: bytes))
    #expect(place.value.upperBound == SourceMark(offset: place.value.upperBound.offset, in: bytes))
    if let key = place.key { #expect(key == SourceMark(offset: key.offset, in: bytes)) }
    return String(decoding: bytes[place.value.lowerBound.offset..<place.value.upperBound.offset], as: UTF8.self)
  }

  @Test(
    arguments: [
      ("a: bc  # x\n", [.field("a")], "bc"), ("a: 'b c' # x", [.field("a")], "'b c'"),
      ("é: \"ü😀\"\nb: 1", [.field("é")], "\"ü😀\""), ("é: \"ü😀\"\nb: 12", [.field("b")], "12"),
      ("a: \"\u{2028}é\"\nb: 1", [.field("b")], "1"),
      ("a:\n  b: 1\n  c: 2\n\n# end\nd: 3", [.field("a")], "b: 1\n  c: 2"),
      ("a:\n- 1\n- b: 2 # x\n  c: 3\n# end\nd: 3", [.field("a")], "- 1\n- b: 2 # x\n  c: 3"),
      ("a:\n- 1\n- b: 2 # x\n  c: 3\n# end\nd: 3", [.field("a"), .index(1)], "b: 2 # x\n  c: 3"),
      ("a: [1, {b: 2}] # x\n", [.field("a")], "[1, {b: 2}]"), ("a: [1, {b: 2}]", [.field("a"), .index(1)], "{b: 2}"),
      ("a: {} # x\nb: 1", [.field("a")], "{}"), ("a:\nb: 1", [.field("a")], ""),
      ("a: &x 5\nb: *x\n", [.field("a")], "&x 5"),
      ("a:\n  b: &x 5\n  c: *x # y\nd: 1", [.field("a")], "b: &x 5\n  c: *x"),
      ("a: |\n  x\n  y\n\n\nb: 1", [.field("a")], "|\n  x\n  y"), ("a: |-\n  x\n\nb: 1", [.field("a")], "|-\n  x"),
      ("a: |+\n  x\n\nb: 1", [.field("a")], "|+\n  x\n"), ("a: >\n  x\n  y\n", [.field("a")], ">\n  x\n  y"),
      ("a:\r\n  b: |\r\n    x\r\n  c: 2\r\n", [.field("a")], "b: |\r\n    x\r\n  c: 2"),
      ("\u{FEFF}a: b\n", [.field("a")], "b"), ("a: x\n  y\nb: 1", [.field("a")], "x\n  y"),
      ("a:\n  - b:\n    - c\n  -\nd: 1", [.field("a")], "- b:\n    - c\n  -"),
      ("a: {b, c: 1}", [.field("a"), .field("b")], ""),
      ("? a\n: b\n", [.field("a")], "b"), ("", [], ""),
    ] as [(String, [WireError.Segment], String)])
  func `A node's marks enclose its text`(source: String, path: [WireError.Segment], expected: String) throws {
    guard !source.isEmpty else { return }
    #expect(try text(source, at: path) == expected)
  }

  @Test func `A path that is not there gives its nearest ancestor`() throws {
    let tree = try documents("kind: Pod\nspec:\n  ports:\n  - port: 80\n")[0].content.get()
    #expect(tree.mark(at: [.field("spec"), .field("ports"), .index(0), .field("port")]).column == 5)
    #expect(
      tree.mark(at: [.field("spec"), .field("ports"), .index(0), .field("name")])
        == tree.mark(at: [.field("spec"), .field("ports"), .index(0)]))
    #expect(tree.mark(at: [.field("spec"), .field("ports"), .index(7)]).line == 3)
    #expect(tree.mark(at: [.field("status")]) == SourceMark(offset: 0, line: 1, column: 1))
    #expect(tree.place(at: [.field("spec"), .field("nothing")]).depth == 1)
  }

  @Test func `Columns count characters, offsets count bytes`() throws {
    let tree = try documents("é: 1\nüü: {ß: x}\n")[0].content.get()
    #expect(tree.mark(at: [.field("üü"), .field("ß")]) == SourceMark(offset: 13, line: 2, column: 6))
  }
}
