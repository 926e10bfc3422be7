import FuzzSupport
import KubeCore

extension FuzzInput {
  private static let keys = ["a", "b", "app", "x.y/z", "kubernetes.io/metadata.name"]
  private static let values = ["", "1", "2", "web", "default", "other"]
  private static let operators = ["In", "NotIn", "Exists", "DoesNotExist"]

  /// One of `common`, so that things match; at times any text.
  private mutating func word(_ common: [String]) -> String {
    let choice = index(below: common.count + 1)
    return choice < common.count ? common[choice] : text()
  }

  mutating func key() -> String { word(Self.keys) }

  mutating func value() -> String { word(Self.values) }

  mutating func labels() -> Labels {
    var labels = Labels()
    for _ in 0..<index(below: 4) { labels[key()] = value() }
    return labels
  }

  mutating func selector() -> LabelSelector {
    LabelSelector(
      matchLabels: labels(),
      matchExpressions: list(upTo: 3) { input in
        LabelSelectorRequirement(
          key: input.key(), operator: input.word(Self.operators), values: input.list(upTo: 3) { $0.value() })
      })
  }
}
