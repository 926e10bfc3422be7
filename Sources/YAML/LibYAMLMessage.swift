import CYAML
import KubeCore

/// libyaml's errors in plain words.
enum LibYAMLMessage {
  /// The error that stopped a parser over `range`.
  static func error(
    _ error: cyaml_error, in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, cursor: MarkCursor
  ) -> YAMLSyntaxError {
    var cursor = cursor
    if error.kind == CYAML_MEMORY_ERROR {
      return YAMLSyntaxError(mark: cursor.mark, expected: "memory to read the document", found: "none")
    }
    if error.kind == CYAML_READER_ERROR {
      let mark = cursor.advance(toOffset: range.lowerBound + min(error.offset, range.count))
      return YAMLSyntaxError(mark: mark, expected: "text", found: character(at: mark.offset, range, bytes))
    }
    let mark = cursor.advance(toIndex: error.problem_mark.index)
    let contextLine = cursor.advance(toIndex: error.context_mark.index).line
    let problem = text(error.problem)
    let found = Excerpt.found(in: bytes, at: mark.offset, end: range.upperBound)
    if let row = table[problem] {
      return YAMLSyntaxError(mark: mark, expected: fill(row.expected, contextLine), found: row.found ?? found)
    }
    let context = text(error.context)
    if problem == "found unexpected end of stream" || problem == "found unexpected document indicator" {
      return YAMLSyntaxError(
        mark: mark, expected: "the closing quote of the text that starts in line \(contextLine)",
        found: "the end of the document")
    }
    if problem == "found character that cannot start any token" {
      let expected = bytesAt(mark.offset, range, bytes) == 0x09 ? "spaces for indentation" : "a value (quote the text)"
      return YAMLSyntaxError(mark: mark, expected: expected, found: found)
    }
    let place = context.isEmpty ? "" : " (\(context), from line \(contextLine))"
    return YAMLSyntaxError(mark: mark, expected: "valid YAML", found: "\(found): \(problem)\(place)")
  }

  /// What libyaml missed, by its own words; `%` is the line that the construct starts in.
  private static let table: [String: (expected: String, found: String?)] = [
    "did not find expected key": ("a key of the mapping that starts in line %, or its end", nil),
    "did not find expected '-' indicator": ("a '-' of the list that starts in line %, or its end", nil),
    "did not find expected ',' or ']'": ("',' or ']' of the list that starts in line %", nil),
    "did not find expected ',' or '}'": ("',' or '}' of the mapping that starts in line %", nil),
    "did not find expected node content": ("a value", nil),
    "did not find expected <document start>": ("'---' before the next document", nil),
    "could not find expected ':'": ("':' behind the key in line %", nil),
    "mapping values are not allowed in this context": (
      "the end of the value (a nested mapping starts on a line of its own; text with ': ' in it needs quotes)", nil
    ),
    "mapping keys are not allowed in this context": ("a value", nil),
    "block sequence entries are not allowed in this context": ("the list's '-' on a line of its own", nil),
    "found a tab character where an indentation space is expected": ("spaces for indentation", "a tab"),
    "found a tab character that violates indentation": ("spaces for indentation", "a tab"),
    "found unknown escape character": ("an escape that YAML has, such as \\n or \\u00e9", nil),
    "did not find expected hexdecimal number": ("hexadecimal digits of the escape", nil),
    "found invalid Unicode character escape code": ("the code of a Unicode character", nil),
    "found undefined tag handle": ("a tag whose handle a %TAG directive names", nil),
    "did not find expected alphabetic or numeric character": (
      "a name behind '&' or '*' (or quotes around the text)", nil
    ),
    "found unexpected ':'": ("a space behind ':'", nil),
  ]

  private static func fill(_ text: String, _ line: Int) -> String {
    guard let index = text.firstIndex(of: "%"), !text[index...].hasPrefix("%TAG") else { return text }
    return text[..<index] + String(line) + text[text.index(after: index)...]
  }

  private static func bytesAt(_ offset: Int, _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    range.contains(offset) ? bytes[offset] : nil
  }

  private static func character(
    at offset: Int, _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> String {
    let text = String(decoding: bytes[offset..<min(offset + 4, range.upperBound)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first else { return "the end of the document" }
    let code = String(scalar.value, radix: 16, uppercase: true)
    return "the control character U+\(String(repeating: "0", count: max(0, 4 - code.utf8.count)))\(code)"
  }

  private static func text(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}
