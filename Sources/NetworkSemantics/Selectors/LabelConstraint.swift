/// All that one selector asks of one label.
struct LabelConstraint {
  var mustExist = false
  var mustBeAbsent = false
  /// Values of which the label must have one; `nil` where any will do.
  var allowed: Set<String>?
  var excluded: Set<String> = []

  mutating func narrow(to values: Set<String>) {
    allowed = allowed?.intersection(values) ?? values
  }

  private var remaining: Set<String>? { allowed?.subtracting(excluded) }

  var isContradiction: Bool {
    if let remaining { return mustBeAbsent || remaining.isEmpty }
    return mustExist && mustBeAbsent
  }

  /// The fewest requirements that say the same; meaningless for a contradiction.
  func requirements(key: String) -> [SelectorRequirement] {
    if let remaining { return [.isIn(key: key, values: remaining.sorted())] }
    if mustBeAbsent { return [.doesNotExist(key: key)] }
    var requirements: [SelectorRequirement] = mustExist ? [.exists(key: key)] : []
    if !excluded.isEmpty { requirements.append(.notIn(key: key, values: excluded.sorted())) }
    return requirements
  }
}
