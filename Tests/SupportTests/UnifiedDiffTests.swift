import Support
import Testing

struct UnifiedDiffTests {
  private func diff(_ old: String?, _ new: String?, path: String = "a.yaml") -> String {
    String(
      decoding: UnifiedDiff.bytes(path: path, old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) }),
      as: UTF8.self)
  }

  private let header = "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n"

  @Test(arguments: [
    ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
    ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n", "@@ -6,4 +6,3 @@\n 6\n 7\n 8\n-9\n"),
    ("1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n", "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n"),
    ("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"), ("", "a\n", "@@ -0,0 +1 @@\n+a\n"), ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
    ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    ("a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n"),
    ("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
      "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n"
    ),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
      "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"
    ),
  ])
  func `Changes are shown with three lines around them`(old: String, new: String, hunks: String) {
    #expect(diff(old, new) == header + hunks)
  }

  @Test func `Files that come or go are named so, and what is the same is not shown`() {
    #expect(diff("a\n", "a\n").isEmpty)
    #expect(
      diff(nil, "a\n") == """
        diff --git a/a.yaml b/a.yaml
        new file mode 100644
        --- /dev/null
        +++ b/a.yaml
        @@ -0,0 +1 @@
        +a

        """)
    #expect(
      diff("a\n", nil) == """
        diff --git a/a.yaml b/a.yaml
        deleted file mode 100644
        --- a/a.yaml
        +++ /dev/null
        @@ -1 +0,0 @@
        -a

        """)
    #expect(diff(nil, "") == "diff --git a/a.yaml b/a.yaml\nnew file mode 100644\n")
  }

  @Test(arguments: [
    ("x/y z.yaml", "diff --git a/x/y z.yaml b/x/y z.yaml\n--- a/x/y z.yaml\t\n+++ b/x/y z.yaml\t\n"),
    ("é.yaml", #"diff --git "a/\303\251.yaml" "b/\303\251.yaml""# + "\n" + #"--- "a/\303\251.yaml""# + "\n"),
    ("q\"\\\t\u{1}", #"diff --git "a/q\"\\\t\001" "b/q\"\\\t\001""# + "\n"),
  ])
  func `Paths are quoted as git quotes them`(path: String, start: String) {
    #expect(diff("a\n", "b\n", path: path).hasPrefix(start))
  }

  @Test func `Random texts become one another`() {
    var texts = RandomTexts(seed: 8)
    for _ in 0..<3000 {
      let old = texts.text()
      let new = Bool.random(using: &texts.generator) ? texts.changed(old) : texts.text()
      let diff = UnifiedDiff.bytes(path: "a", old: old, new: new)
      #expect(DiffApplier.apply(diff, to: old) == new)
      #expect(diff.isEmpty == (old == new))
    }
  }

  @Test func `Texts that have little in common become one another too`() {
    let old = Array((0..<4000).map { "\($0)\n" }.joined().utf8)
    let new = Array((0..<4000).map { "\($0 % 7 == 0 ? $0 : -$0)\n" }.joined().utf8)
    #expect(DiffApplier.apply(UnifiedDiff.bytes(path: "a", old: old, new: new), to: old) == new)
  }

  @Test func `No change is larger than it has to be`() {
    let old = Array("a\nb\nc\na\nb\nb\na\n".utf8)
    let new = Array("c\nb\na\nb\na\nc\n".utf8)
    let lines = DiffApplier.lines(UnifiedDiff.bytes(path: "a", old: old, new: new)).dropFirst(3)
    #expect(lines.count { $0.first == UInt8(ascii: "+") || $0.first == UInt8(ascii: "-") } == 5)
  }
}
