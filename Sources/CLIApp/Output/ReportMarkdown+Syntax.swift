extension ReportMarkdown {
  /// A table; cells are escaped.
  static func table(_ header: [String], _ rows: [[String]]) -> [String] {
    let rule = "|" + String(repeating: " --- |", count: header.count)
    return [row(header), rule] + rows.map { row($0.map(escaped)) }
  }

  private static func row(_ cells: [String]) -> String {
    "|" + cells.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
  }

  /// Text that Markdown and HTML leave as it is, on one line. `@` is written out so that no one is mentioned.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in printable(text.split(separator: "\n").joined(separator: " ")) {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "@": result += "&#64;"
      default: result.append(character)
      }
    }
    return result
  }

  /// Inline code, fenced by more backticks than the text has in a row.
  static func code(_ text: String) -> String {
    let text = printable(text)
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    return fence.count == 1 ? "`\(text)`" : "\(fence) \(text) \(fence)"
  }

  static func fence(around text: String) -> String {
    String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var current = 0
    for character in text {
      current = character == mark ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
