import Testing

/// What is written in lines.
struct BlockEditTests {
  @Test(arguments: [
    ("a: 1 # one\nb: 2\n", "a = 5", "a: 5 # one\nb: 2\n"),
    ("a:   'x'\t# tab\nb: \"y\"\n", "a = z", "a:   z\t# tab\nb: \"y\"\n"),
    ("a: x\n  y # two lines\nb: 1\n", "a = z", "a: z # two lines\nb: 1\n"),
    ("a:\n  x # below\nb: 1\n", "a = z", "a:\n  z # below\nb: 1\n"),
    ("'a': 1\n\"b c\": 2\n", "b c = true", "'a': 1\n\"b c\": true\n"),
    ("a: 1\n", "a = 'yes'", "a: \"yes\"\n"),
    ("a: |\n  x\n  y\n\nb: 1\n", "a = z", "a: z\n\nb: 1\n"),
    ("a: >- # why\n  x\nb: 1\n", "b = 2", "a: >- # why\n  x\nb: 2\n"),
    ("a: x # c\nb: 1\n", "a = \"p\\nq\\n\"", "a: | # c\n  p\n  q\nb: 1\n"),
    ("a: x", "a = \"p\\nq\\n\"", "a: \"p\\nq\\n\""),
    ("a: |+\n  x\n\nb: 1\n", "a = \"y\\n\\n\"", "a: |+\n  y\n\nb: 1\n"),
    ("a:\n  - x: 1 # one\n    y: 2\n  - 3 # three\n", "a[0].x = 5", "a:\n  - x: 5 # one\n    y: 2\n  - 3 # three\n"),
    (
      "a:\n  - x: 1 # one\n    y: 2\n  - 3 # three\n", "a[1] = {z: 4}",
      "a:\n  - x: 1 # one\n    y: 2\n  - z: 4 # three\n"
    ),
    ("a:\n-   x: 1\n    y: 2\nb: 3\n", "a[0] = {p: 1, q: [2]}", "a:\n-   p: 1\n    q:\n    - 2\nb: 3\n"),
    ("a:\n- - 1\n  - 2\n- - 3\n", "a[0][1] = [x]", "a:\n- - 1\n  - - x\n- - 3\n"),
    ("a:\n-   x # c\n- y\n", "a[0] = {p: 1, q: 2}", "a:\n-   p: 1 # c\n    q: 2\n- y\n"),
    ("a:\n-\n   x # c\n- y\n", "a[0] = {p: 1, q: 2}", "a:\n-\n   p: 1 # c\n   q: 2\n- y\n"),
    ("a:\n- # why\n  x: 1\n- y\n", "a[0] = [p, q]", "a:\n- # why\n  - p\n  - q\n- y\n"),
    ("a: ~ # none\n", "a = {b: [1]}", "a: # none\n  b:\n  - 1\n"),
    ("a: 1 # same\n", "a = 1", "a: 1 # same\n"),
  ])
  func `A value is replaced in its place`(text: String, change: String, expected: String) {
    #expect(edited(text, [change]) == expected)
  }

  private static let policy = """
    # A policy.
    spec:
      podSelector: {}
      # Only DNS.
      egress: # all of it
        # the resolver
        - to: # kube-dns
            - namespaceSelector: {}
          ports:
            - port: 53 # udp
        # the rest
      policyTypes: # both
        - Egress
    # end

    """

  @Test(arguments: [
    ("spec.egress = [{}]", "  egress: # all of it\n    # the resolver\n    - {}\n    # the rest\n  policyTypes"),
    (
      "spec.egress = []",
      "  egress: [] # all of it\n    # the resolver\n    # the rest\n  policyTypes"
    ),
    ("- spec.egress", "  # Only DNS.\n  policyTypes"),
    ("spec.egress = null", "  egress: null # all of it\n    # the resolver\n    # the rest\n  policyTypes"),
    ("spec.egress = {a: 1}", "  egress: # all of it\n    # the resolver\n    a: 1\n    # the rest\n  policyTypes"),
  ])
  func `A list is replaced as a whole`(change: String, expected: String) throws {
    let result = edited(Self.policy, [change])
    #expect(result.hasPrefix("# A policy.\nspec:\n  podSelector: {}\n  # Only DNS.\n"))
    #expect(result.hasSuffix("policyTypes: # both\n    - Egress\n# end\n"))
    #expect(result.contains(expected), "\(result)")
  }

  @Test(arguments: [
    ("a:\n  b: 1 # b\n  # inner\n\n# outer\nc: 2\n", "a.d = 3", "a:\n  b: 1 # b\n  d: 3\n  # inner\n\n# outer\nc: 2\n"),
    ("a:\n    b: 1\nc: 2\n", "a.d.e = 3", "a:\n    b: 1\n    d:\n        e: 3\nc: 2\n"),
    ("a:\n  l:\n    - 1\nc: 2\n", "c2 = [x]", "a:\n  l:\n    - 1\nc: 2\nc2:\n  - x\n"),
    ("a:\n  l:\n    - 1\n", "a.m = [{p: 1, q: 2}]", "a:\n  l:\n    - 1\n  m:\n    - p: 1\n      q: 2\n"),
    ("a:\n  l:\n  - 1\n", "a.m = [x, [z]]", "a:\n  l:\n  - 1\n  m:\n  - x\n  - - z\n"),
    ("l:\n- a: 1\n- b: 2\n", "l[0].c = 3", "l:\n- a: 1\n  c: 3\n- b: 2\n"),
    ("l:\n- a: 1\n  # a's\n- b: 2\n", "l[0].c = 3", "l:\n- a: 1\n  c: 3\n  # a's\n- b: 2\n"),
    ("l:\n- a: 1 # one\n", "l[1] = {b: 2, c: 3}", "l:\n- a: 1 # one\n- b: 2\n  c: 3\n"),
    ("l:\n  - a\n  -\nb: 1\n", "l[2] = c", "l:\n  - a\n  -\n  - c\nb: 1\n"),
    ("a: |\n  x\n\n\nb: |\n  y\n", "c = 1", "a: |\n  x\n\n\nb: |\n  y\nc: 1\n"),
    ("a:\n  b: |+\n    x\n\n\nc: 1\n", "a.d = 1", "a:\n  b: |+\n    x\n\n\n  d: 1\nc: 1\n"),
    ("a:\n  b:\nc: 1\n", "a.d = 2", "a:\n  b:\n  d: 2\nc: 1\n"),
    ("a:\nc: 1\n", "a.b.d = 2", "a:\n  b:\n    d: 2\nc: 1\n"),
    ("a: # empty\nc: 1\n", "a = [x]", "a: # empty\n- x\nc: 1\n"),
    ("a: # empty\nc: 1\n", "a = x", "a: x # empty\nc: 1\n"),
    ("a:\n", "a[0].b = 1", "a:\n- b: 1\n"),
    ("l:\n-\n- 1\n", "l[0].a = 1", "l:\n- a: 1\n- 1\n"),
    ("a: {}\nb: 1\n", "a.c.d = x", "a:\n  c:\n    d: x\nb: 1\n"),
    ("a: {} # none\nb: 1\n", "a.c = x", "a: # none\n  c: x\nb: 1\n"),
    ("a: [] # none\nb: 1\n", "a = [{}]", "a: [{}] # none\nb: 1\n"),
    ("a: [] # none\nb: 1\n", "a = [{x: 1}]", "a: # none\n- x: 1\nb: 1\n"),
    ("a: 1\n", "'quoted: key' = 2", "a: 1\n\"'quoted: key'\": 2\n"),
    ("a: 1\n", "b = \"p\\nq\\n\"", "a: 1\nb: |\n  p\n  q\n"),
    ("? a\n: b\nc: 1\n", "c = 2", "? a\n: b\nc: 2\n"), ("1: x\ntrue: y\n", "true = z", "1: x\ntrue: z\n"),
  ])
  func `What is not there is added behind the last`(text: String, change: String, expected: String) {
    #expect(edited(text, [change]) == expected)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\nc: 3\n", "- a", "b: 2\nc: 3\n"), ("a: 1\nb: 2\nc: 3\n", "- b", "a: 1\nc: 3\n"),
    ("a: 1\nb: 2\nc: 3\n", "- c", "a: 1\nb: 2\n"), ("a: 1\nb: 2\nc: 3", "- c", "a: 1\nb: 2"),
    ("# a's\na: 1 # one\n# b's\nb: 2\n", "- a", "# a's\n# b's\nb: 2\n"),
    ("a:\n  x: 1\n  # x's\n# b's\nb: 2\n", "- a", "# b's\nb: 2\n"),
    ("l:\n- a: 1 # one\n  b: 2\n", "- l[0].a", "l:\n- b: 2\n"),
    ("l:\n- a: 1\n\n  # about b\n  b: 2\n", "- l[0].a", "l:\n- # about b\n  b: 2\n"),
    ("l:\n- a: 1\n  b:\n  - 2\n  - 3\n  c: 4\n", "- l[0].b", "l:\n- a: 1\n  c: 4\n"),
    ("l:\n  - 1 # one\n  - 2\n  # three\n  - 3\n", "- l[1]", "l:\n  - 1 # one\n  # three\n  - 3\n"),
    ("l:\n- - 1\n  - 2\n- 3\n", "- l[0][0]", "l:\n- - 2\n- 3\n"),
    ("l:\n- a:\n    x: 1\n  b: 2\n- 3\n", "- l[0]", "l:\n- 3\n"), ("l:\n-\n- 1\n", "- l[0]", "l:\n- 1\n"),
    ("a:\n  b: 1 # c\nd: 2\n", "- a.b", "a: {}\nd: 2\n"), ("a: # c\n  b: 1\nd: 2\n", "- a.b", "a: {} # c\nd: 2\n"),
    ("a:\n- 1\nd: 2\n", "- a[0]", "a: []\nd: 2\n"), ("l:\n- a: 1\n- 2\n", "- l[0].a", "l:\n- {}\n- 2\n"),
    ("a:\n  b: 1", "- a.b", "a: {}"), ("a: |\n  x\n\nb: 1\n", "- a", "\nb: 1\n"), ("a: 1\n", "- b", "a: 1\n"),
    ("a: 1\n", "- a.b.c", "a: 1\n"),
  ])
  func `A key or an element is taken away with its lines`(text: String, change: String, expected: String) {
    #expect(edited(text, [change]) == expected)
  }
}
