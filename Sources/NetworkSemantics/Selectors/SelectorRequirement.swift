/// One condition on one label, in normal form: values are unique and in ascending order.
package enum SelectorRequirement: Hashable, Sendable {
  /// The label is there, with one of these values.
  case isIn(key: String, values: [String])
  /// The label is absent, or has none of these values.
  case notIn(key: String, values: [String])
  /// The label is there.
  case exists(key: String)
  /// The label is absent.
  case doesNotExist(key: String)

  package var key: String {
    switch self {
    case .isIn(let key, _), .notIn(let key, _), .exists(let key), .doesNotExist(let key): key
    }
  }

  /// Whether a label with this value satisfies the requirement; `nil` stands for an absent label.
  /// Source: `Requirement.Matches` of apimachinery.
  package func matches(_ value: String?) -> Bool {
    switch self {
    case .isIn(_, let values): value.map(values.contains) ?? false
    case .notIn(_, let values): value.map { !values.contains($0) } ?? true
    case .exists: value != nil
    case .doesNotExist: value == nil
    }
  }
}

extension SelectorRequirement: CustomStringConvertible {
  /// As `kubectl get -l` writes it.
  package var description: String {
    switch self {
    case .isIn(let key, let values):
      values.count == 1 ? "\(key)=\(values[0])" : "\(key) in (\(values.joined(separator: ",")))"
    case .notIn(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
    case .exists(let key): key
    case .doesNotExist(let key): "!\(key)"
    }
  }
}
