import KubeCore
import Support
import Testing
import YAML

/// What surrounds a document: line ends, marks, other documents.
struct FileEditTests {
  @Test(arguments: [
    ("a: 1 # x\r\nb:\r\n  c: 2\r\n", ["a = 5"], "a: 5 # x\r\nb:\r\n  c: 2\r\n"),
    ("a: 1 # x\r\nb:\r\n  c: 2\r\n", ["b.d = [x]"], "a: 1 # x\r\nb:\r\n  c: 2\r\n  d:\r\n  - x\r\n"),
    ("a: 1 # x\r\nb:\r\n  c: 2\r\n", ["- a"], "b:\r\n  c: 2\r\n"),
    ("a: 1 # x\r\nb:\r\n  c: 2", ["b.d = 3"], "a: 1 # x\r\nb:\r\n  c: 2\r\n  d: 3"),
    ("a: 1\r\nb:\r\n  c: 2", ["- b"], "a: 1"), ("a: 1\r\n", ["a = \"x\\ny\\n\""], "a: |\r\n  x\r\n  y\r\n"),
    ("a: 1\rb: 2\r", ["c.d = 3"], "a: 1\rb: 2\rc:\r  d: 3\r"), ("a: 1", ["b = 2"], "a: 1\nb: 2"),
    ("a:", ["a = [x]"], "a:\n- x"), ("a: 1 # end", ["b = 2"], "a: 1 # end\nb: 2"),
    ("\u{FEFF}a: 1\nb: 2\n", ["- a"], "\u{FEFF}b: 2\n"), ("\u{FEFF}a: 1\n", ["b = 2"], "\u{FEFF}a: 1\nb: 2\n"),
    ("%YAML 1.1\n--- # first\na: 1\n...\n", ["b = 2"], "%YAML 1.1\n--- # first\na: 1\nb: 2\n...\n"),
    ("--- {a: 1}\n", ["b = 2"], "--- {a: 1, b: 2}\n"), ("é: ü # ö\nb: 1\n", ["é = ß"], "é: ß # ö\nb: 1\n"),
    ("a: 1\n", ["b.c = 2", "b.d = 3", "- a"], "b:\n  c: 2\n  d: 3\n"),
    ("a: 1\n", ["b = 2", "b = 3", "- b"], "a: 1\n"),
    ("a:\n    b: 1\n---\nc: 1\n", ["a.x.z = 1"], "a:\n    b: 1\n    x:\n        z: 1\n---\nc: 1\n"),
  ])
  func `A file keeps its line ends, its marks and its last line`(text: String, changes: [String], expected: String) {
    #expect(edited(text, changes) == expected)
  }

  private static let file = "# 1\na: 1\n---\n# 2\nb: [x] # é\n---\nc:\n    d:\n      - 1\n...\n# 4\n---\ne: 5"

  @Test(arguments: [
    (0, "a = 2", "# 1\na: 2\n---\n# 2\nb: [x] # é\n---\nc:\n    d:\n      - 1\n...\n# 4\n---\ne: 5"),
    (1, "b[1] = z", "# 1\na: 1\n---\n# 2\nb: [x, z] # é\n---\nc:\n    d:\n      - 1\n...\n# 4\n---\ne: 5"),
    (2, "- c.d", "# 1\na: 1\n---\n# 2\nb: [x] # é\n---\nc: {}\n...\n# 4\n---\ne: 5"),
    (
      3, "f.g = [1]",
      "# 1\na: 1\n---\n# 2\nb: [x] # é\n---\nc:\n    d:\n      - 1\n...\n# 4\n---\ne: 5\nf:\n    g:\n      - 1"
    ),
  ])
  func `One document of several is changed, in the manner of the others`(index: Int, change: String, expected: String) {
    #expect(edited(Self.file, [change], document: index) == expected)
  }

  @Test func `A broken document beside is no hindrance`() {
    #expect(edited("a: [\n---\nb: 1\n", ["b = 2"], document: 1) == "a: [\n---\nb: 2\n")
    #expect(edited("a: [\n---\nb: 1\n", ["a = 2"]).hasPrefix("refused: 2:1: expected a value"))
  }

  @Test func `The edits are those of the file as it was`() throws {
    let text = "a: 1\nb: 2\nc: 3\nd: 4\n"
    let bytes = Array(text.utf8)
    let editor = YAMLEditor(bytes, documentRange: 0..<bytes.count, documentLine: 1)
    let result = try editor.applying([.set([.field("d")], 5), .remove([.field("b")]), .set([.field("a")], "long text")])
    #expect(
      result.edits == [
        TextEdit(range: 3..<4, replacement: Array("long text".utf8)), TextEdit(range: 5..<10, replacement: []),
        TextEdit(range: 18..<19, replacement: Array("5".utf8)),
      ])
    #expect(String(decoding: result.bytes, as: UTF8.self) == "a: long text\nc: 3\nd: 5\n")
    #expect(try editor.applying([]).edits.isEmpty)
  }

  @Test func `Changes between two trees are as deep as they go`() throws {
    let old: Tree = ["a": 1, "b": ["x": 1, "y": [1, 2, 3]], "c": [["n": "p"], ["n": "q"]], "d": [1, 2], "e": [1]]
    let new: Tree = ["b": ["x": 2, "y": [1, 3]], "c": [["n": "p", "v": 1], ["n": "q"]], "d": [1, 2, 3], "e": []]
    #expect(
      YAMLChange.changes(from: old, to: new) == [
        .set(path("b.x"), 2), .remove(path("b.y[1]")), .set(path("c[0].v"), 1), .set(path("d[2]"), 3),
        .set(path("e"), []), .remove(path("a")),
      ])
    #expect(YAMLChange.changes(from: old, to: old).isEmpty)
    #expect(YAMLChange.changes(from: ["a": [1, 2, 3]], to: ["a": [0, 3]]) == [.set(path("a"), [0, 3])])
  }
}
