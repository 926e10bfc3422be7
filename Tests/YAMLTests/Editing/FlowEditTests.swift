import Testing

/// What is written in brackets and braces.
struct FlowEditTests {
  @Test(arguments: [
    ("a: {b: 1, c: 2} # x\n", "a.b = [3]", "a: {b: [3], c: 2} # x\n"),
    ("a: {b: 1, c: 2} # x\n", "a.d = 'p, q'", "a: {b: 1, c: 2, d: \"p, q\"} # x\n"),
    ("a: { b: 1 }\n", "a.c.d = 2", "a: { b: 1, c: {d: 2} }\n"), ("a: {b: 1,}\n", "a.c = 2", "a: {b: 1, c: 2,}\n"),
    ("a: [1, 2]\n", "a[2] = {x: z}", "a: [1, 2, {x: z}]\n"), ("a: [1, 2]\n", "a[0] = null", "a: [null, 2]\n"),
    ("a: {b: , c: 1}\n", "a.b = 2", "a: {b: 2 , c: 1}\n"), ("a: {b: {}}\n", "a.b.c = 1", "a: {b: {c: 1}}\n"),
    ("a: {b: x}\n", "a = {c: z}", "a: {c: z}\n"), ("{a: 1, b: 2}\n", "b = 3", "{a: 1, b: 3}\n"),
    ("l:\n- {a: 1}\n", "l[0].b = 'x:y'", "l:\n- {a: 1, b: \"x:y\"}\n"),
    ("a: {b: 1, c: 2, d: 3}\n", "- a.b", "a: {c: 2, d: 3}\n"),
    ("a: {b: 1, c: 2, d: 3}\n", "- a.c", "a: {b: 1, d: 3}\n"),
    ("a: {b: 1, c: 2, d: 3}\n", "- a.d", "a: {b: 1, c: 2}\n"), ("a: {b: 1} # x\n", "- a.b", "a: {} # x\n"),
    ("a: [1, [2]]\n", "- a[1][0]", "a: [1, []]\n"), ("a: [1, 2]\n", "- a[1]", "a: [1]\n"),
    ("a: {\n  b: 1, # one\n  c: 2 # two\n}\n", "a.d = 3", "a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n}\n"),
    ("a: {\n  b: 1,\n  c: 2, # two\n}\n", "a.d = 3", "a: {\n  b: 1,\n  c: 2, # two\n  d: 3,\n}\n"),
    ("a: {\n  b: 1, # one\n  c: 2 # two\n}\n", "- a.b", "a: {\n  c: 2 # two\n}\n"),
    ("a: {\n  b: 1, # one\n  c: 2 # two\n}\n", "- a.c", "a: {\n  b: 1, # one\n}\n"),
    ("a: {b: 1, # one\n  c: 2}\n", "- a.c", "a: {b: 1, # one\n  }\n"),
    ("a: {b: 1, # one\n  c: 2}\n", "- a.b", "a: { # one\n  c: 2}\n"),
    (
      "a: [1,\n  2] # x\n",
      "a = {b: {c: [longer, than, eighty, columns, so, that, it, has, to, be, written, in, lines, below]}}",
      "a: # x\n  b:\n    c:\n    - longer\n    - than\n    - eighty\n    - columns\n    - so\n    - that\n    - it\n    - has\n    - to\n    - be\n    - written\n    - in\n    - lines\n    - below\n"
    ),
  ])
  func `Brackets and braces are kept`(text: String, change: String, expected: String) {
    #expect(edited(text, [change]) == expected)
  }
}
