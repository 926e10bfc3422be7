package import KubeCore

/// A label selector, checked and brought into normal form: selectors that are equal as values match the same labels.
///
/// - `init(_:)` throws ``SelectorError`` where the API server would refuse the selector.
/// - ``matches(_:)`` follows apimachinery exactly: `NotIn` and `DoesNotExist` match where the key is absent, and
///   `matchLabels: {k: ""}` needs the key.
///
/// The normal form merges requirements on one key (`matchLabels` k=v is `In [v]`, several `In` intersect, several
/// `NotIn` unite), drops what another implies, and orders by key.
package struct SelectorMatcher: Hashable, Sendable {
  /// All must hold. At most two have the same key: `exists` and `notIn`.
  package let requirements: [SelectorRequirement]
  /// Whether the requirements contradict each other.
  package let matchesNothing: Bool

  /// `{}`: matches all labels.
  package static let everything = SelectorMatcher(requirements: [], matchesNothing: false)

  private init(requirements: [SelectorRequirement], matchesNothing: Bool) {
    self.requirements = requirements
    self.matchesNothing = matchesNothing
  }

  package init(_ selector: LabelSelector) throws(SelectorError) {
    var constraints: [String: LabelConstraint] = [:]
    for label in selector.matchLabels {
      try Self.check(key: label.key, values: [label.value], path: "matchLabels")
      constraints[label.key, default: LabelConstraint()].narrow(to: [label.value])
    }
    for (index, expression) in selector.matchExpressions.enumerated() {
      try Self.add(expression, path: "matchExpressions[\(index)]", to: &constraints)
    }
    if constraints.values.contains(where: \.isContradiction) {
      self.init(requirements: [], matchesNothing: true)
    } else {
      let sorted = constraints.sorted { $0.key < $1.key }
      self.init(requirements: sorted.flatMap { $0.value.requirements(key: $0.key) }, matchesNothing: false)
    }
  }

  /// Whether it matches all labels.
  package var matchesEverything: Bool { requirements.isEmpty && !matchesNothing }

  package func matches(_ labels: Labels) -> Bool {
    guard !matchesNothing else { return false }
    for requirement in requirements where !requirement.matches(labels[requirement.key]) { return false }
    return true
  }

  /// Whether it matches labels of which only some are known; `nil` where that cannot be told.
  ///
  /// A label that is not in `known` counts as unknown, not as absent.
  package func matches(knowing known: Labels) -> Bool? {
    guard !matchesNothing else { return false }
    var isKnown = true
    for requirement in requirements {
      guard let value = known[requirement.key] else {
        isKnown = false
        continue
      }
      if !requirement.matches(value) { return false }
    }
    return isKnown ? true : nil
  }

  private static func add(
    _ expression: LabelSelectorRequirement, path: String, to constraints: inout [String: LabelConstraint]
  ) throws(SelectorError) {
    let key = expression.key
    func expectValues(_ expected: Bool) throws(SelectorError) {
      guard expression.values.isEmpty == expected else { return }
      throw SelectorError(path: path, key: key, reason: expected ? .valuesMissing : .valuesNotAllowed)
    }
    switch expression.operator {
    case "In", "NotIn": try expectValues(true)
    case "Exists", "DoesNotExist": try expectValues(false)
    default: throw SelectorError(path: path, key: key, reason: .unknownOperator(expression.operator))
    }
    try check(key: key, values: expression.values, path: path)
    switch expression.operator {
    case "In": constraints[key, default: LabelConstraint()].narrow(to: Set(expression.values))
    case "NotIn": constraints[key, default: LabelConstraint()].excluded.formUnion(expression.values)
    case "Exists": constraints[key, default: LabelConstraint()].mustExist = true
    default: constraints[key, default: LabelConstraint()].mustBeAbsent = true
    }
  }

  private static func check(key: String, values: [String], path: String) throws(SelectorError) {
    guard LabelSyntax.isKey(key) else { throw SelectorError(path: path, key: key, reason: .invalidKey) }
    for value in values where !LabelSyntax.isValue(value) {
      throw SelectorError(path: path, key: key, reason: .invalidValue(value))
    }
  }
}

extension SelectorMatcher: CustomStringConvertible {
  /// As `kubectl get -l` writes it; `{}` for everything.
  package var description: String {
    if matchesNothing { return "(nothing)" }
    return requirements.isEmpty ? "{}" : requirements.map(\.description).joined(separator: ",")
  }
}
