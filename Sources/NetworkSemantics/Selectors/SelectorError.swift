/// A label selector that the API server refuses; the rules are those of `labels.NewRequirement`.
package struct SelectorError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// Not one of `In`, `NotIn`, `Exists`, `DoesNotExist`.
    case unknownOperator(String)
    /// `In` or `NotIn` without values.
    case valuesMissing
    /// `Exists` or `DoesNotExist` with values.
    case valuesNotAllowed
    /// Not a qualified name.
    case invalidKey
    /// Not a label value.
    case invalidValue(String)
  }

  /// Where in the selector: `matchLabels` or `matchExpressions[2]`.
  package let path: String
  package let key: String
  package let reason: Reason
}

extension SelectorError: CustomStringConvertible {
  package var description: String {
    switch reason {
    case .unknownOperator(let text):
      "\(path): expected operator In, NotIn, Exists or DoesNotExist, found \"\(text)\""
    case .valuesMissing: "\(path): key \"\(key)\": expected at least one value for In or NotIn, found none"
    case .valuesNotAllowed: "\(path): key \"\(key)\": expected no values for Exists or DoesNotExist"
    case .invalidKey: "\(path): expected a label key, found \"\(key)\""
    case .invalidValue(let value): "\(path): key \"\(key)\": expected a label value, found \"\(value)\""
    }
  }
}
