/// `metav1.LabelSelector`: all of `matchLabels` and all of `matchExpressions` must hold; empty selects everything.
package struct LabelSelector: Hashable, WireMessage {
  package var matchLabels = Labels()
  package var matchExpressions: [LabelSelectorRequirement] = []

  package init() {}

  package init(matchLabels: Labels = [:], matchExpressions: [LabelSelectorRequirement] = []) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
  }

  /// `{}`: selects every object.
  package var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  package static let wireFields = [WireField("matchLabels", 1), WireField("matchExpressions", 2)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: try reader.pairs { matchLabels[$0] = $1 }
    case 2: try reader.append(to: &matchExpressions)
    default: break
    }
  }
}

/// `metav1.LabelSelectorRequirement`.
package struct LabelSelectorRequirement: Hashable, WireMessage {
  package var key = ""
  /// `In`, `NotIn`, `Exists` or `DoesNotExist`; anything else is invalid.
  package var `operator` = ""
  package var values: [String] = []

  package init() {}

  package init(key: String, operator: String, values: [String] = []) {
    self.key = key
    self.operator = `operator`
    self.values = values
  }

  package static let wireFields = [WireField("key", 1), WireField("operator", 2), WireField("values", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: key = try reader.string()
    case 2: `operator` = try reader.string()
    case 3: try reader.append(to: &values)
    default: break
    }
  }
}

/// A selector in a policy peer, where leaving it out and leaving it empty mean different things.
package enum PeerSelector: Hashable, Sendable {
  /// Not given: this selector says nothing.
  case absent
  /// `{}`: selects everything in scope.
  case empty
  case matching(LabelSelector)

  package init(_ selector: LabelSelector?) {
    switch selector {
    case nil: self = .absent
    case .some(let selector): self = selector.isEmpty ? .empty : .matching(selector)
    }
  }

  /// The selector, empty for `{}`; `nil` where it was not given.
  package var selector: LabelSelector? {
    switch self {
    case .absent: nil
    case .empty: LabelSelector()
    case .matching(let selector): selector
    }
  }
}
