import Support
import Testing

struct YAMLStyleTests {
  private let tree: Tree = ["a": ["b": [["c": 1, "d": "x\ny\n"], "e"]], "f": []]

  @Test func `Mappings and lists are indented as asked`() {
    #expect(
      YAMLWriter(step: 4, listStep: 2).text(tree) == """
        a:
            b:
              - c: 1
                d: |
                    x
                    y
              - e
        f: []

        """)
    #expect(
      YAMLWriter(step: 1, usesBlockText: false).text(tree) == "a:\n b:\n - c: 1\n   d: \"x\\ny\\n\"\n - e\nf: []\n")
  }

  @Test func `What stands behind a key or a dash begins in its line`() {
    #expect(YAMLWriter().text(["a": 1, "b": [2]], underKeyAt: 2) == "\n    a: 1\n    b:\n    - 2\n")
    #expect(YAMLWriter(listStep: 2).text([1, 2], underKeyAt: 0) == "\n  - 1\n  - 2\n")
    #expect(YAMLWriter().text(["a": 1, "b": 2], behindDashAt: 2) == " a: 1\n    b: 2\n")
    #expect(YAMLWriter().text("x", underKeyAt: 7) == " x\n")
    #expect(YAMLWriter().text([:], underKeyAt: 7) == " {}\n")
  }

  @Test(
    arguments: [
      (["a": ["b, c", "d:e", [:], [1, .null], "1"]], #"{a: ["b, c", "d:e", {}, [1, null], "1"]}"#),
      (["x y": "p\nq", "k?": true], #"{x y: "p\nq", "k?": true}"#), ([], "[]"),
    ] as [(Tree, String)])
  func `Flow style is one line`(tree: Tree, text: String) {
    #expect(YAMLWriter().flow(tree) == text)
  }
}
