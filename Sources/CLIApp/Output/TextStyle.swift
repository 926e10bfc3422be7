import RiskEngine

/// Colour for people at a terminal; plain text everywhere else.
struct TextStyle {
  /// SGR parameters, ECMA-48.
  enum Color: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case boldRed = "1;31"
    case yellow = "33"
    case cyan = "36"
    case green = "32"
  }

  let isColored: Bool

  func paint(_ text: String, _ color: Color?) -> String {
    guard isColored, let color, !text.isEmpty else { return text }
    return "\u{1b}[\(color.rawValue)m\(text)\u{1b}[0m"
  }

  func heading(_ text: String) -> String { paint(text, .bold) }

  static func color(of severity: Severity) -> Color? {
    switch severity {
    case .critical: .boldRed
    case .high: .red
    case .medium: .yellow
    case .low: .cyan
    case .info: nil
    }
  }

  static func color(of level: RiskLevel) -> Color? { level == .none ? nil : color(of: Severity(level)) }
}
