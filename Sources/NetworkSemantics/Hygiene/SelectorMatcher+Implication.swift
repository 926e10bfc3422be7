extension SelectorMatcher {
  /// Whether whatever this matches is matched by `other`, whatever labels there may be.
  func implies(_ other: SelectorMatcher) -> Bool {
    if matchesNothing { return true }
    if other.matchesNothing { return false }
    return other.requirements.allSatisfy { wanted in requirements.contains { $0.implies(wanted) } }
  }
}

extension SelectorRequirement {
  fileprivate func implies(_ other: SelectorRequirement) -> Bool {
    guard key == other.key else { return false }
    switch (self, other) {
    case (.isIn(_, let values), .isIn(_, let others)): return Set(values).isSubset(of: others)
    case (.isIn(_, let values), .notIn(_, let others)): return Set(values).isDisjoint(with: others)
    case (.isIn, .exists), (.exists, .exists): return true
    case (.notIn(_, let values), .notIn(_, let others)): return Set(others).isSubset(of: values)
    case (.doesNotExist, .doesNotExist), (.doesNotExist, .notIn): return true
    default: return false
    }
  }
}
