/// Lines of at most `width` columns, broken between words; a word longer than a line stays whole.
func wrapped(_ text: String, width: Int, first: String = "", rest: String? = nil) -> [String] {
  let rest = rest ?? String(repeating: " ", count: first.count)
  var lines: [String] = []
  var line = first
  var isEmpty = true
  for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
    if !isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : " " + word
    isEmpty = false
  }
  if !isEmpty || lines.isEmpty { lines.append(line) }
  return lines
}

/// The text with control characters written out, so that input cannot drive a terminal.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if isControl(scalar) {
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// C0, DEL, C1, and the marks that change the direction of text.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
  default: false
  }
}

extension String {
  /// Filled with spaces on the right to `width` columns.
  func leading(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// Filled with spaces on the left to `width` columns.
  func trailing(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
