import Testing

struct EditRefusalTests {
  @Test(arguments: [
    ("a: &x 1\nb: *x\n", "a = 2", "1:4: a has an anchor that is used in line 2"),
    ("a: &x {c: 1}\nb: *x\n", "a.c = 2", "1:4: a has an anchor that is used in line 2"),
    ("a: &x {c: 1}\nb: *x\n", "a.d = 2", "1:4: a has an anchor that is used in line 2"),
    ("a: &x {c: 1}\nb: *x\n", "b.c = 2", "2:4: b is an alias of a value elsewhere"),
    ("a: &x {c: 1}\nb: *x\n", "b = 2", "2:4: b is an alias of a value elsewhere"),
    ("a: &x {c: 1}\nb: *x\n", "- a", "1:4: an anchor in the value is used in line 2"),
    ("a: {c: &x 1}\nb: *x\n", "a = 2", "1:8: an anchor in the value is used in line 2"),
    ("a:\n  c: &x 1\nb: *x\nd: 1\n", "- a", "2:6: an anchor in the value is used in line 3"),
    ("a: &x {c: 1}\nb:\n  <<: *x\n  d: 1\n", "b.c = 2", "1:8: b.c comes from a merge key"),
    ("a: &x {c: 1}\nb:\n  <<: *x\n  d: 1\n", "- b.c", "1:8: b.c comes from a merge key"),
    ("a: &x {c: {}}\nb:\n  <<: *x\n  d: 1\n", "b.c.e = 2", "1:8: b.c comes from a merge key"),
    ("a: &x 1\n", "a = 2", "1:4: a has an anchor"), ("a: &x\n", "a.b = 2", "1:4: the value has an anchor"),
    ("a: !!str 1\n", "a = 2", "1:4: a has a tag"), ("a: !x\n  b: 1\n", "a.b = 2", "1:4: a has a tag"),
    ("a: 1\na: 2\n", "a = 3", "2:1: expected each key once, found key \"a\" already set in map (in line 1)"),
    ("{\"a\": 1}\n", "a = 2", "1:1: the document is JSON, which has no comments to keep"),
    ("? a\n: 1\nb: 2\n", "a = 2", "1:3: the value has no ':' right behind its key"),
    ("? a\n: 1\nb: 2\n", "- a", "1:3: the key is written behind '?'"),
    ("a: {b, c: 1}\n", "a.b = 2", "1:5: the value has no ':' right behind its key"),
    ("a: x\n", "a.b = 2", "a has no place for b"), ("a: [1]\n", "a.b = 2", "a has no place for b"),
    ("a: [1]\n", "a[3] = 2", "a has no place for [3]"), ("a:\n", "a[3] = 2", "a has no place for [3]"),
    ("- 1\n", "a = 2", "the document has no place for a"),
    ("a: 1\n", "- a", "1:1: nothing would be left of the document"),
    ("# nothing\n---\n", "- a", ""),
  ])
  func `What would reach further, or is not understood, is refused`(text: String, change: String, message: String) {
    guard !message.isEmpty else {
      #expect(edited(text, [change]) == text)
      return
    }
    #expect(edited(text, [change]) == "refused: " + message)
  }

  @Test func `A key of its own beside a merge key is changed, and so is what uses no anchor`() {
    let text = "x: &x {c: 1, d: 1}\nb:\n  <<: *x\n  c: 2 # own\ne: *x\n"
    #expect(edited(text, ["b.c = 3"]) == "x: &x {c: 1, d: 1}\nb:\n  <<: *x\n  c: 3 # own\ne: *x\n")
    #expect(edited(text, ["- e"]) == "x: &x {c: 1, d: 1}\nb:\n  <<: *x\n  c: 2 # own\n")
    #expect(edited(text, ["b.f = 4"]) == "x: &x {c: 1, d: 1}\nb:\n  <<: *x\n  c: 2 # own\n  f: 4\ne: *x\n")
    #expect(edited(text, ["- b.c"]).hasPrefix("refused: 4:3: no edit of b.c was found that changes it alone"))
    #expect(edited("a: &unused\n  b: 1\n", ["a.b = 2"]) == "a: &unused\n  b: 2\n")
  }

  @Test func `A refusal names the place in the file as it was`() {
    #expect(
      edited("a: 1\nb: &x 1\nc: *x\n", ["- a", "b = 2"]) == "refused: 2:4: b has an anchor that is used in line 2")
  }

  @Test func `Bytes that are no document are refused`() {
    #expect(edited("", ["a = 1"]) == "no such document")
  }
}
