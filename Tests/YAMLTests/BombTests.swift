import KubeCore
import Testing
import YAML

struct BombTests {
  private func timed(_ text: String) -> (result: String, time: Duration) {
    let clock = ContinuousClock()
    var result = ""
    let time = clock.measure { result = reading(text) }
    return (result, time)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func `Deep nesting is refused`(opening: String) {
    let (result, time) = timed(String(repeating: opening, count: 100_000))
    #expect(result.contains("at most 100 levels of nesting"))
    #expect(time < .seconds(2))
  }

  @Test(arguments: ["? ", "{? ", "[? "])
  func `Deeply nested keys are refused`(opening: String) {
    let (result, time) = timed(String(repeating: opening, count: 100_000))
    #expect(result.contains("expected a key that is text"))
    #expect(time < .seconds(2))
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
    let (result, time) = timed(String(repeating: "%TAG !a! b\n", count: 200_000) + "---\na: 1\n")
    #expect(result == "101:1: expected at most 100 directives, found one more")
    #expect(time < .seconds(2))
    let (later, laterTime) = timed("a: 1\n" + String(repeating: "%TAG !a! b\n", count: 200_000) + "---\na: 1\n")
    #expect(later == "102:1: expected at most 100 directives, found one more")
    #expect(laterTime < .seconds(2))
  }

  @Test func `Long keys, wide lists and wide mappings take linear time`() {
    let wide = "{" + (0..<200_000).map { "k\($0): \($0)" }.joined(separator: ", ") + "}"
    #expect(timed(wide).time < .seconds(5))
    #expect(timed("a: [" + String(repeating: "x, ", count: 300_000) + "]").time < .seconds(5))
    #expect(timed(String(repeating: "x", count: 2_000_000) + ": 1").result.contains("expected"))
    #expect(timed("a: \"" + String(repeating: "\\n", count: 1_000_000) + "\"").time < .seconds(5))
    #expect(timed(String(repeating: "&a ", count: 100_000)).time < .seconds(5))
    #expect(timed(String(repeating: "---\n", count: 20_000) + "a: 1").time < .seconds(5))
  }

  @Test(arguments: [
    ("a: x", "\n  x"), ("a: \"x", "\n\n  x"), ("a: 'x", "''"), ("[", "[],"), ("[", "{a: b},"), ("", "# x\n"),
    ("a: |\n", "  x\n"),
    ("a: >\n", "\n"), ("a: |\n  x", "\r\n"), ("", "a\n"), ("", "- &a *a\n"), ("", "- !!str\n"), ("", "...\n"),
    ("{", "a,"), ("", "\u{85}"),
    ("", "'a': b\n"), ("", "? a\n"), ("a:\n", " - [x, y]\n"), ("", "\u{FEFF}---\n"), ("a: ", "é"), ("", "%a\n"),
    ("- ", "\t"), ("", "-\n"),
  ])
  func `A megabyte of anything takes no more than moments`(start: String, piece: String) {
    let text = start + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure { for document in documents(text) { _ = describe(document) } }
    #expect(time < .seconds(10))
  }
}
