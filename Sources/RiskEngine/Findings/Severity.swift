/// How much a finding matters; `--fail-on` compares it.
package enum Severity: Int, CaseIterable, Comparable, Hashable, Sendable {
  case info
  case low
  case medium
  case high
  case critical

  package var name: String {
    switch self {
    case .info: "Info"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }

  /// The severity of a risk of this level.
  package init(_ level: RiskLevel) {
    switch level {
    case .none: self = .info
    case .low: self = .low
    case .medium: self = .medium
    case .high: self = .high
    case .critical: self = .critical
    }
  }

  /// The severity of that name, in any case.
  package init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
    self = found
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
