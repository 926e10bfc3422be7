package import KubeCore

/// A `--selector` as kubectl reads it, `app=web,tier in (front,back),!legacy`: every requirement must hold.
///
/// Source: apimachinery `pkg/labels/selector.go`; `!=` and `notin` also hold where the label is absent.
package struct LabelQuery: Hashable, Sendable {
  package var requirements: [LabelSelectorRequirement]

  package func matches(_ labels: Labels) -> Bool {
    requirements.allSatisfy { requirement in
      let value = labels[requirement.key]
      return switch requirement.operator {
      case "In": value.map(requirement.values.contains) ?? false
      case "NotIn": value.map { !requirement.values.contains($0) } ?? true
      case "Exists": value != nil
      default: value == nil
      }
    }
  }

  package init(_ text: String) throws(UsageError) {
    requirements = []
    for part in Self.parts(text) {
      guard let requirement = Self.requirement(part) else {
        throw UsageError(
          "--selector cannot be read at \(quoted(part)): it takes for example app=web,tier!=test,!legacy")
      }
      requirements.append(requirement)
    }
  }

  /// The text between commas that stand outside of brackets.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map(trimmed).filter { !$0.isEmpty }
  }

  private static func requirement(_ part: String) -> LabelSelectorRequirement? {
    if part.hasPrefix("!") {
      let key = trimmed(String(part.dropFirst()))
      return isKey(key) ? LabelSelectorRequirement(key: key, operator: "DoesNotExist") : nil
    }
    if let equals = part.firstIndex(of: "=") {
      let isNegated = part[..<equals].hasSuffix("!")
      let key = trimmed(String(part[..<equals].dropLast(isNegated ? 1 : 0)))
      let rest = part[part.index(after: equals)...]
      let value = trimmed(String(rest.hasPrefix("=") && !isNegated ? rest.dropFirst() : rest))
      guard isKey(key), isValue(value) else { return nil }
      return LabelSelectorRequirement(key: key, operator: isNegated ? "NotIn" : "In", values: [value])
    }
    if part.hasSuffix(")"), let open = part.firstIndex(of: "(") {
      let words = part[..<open].split(separator: " ").map(String.init)
      let values = part[part.index(after: open)...].dropLast()
        .split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }
      guard words.count == 2, isKey(words[0]), ["in", "notin"].contains(words[1]), values.allSatisfy(isValue)
      else { return nil }
      return LabelSelectorRequirement(key: words[0], operator: words[1] == "in" ? "In" : "NotIn", values: values)
    }
    return isKey(part) ? LabelSelectorRequirement(key: part, operator: "Exists") : nil
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func isKey(_ text: String) -> Bool { !text.isEmpty && isWord(text, also: "-_./") }

  private static func isValue(_ text: String) -> Bool { isWord(text, also: "-_.") }

  private static func isWord(_ text: String, also marks: String) -> Bool {
    text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) }
  }
}

/// An object and its labels.
package struct ObjectLabels: Hashable, Sendable {
  package var key: ObjectKey
  package var labels: Labels

  package init(key: ObjectKey, labels: Labels) {
    self.key = key
    self.labels = labels
  }
}
