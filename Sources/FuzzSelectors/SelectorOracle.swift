import FuzzSupport
import KubeCore
import NetworkSemantics

/// Compiled selectors against the words of apimachinery.
enum SelectorOracle {
  static func check(_ selector: LabelSelector, _ sets: [Labels]) {
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: "default", name: "p")
    policy.spec.podSelector = selector
    let errors = KubeObject.networkPolicy(policy).defaulted().validate { _, _ in ScheduleProblems() }
    let matcher: SelectorMatcher
    do throws(SelectorError) {
      matcher = try SelectorMatcher(selector)
    } catch {
      expect(!errors.isEmpty, "The API server takes what SelectorMatcher refuses: \(error)")
      return
    }
    expect(errors.isEmpty, "The API server refuses what SelectorMatcher takes: \(errors)")
    for labels in sets {
      let matches = matcher.matches(labels)
      expectEqual(matches, naive(selector, labels), "\(selector) and \(labels)")
      if matches { expect(!matcher.matchesNothing, "What matches nothing matches \(labels)") }
      if !matches { expect(!matcher.matchesEverything, "What matches everything does not match \(labels)") }
      for other in sets where isSubset(other, of: labels) {
        if let known = matcher.matches(knowing: other) { expectEqual(known, matches, "Known by \(other)") }
      }
    }
    if let again = try? SelectorMatcher(selector.shuffled) {
      expectEqual(again, matcher, "The normal form depends on the order")
    } else {
      fatalError("A selector in another order is refused")
    }
  }

  private static func isSubset(_ part: Labels, of whole: Labels) -> Bool {
    part.allSatisfy { whole[$0.key] == $0.value }
  }

  /// `LabelSelectorAsSelector` and `Requirement.Matches` (apimachinery `meta/v1/helpers.go`, `labels/selector.go`).
  static func naive(_ selector: LabelSelector, _ labels: Labels) -> Bool {
    selector.matchLabels.allSatisfy { has(labels, $0.key) && labels[$0.key] == $0.value }
      && selector.matchExpressions.allSatisfy { expression in
        switch expression.operator {
        case "In": has(labels, expression.key) && expression.values.contains { $0 == labels[expression.key] }
        case "NotIn": !has(labels, expression.key) || !expression.values.contains { $0 == labels[expression.key] }
        case "Exists": has(labels, expression.key)
        case "DoesNotExist": !has(labels, expression.key)
        default: false
        }
      }
  }

  private static func has(_ labels: Labels, _ key: String) -> Bool { labels.contains { $0.key == key } }
}

extension LabelSelector {
  /// The same with labels as expressions, and everything the other way round.
  fileprivate var shuffled: LabelSelector {
    let labels = matchLabels.map { LabelSelectorRequirement(key: $0.key, operator: "In", values: [$0.value]) }
    let expressions = (labels + matchExpressions).reversed().map {
      LabelSelectorRequirement(key: $0.key, operator: $0.operator, values: $0.values.reversed() + $0.values)
    }
    return LabelSelector(matchExpressions: expressions)
  }
}
