import Support
import Testing

@Suite("XML")
struct XMLNodeTests {
  @Test(
    "Text is escaped, and what XML cannot hold is replaced",
    arguments: [
      ("a & b < c > d ]]>", "a &amp; b &lt; c &gt; d ]]&gt;"), ("\"'", "\"'"), ("a\nb\tc", "a\nb\tc"),
      ("a\r\nb", "a&#13;\nb"), ("\u{0}\u{1b}[31m\u{b}", "\u{FFFD}\u{FFFD}[31m\u{FFFD}"),
      ("\u{FFFE}\u{FFFF}\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("é🎉\u{7f}\u{85}", "é🎉\u{7f}\u{85}"),
    ])
  func content(text: String, expected: String) { #expect(XMLText.content(text) == expected) }

  @Test(
    "Attributes keep quotes, line breaks and tabs",
    arguments: [("a\"b'c", "a&quot;b'c"), ("a\nb\tc\rd", "a&#10;b&#9;c&#13;d"), ("<&>\u{2}", "&lt;&amp;&gt;\u{FFFD}")])
  func attribute(text: String, expected: String) { #expect(XMLText.attribute(text) == expected) }

  @Test("Elements are indented, text stands as it is")
  func document() {
    let node = XMLNode(
      "a", [("x", "1"), ("y", "<")],
      children: [XMLNode("b"), XMLNode("c", text: "one\n  two"), XMLNode("d", [("z", "")])])
    #expect(
      node.document == """
        <?xml version="1.0" encoding="UTF-8"?>
        <a x="1" y="&lt;">
          <b/>
          <c>one
          two</c>
          <d z=""/>
        </a>

        """)
  }
}
