/// A selector in the index: requirements in symbols, and links to classes.
struct IndexedSelector {
  enum Kind {
    /// `{}`.
    case everything
    /// Contradicts itself.
    case nothing
    /// Needs at least one label; linked to the classes that match.
    case including
    /// Only excludes; linked to the classes that do not match.
    case excluding
  }

  var scope: UInt32
  var kind: Kind
  var requirements: [Requirement]
  /// The requirement on which it is anchored; meaningful for ``Kind/including``.
  var anchor = 0
  var links: [LabelIndex.Link] = []
  var holders: UInt32 = 0
  var visit: UInt32 = 0
  /// Head of the list of policies that select by it.
  var firstPolicy = LabelIndex.none

  struct Requirement: Equatable {
    enum Operation: UInt8 {
      case isIn
      case notIn
      case exists
      case doesNotExist
    }

    var operation: Operation
    var key: UInt32
    var values: [UInt32]
  }

  /// Whether labels, as classes have them, satisfy all requirements.
  func matches(_ labels: [UInt64]) -> Bool {
    switch kind {
    case .everything: return true
    case .nothing: return false
    case .including, .excluding: break
    }
    for requirement in requirements where !requirement.matches(labels) { return false }
    return true
  }
}

extension IndexedSelector.Requirement {
  func matches(_ labels: [UInt64]) -> Bool {
    for label in labels where UInt32(truncatingIfNeeded: label >> 32) == key {
      switch operation {
      case .isIn: return values.contains(UInt32(truncatingIfNeeded: label))
      case .notIn: return !values.contains(UInt32(truncatingIfNeeded: label))
      case .exists: return true
      case .doesNotExist: return false
      }
    }
    return operation == .notIn || operation == .doesNotExist
  }

  /// Whether it needs a label.
  var isPositive: Bool { operation == .isIn || operation == .exists }

  /// The mentioned values; the key as such where it asks only for its presence.
  var mentionedValues: [UInt32] { values.isEmpty ? [MentionTable.anyValue] : values }
}
