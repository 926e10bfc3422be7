import Testing

@testable import DevAPIServer

@Suite("Go regular expressions")
struct GoRegexTests {
  @Test(
    "Patterns match as RE2 does",
    arguments: [
      ("^a+$", "aaa", true), ("^a+$", "aab", false), ("b", "abc", true), ("^$", "", true),
      ("a$", "a\n", false), ("(?m)a$", "a\nb", true), (".", "\n", false), ("(?s).", "\n", true), (".", "\r", true),
      (#"^\d+$"#, "٣", false), (#"^\w+$"#, "é", false), (#"^\p{L}+$"#, "é", true), (#"^\pN$"#, "7", true),
      (#"^[[:alpha:]_-]+$"#, "a-_Z", true), ("^[^a-c]$", "d", true), ("^[^a-c]$", "b", false),
      ("^[a-c-e]+$", "b-e", true), ("^[]a]+$", "]a", true), ("^[[&&a]+$", "[&", true),
      ("^a{2,3}$", "aa", true), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aa", true), ("^a{2,}$", "aaaaa", true),
      ("^a{,3}$", "a{,3}", true), ("^(?:ab|c)*$", "abcab", true), ("(?i)^STRASSE$", "strasse", true),
      ("^(?P<name>x)?y$", "y", true), (#"^\Qa.b\E$"#, "a.b", true), (#"\bfoo\b"#, "a foo b", true),
      (#"\bfoo\b"#, "afoo", false), (#"^\x41\x{1F600}$"#, "A😀", true), ("^(a*)*$", "b", false),
      ("^(|a)+$", "aaa", true),
      ("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$", "AnalysisDone", true),
      ("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$", "Done:", false),
    ])
  func matching(pattern: String, text: String, expected: Bool) throws {
    #expect(try GoRegex(pattern).matches(text) == expected)
  }

  @Test("A pattern that would take a backtracking matcher for ever is quick")
  func linear() throws {
    #expect(try !GoRegex("^(a|a?)+$").matches(String(repeating: "a", count: 2_000) + "b"))
  }

  @Test(
    "What Go refuses is refused in its words",
    arguments: [
      ("(", "error parsing regexp: missing closing ): `(`"),
      ("a)", "error parsing regexp: unexpected ): `a)`"),
      ("[a", "error parsing regexp: missing closing ]: `[a`"),
      ("[z-a]", "error parsing regexp: invalid character class range: `z-a`"),
      ("*a", "error parsing regexp: missing argument to repetition operator: `*`"),
      ("a**", "error parsing regexp: invalid nested repetition operator: `**`"),
      ("a{1001}", "error parsing regexp: invalid repeat count: `{1001}`"),
      ("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"),
      (#"\1"#, #"error parsing regexp: invalid escape sequence: `\1`"#),
      (#"\y"#, #"error parsing regexp: invalid escape sequence: `\y`"#),
      ("a\\", "error parsing regexp: trailing backslash at end of expression: ``"),
      (#"\p{Nope}"#, #"error parsing regexp: invalid character class range: `\p{Nope}`"#),
    ])
  func refused(pattern: String, message: String) {
    let error = #expect(throws: GoRegexError.self) { try GoRegex(pattern) }
    #expect(error?.message == message)
  }
}
