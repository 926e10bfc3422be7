import KubeCore
import Testing
import YAML

/// Input that is made to be expensive. What is suffered instead of refused runs into the limit.
@Suite(.timeLimit(.minutes(5)))
struct BombTests {
  @Test(arguments: ["[", "{a: ", "- "])
  func `Deep nesting is refused`(opening: String) {
    let result = reading(String(repeating: opening, count: 100_000))
    #expect(result.contains("at most 100 levels of nesting"))
  }

  @Test(arguments: ["? ", "{? ", "[? "])
  func `Deeply nested keys are refused`(opening: String) {
    let result = reading(String(repeating: opening, count: 100_000))
    #expect(result.contains("expected a key that is text"))
  }

  @Test func `A hundred levels are read and no more`() {
    let depth = 100
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(reading(text) == text)
    #expect(reading("[" + text + "]") == "1:101: expected at most 100 levels of nesting, found one more")
  }

  @Test func `More nodes than allowed are refused`() {
    #expect(reading("[1, 2, 3]", limits: .init(nodes: 3)) == "1:1: expected at most 3 nodes in a document, found more")
  }

  @Test func `A million directives are refused`() {
    let result = reading(String(repeating: "%TAG !a! b\n", count: 200_000) + "---\na: 1\n")
    #expect(result == "101:1: expected at most 100 directives, found one more")
    let later = reading("a: 1\n" + String(repeating: "%TAG !a! b\n", count: 200_000) + "---\na: 1\n")
    #expect(later == "102:1: expected at most 100 directives, found one more")
  }

  @Test func `Long keys, wide lists and wide mappings are read or refused`() {
    let members = (0..<200_000).map { "k\($0): \($0)" }.joined(separator: ", ")
    #expect(reading("{" + members + "}").utf8.count > members.utf8.count)
    #expect(reading("a: [" + String(repeating: "x, ", count: 300_000) + "]").hasPrefix(#"{"a":["x","x","#))
    #expect(reading(String(repeating: "x", count: 2_000_000) + ": 1").contains("expected"))
    #expect(reading("a: \"" + String(repeating: "\\n", count: 1_000_000) + "\"").hasPrefix(#"{"a":"\n\n"#))
    #expect(reading(String(repeating: "&a ", count: 100_000)).contains("expected"))
    #expect(documents(String(repeating: "---\n", count: 20_000) + "a: 1").count == 20_000)
  }

  @Test(arguments: [
    ("a: x", "\n  x"), ("a: \"x", "\n\n  x"), ("a: 'x", "''"), ("[", "[],"), ("[", "{a: b},"), ("", "# x\n"),
    ("a: |\n", "  x\n"),
    ("a: >\n", "\n"), ("a: |\n  x", "\r\n"), ("", "a\n"), ("", "- &a *a\n"), ("", "- !!str\n"), ("", "...\n"),
    ("{", "a,"), ("", "\u{85}"),
    ("", "'a': b\n"), ("", "? a\n"), ("a:\n", " - [x, y]\n"), ("", "\u{FEFF}---\n"), ("a: ", "é"), ("", "%a\n"),
    ("- ", "\t"), ("", "-\n"),
  ])
  func `A megabyte of anything comes to an end, and the next document is read`(start: String, piece: String) {
    let text = start + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    #expect(documents(text + "\n---\nx: 1\n---\nlast: 1").map(describe).last == #"{"last":1}"#)
  }
}
