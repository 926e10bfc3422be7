import KubeCore
import Support
import Testing
import YAML

struct YAMLWriterTests {
  @Test func `Block style is kubectl's`() {
    let tree: Tree = [
      "apiVersion": "v1",
      "metadata": ["labels": ["app.kubernetes.io/name": "web"], "annotations": [:]],
      "spec": [
        "containers": [["name": "a", "args": ["--leader-elect", "-v=2"], "ports": []], ["name": "b"]],
        "matrix": [[1, 2], [["x": .null]]],
        "script": "#!/bin/sh\necho\n", "tail": "a\nb", "keep": "a\n\n", "cidr": "10.0.0.0/8",
      ],
    ]
    let text = """
      apiVersion: v1
      metadata:
        labels:
          app.kubernetes.io/name: web
        annotations: {}
      spec:
        containers:
        - name: a
          args:
          - --leader-elect
          - -v=2
          ports: []
        - name: b
        matrix:
        - - 1
          - 2
        - - x: null
        script: |
          #!/bin/sh
          echo
        tail: |-
          a
          b
        keep: |+
          a

        cidr: 10.0.0.0/8

      """
    #expect(YAMLWriter().text(tree) == text)
  }

  @Test(arguments: [
    "", "~", "null", "Null", "y", "N", "yes", "No", "on", "OFF", "true", "False", "1", "-1", "+1", "0x1F", "0o17",
    "017", "1_000",
    "1.5", ".5", "5.", "1e3", ".inf", "-.INF", ".NaN", "12:30", "1:30:00", "2026-11-21", "2026-11-21T04:05:06Z", "<<",
    "=",
    "- a", "-", "---", "...", "? a", ": a", "a: b", "a:", "a #b", "#a", "*a", "&a", "!a", "%a", "@a", "`a", "\"a", "'a",
    "[a",
    "{a", "|", ">", " a", "a ", "\ta", "a\u{85}b", "\u{FEFF}a", "\u{0}", "a\u{7F}",
  ])
  func `A text that YAML would take for something else is quoted and read back`(text: String) throws {
    let written = YAMLWriter().text(["k": .string(text)])
    #expect(written.hasPrefix("k: \""))
    #expect(try read(written) == ["k": .string(text)])
    #expect(try read(YAMLWriter().text([text: "v"])) == [text: "v"])
    #expect(try read(YAMLWriter().text(.string(text))) == .string(text))
  }

  @Test(arguments: [
    "a", "web-1", "10.0.0.1", "10.0.0.0/8", "1.2.3", "100m", "30s", "5Gi", "a:b", "http://x/y", "a#b", "--flag=x", "-v",
    "a b",
    "v1.2", "é", "😀", "$(X)", "app.kubernetes.io/name", "nginx:1.27", "yesterday", "0.0.0.0/0", "1h30m",
  ])
  func `A plain text stays plain`(text: String) throws {
    let written = YAMLWriter().text(["k": .string(text)])
    #expect(written == "k: \(text)\n")
    #expect(try read(written) == ["k": .string(text)])
  }

  @Test func `Random trees are read back the same`() throws {
    var generator = SeededTrees(seed: 42)
    for _ in 0..<3000 {
      let tree = generator.tree(depth: 4)
      let written = YAMLWriter().text(tree)
      #expect(try read(written) == normal(tree), "\(written)")
      let json = JSONWriter().text(tree)
      let back = try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in try reader.tree() }
      #expect(normal(back) == normal(tree))
      let pretty = JSONWriter(isPretty: true).text(tree)
      let prettyBack = try JSONReader.read(Array(pretty.utf8)) { (reader) throws(WireError) in try reader.tree() }
      #expect(prettyBack == back)
    }
  }

  @Test func `Several documents are read back as several`() {
    let trees: [Tree] = [["a": "x\n\n"], "---\n", [1], [:]]
    let text = YAMLWriter().text(documents: trees)
    let back = YAMLParser().documents(Array(text.utf8)).map { try? $0.content.get() }.map {
      $0.map { $0.plain($0.root) }
    }
    #expect(back == trees)
  }

  private func read(_ text: String) throws -> Tree {
    let documents = Array(YAMLParser().documents(Array(text.utf8)))
    #expect(documents.count == 1)
    let tree = try #require(documents.first).content.get()
    return tree.plain(tree.root)
  }

  /// YAML reads a whole number as an integer.
  private func normal(_ tree: Tree) -> Tree {
    switch tree {
    case .number(let value): Int64(exactly: value).map { .integer($0) } ?? tree
    case .array(let elements): .array(elements.map(normal))
    case .object(let members): .object(members.map { Tree.Member($0.name, normal($0.value)) })
    default: tree
    }
  }
}

/// Random trees that depend on the seed alone.
private struct SeededTrees: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func tree(depth: Int) -> Tree {
    switch Int.random(in: 0..<(depth == 0 ? 6 : 10), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &self) >> Int64.random(in: 0..<64, using: &self))
    case 3: return .number(Double(Int.random(in: -100_000...100_000, using: &self)) / 10)
    case 4, 5: return .string(text())
    case 6, 7: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in tree(depth: depth - 1) })
    default:
      var members: [Tree.Member] = []
      for _ in 0..<Int.random(in: 0...4, using: &self) {
        let name = text()
        if members.allSatisfy({ !$0.name.utf8.elementsEqual(name.utf8) && $0.name != name }) {
          members.append(Tree.Member(name, tree(depth: depth - 1)))
        }
      }
      return .object(members)
    }
  }

  mutating func text() -> String {
    let pieces = [
      "a", "Z", "0", "1", "9", ".", ":", ": ", "-", "- ", "#", " #", " ", "  ", "\n", "\n", "\n\n", "\t", "\"", "'",
      "\\", "{", "]",
      ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "=", "<<", "yes", "null", "e", "x", "_", "+", "---", "...",
      "\r", "\u{0}",
      "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}", "\u{A0}", "é", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "😀",
      "\u{10FFFF}", "日本",
    ]
    let length = Int.random(in: 0..<60, using: &self) == 0 ? 1500 : Int.random(in: 0...8, using: &self)
    return (0..<length).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}
