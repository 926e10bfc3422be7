/// Bands of pressure: seconds per hour in which a node's policy state is being rebuilt.
package enum PressureBand: Int, CaseIterable, Comparable, Hashable, Sendable {
  case calm
  case light
  case heavy
  case severe

  /// Where `light`, `heavy` and `severe` begin, in seconds per hour.
  package static let bounds: [Double] = [2, 10, 60]

  /// The band of a pressure; a saturated queue is always severe.
  package init(secondsPerHour: Double, isSaturated: Bool) {
    self =
      if isSaturated || secondsPerHour >= Self.bounds[2] {
        .severe
      } else if secondsPerHour >= Self.bounds[1] {
        .heavy
      } else if secondsPerHour >= Self.bounds[0] {
        .light
      } else {
        .calm
      }
  }

  package var name: String {
    switch self {
    case .calm: "Calm"
    case .light: "Light"
    case .heavy: "Heavy"
    case .severe: "Severe"
    }
  }

  package static func < (left: PressureBand, right: PressureBand) -> Bool { left.rawValue < right.rawValue }
}
