import Support
import Testing

struct JSONWriterTests {
  @Test func `Compact JSON has no blanks`() {
    let tree: Tree = ["a": [1, true, .null, .number(0.5)], "b": [:], "c": [], "d": ["e": "f"]]
    #expect(JSONWriter().text(tree) == #"{"a":[1,true,null,0.5],"b":{},"c":[],"d":{"e":"f"}}"#)
  }

  @Test func `Pretty JSON has two spaces a level`() {
    let tree: Tree = ["a": [1, ["b": 2]], "c": [:], "d": []]
    let text = """
      {
        "a": [
          1,
          {
            "b": 2
          }
        ],
        "c": {},
        "d": []
      }
      """
    #expect(JSONWriter(isPretty: true).text(tree) == text)
  }

  @Test(arguments: [
    ("\"\\/", #""\"\\/""#), ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#), ("\u{0}\u{1F}\u{1B}", #""\u0000\u001f\u001b""#),
    ("é😀\u{7F}\u{2028}", "\"é😀\u{7F}\u{2028}\""),
  ])
  func `Strings are escaped as RFC 8259 says`(text: String, expected: String) {
    #expect(JSONWriter().text(.string(text)) == expected)
    #expect(JSONWriter.quoted(text) == expected)
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (5.0, "5.0"), (-0.0, "-0.0"), (1234.5, "1234.5"), (1e21, "1e+21"), (.infinity, "null"),
      (.nan, "null"),
    ] as [(Double, String)])
  func `Numbers are the shortest that read back the same`(value: Double, expected: String) {
    #expect(JSONWriter().text(.number(value)) == expected)
  }

  @Test func `Integers keep all digits`() {
    #expect(JSONWriter().text([.integer(.min), .integer(.max)]) == "[-9223372036854775808,9223372036854775807]")
  }
}
