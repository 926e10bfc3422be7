/// How much a workload depends on policy state that is being rebuilt; not a failure rate.
package enum RiskLevel: Int, CaseIterable, Comparable, Hashable, Sendable {
  case none
  case low
  case medium
  case high
  case critical

  package var name: String {
    switch self {
    case .none: "None"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }

  /// The level one step down, not below ``none``.
  package var lower: RiskLevel { RiskLevel(rawValue: rawValue - 1) ?? .none }

  package static func < (left: RiskLevel, right: RiskLevel) -> Bool { left.rawValue < right.rawValue }
}
