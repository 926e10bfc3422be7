/// An XML element: attributes, and text or elements inside of it.
package struct XMLNode: Sendable {
  package var name: String
  /// In the order in which they are to be written.
  package var attributes: [(name: String, value: String)]
  package var text: String
  package var children: [XMLNode]

  package init(
    _ name: String, _ attributes: [(name: String, value: String)] = [], text: String = "", children: [XMLNode] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The document with this element as its root: UTF-8, two spaces a level, a line break at its end.
  package var document: String {
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &output, indent: "")
    return output
  }

  private func write(to output: inout String, indent: String) {
    output += "\(indent)<\(name)"
    for attribute in attributes { output += " \(attribute.name)=\"\(XMLText.attribute(attribute.value))\"" }
    if children.isEmpty {
      output += text.isEmpty ? "/>\n" : ">\(XMLText.content(text))</\(name)>\n"
    } else {
      output += ">\n"
      for child in children { child.write(to: &output, indent: indent + "  ") }
      output += "\(indent)</\(name)>\n"
    }
  }
}

/// Text as XML 1.0 takes it. What XML cannot hold at all, such as most control characters, becomes U+FFFD.
///
/// Source: XML 1.0, sections 2.2 (characters), 2.4 (markup) and 3.3.3 (attributes lose line breaks that are not
/// written as references).
package enum XMLText {
  /// Text between tags.
  package static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

  /// Text between double quotes.
  package static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"" where isAttribute: output += "&quot;"
      case "\n" where isAttribute, "\t" where isAttribute, "\r": output += "&#\(scalar.value);"
      default: output.unicodeScalars.append(isCharacter(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return output
  }

  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}
