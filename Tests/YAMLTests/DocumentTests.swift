import KubeCore
import Testing
import YAML

struct DocumentTests {
  @Test(arguments: [
    ("", []), ("\n\n", []), ("# only a comment\n", []), ("---\n", ["null"]), ("a: 1", [#"{"a":1}"#]),
    ("a: 1\n---\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]),
    ("---\na: 1\n---\n---\nb: 2", [#"{"a":1}"#, "null", #"{"b":2}"#]),
    ("# c\n---\na: 1\n", [#"{"a":1}"#]), ("a: 1\n...\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]),
    ("a: 1\n...\n# c\n%YAML 1.1\n---\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]), ("--- a\n--- b\n", [#""a""#, #""b""#]),
    ("a: |\n  ---\n  b\n---\nc: 1", [#"{"a":"---\nb\n"}"#, #"{"c":1}"#]), ("a: ---b\n", [#"{"a":"---b"}"#]),
    ("---b: 1\n", [#"{"---b":1}"#]), ("a: 1\r\n---\r\nb: 2\r\n", [#"{"a":1}"#, #"{"b":2}"#]),
    ("\u{FEFF}a: 1\n", [#"{"a":1}"#]), ("\u{FEFF}---\na: 1\n\u{FEFF}---\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]),
    ("a: 1\r---\rb: 2\r", [#"{"a":1}"#, #"{"b":2}"#]),
  ])
  func `A file falls into its documents`(text: String, expected: [String]) {
    #expect(documents(text).map(describe) == expected)
  }

  @Test(arguments: [
    (
      "a: 1\n---\nb: [1, 2\n---\nc: 3\n",
      "4:1: expected ',' or ']' of the list that starts in line 3, found the end of the document"
    ),
    (
      "a: 1\n---\nb: 'x\n---\nc: 3\n",
      "4:1: expected the closing quote of the text that starts in line 3, found the end of the document"
    ),
    (
      "a: 1\n---\nb: 1\n c: 2\n---\nc: 3\n",
      "4:3: expected the end of the value (a nested mapping starts on a line of its own; text with ': ' in it needs quotes), found ': 2'"
    ),
    (
      "a: 1\n---\nb: 1\n- c\n---\nc: 3\n",
      "4:1: expected a key of the mapping that starts in line 3, or its end, found '- c'"
    ),
    ("a: 1\n---\nb:\n\tc: 1\n---\nc: 3\n", "4:1: expected spaces for indentation, found a tab"),
    ("a: 1\n---\nb: @x\n---\nc: 3\n", "3:4: expected a value (quote the text), found '@x'"),
    (
      "a: 1\n---\nb: \"\\q\"\n---\nc: 3\n",
      "3:5: expected an escape that YAML has, such as \\n or \\u00e9, found '\\q\"'"
    ),
    ("a: 1\n---\nb: \u{1}\n---\nc: 3\n", "3:4: expected text, found the control character U+0001"),
    (
      "a: 1\n---\nb: 1\nb: 2\n---\nc: 3\n",
      "4:1: expected each key once, found key \"b\" already set in map (in line 3)"
    ),
    ("a: 1\n---\nb: 1\nkey\n---\nc: 3\n", "5:1: expected ':' behind the key in line 4, found the end of the document"),
    ("a: 1\n---\nb: 1\n...\n%YAML 1.1\n---\nb: 1\n... b\n---\nc: 3\n", ""),
  ])
  func `A broken document is named with its place and takes no other with it`(text: String, message: String) {
    let all = documents(text).map(describe)
    #expect(all.first == #"{"a":1}"#)
    #expect(all.last == #"{"c":3}"#)
    if !message.isEmpty { #expect(all.dropFirst().dropLast() == [message]) }
  }

  @Test func `Each document knows its bytes and its line, and can be read again from them`() throws {
    let text = "# é\na: 1\n---\nb: ü\nc: [1\n...\n# x\n---\nd: 4\n"
    let bytes = Array(text.utf8)
    for document in YAMLParser().documents(bytes) {
      let again = YAMLParser().document(bytes, range: document.range, line: document.line)
      var copy = document
      copy.content = again
      #expect(describe(copy) == describe(document))
    }
    let all = documents(text)
    #expect(all.map(\.line) == [1, 3, 7])
    #expect(all.map(\.index) == [0, 1, 2])
    #expect(
      all.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
        "# é\na: 1\n", "---\nb: ü\nc: [1\n...\n", "# x\n---\nd: 4\n",
      ])
    #expect(try all[2].content.get().mark(at: [.field("d")]) == SourceMark(offset: 38, line: 9, column: 1))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00], "1:1: expected UTF-8 text, found UTF-16 (save the file as UTF-8)"),
      ([0xFE, 0xFF, 0x00, 0x61], "1:1: expected UTF-8 text, found UTF-16 (save the file as UTF-8)"),
      ([0x61, 0x00, 0x3A, 0x00], "1:1: expected UTF-8 text, found UTF-16 (save the file as UTF-8)"),
      ([0x61, 0x3A, 0x20, 0x0A, 0xC3, 0x28], "2:1: expected UTF-8 text, found the byte 0xC3 at byte 4"),
      ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], "1:4: expected UTF-8 text, found the byte 0xED at byte 3"),
      ([0x61, 0x3A, 0x20, 0xC0, 0x80], "1:4: expected UTF-8 text, found the byte 0xC0 at byte 3"),
      ([0x61, 0x3A, 0x20, 0xF5, 0x80, 0x80, 0x80], "1:4: expected UTF-8 text, found the byte 0xF5 at byte 3"),
      ([0x7F, 0x45, 0x4C, 0x46, 0x00, 0x01], "1:5: expected text, found a NUL byte at byte 4: a binary file"),
    ] as [([UInt8], String)])
  func `Bytes that are no UTF-8 text are refused with their place`(bytes: [UInt8], message: String) {
    #expect(YAMLParser().documents(bytes).map(describe) == [message])
  }
}
