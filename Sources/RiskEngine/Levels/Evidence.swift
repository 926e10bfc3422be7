/// How NetRisk knows: from API objects, from counters and probes, from both correlated, or that it is not so.
package enum EvidenceState: Int, CaseIterable, Comparable, Hashable, Sendable {
  case ruledOut
  case predicted
  case observed
  case confirmed

  package var name: String {
    switch self {
    case .ruledOut: "RuledOut"
    case .predicted: "Predicted"
    case .observed: "Observed"
    case .confirmed: "Confirmed"
    }
  }

  package static func < (left: EvidenceState, right: EvidenceState) -> Bool { left.rawValue < right.rawValue }
}

/// One fact behind a finding.
package struct Evidence: Hashable, Sendable {
  package var state: EvidenceState
  /// One sentence that names the object and the field or number it is taken from.
  package var statement: String

  package init(_ state: EvidenceState, _ statement: String) {
    self.state = state
    self.statement = statement
  }

  /// A fact taken from API objects.
  package init(_ statement: String) { self.init(.predicted, statement) }
}
