/// A field selector: `metadata.name=a,status.phase!=Running`. Source: apimachinery, pkg/fields/selector.go.
struct FieldQuery: Hashable, Sendable {
  struct Requirement: Hashable, Sendable {
    var field: String
    var value: String
    var isEqual: Bool
  }

  var requirements: [Requirement] = []

  init() {}

  /// Only `metadata.name`, `metadata.namespace` and `supported` fields may be asked for.
  init(_ text: String, supported: Set<String>) throws(StatusError) {
    for term in Self.terms(text) {
      guard let requirement = Self.requirement(term) else {
        throw .badRequest("invalid selector: '\(text)'; can't understand '\(term)'")
      }
      guard
        requirement.field == "metadata.name" || requirement.field == "metadata.namespace"
          || supported.contains(requirement.field)
      else { throw .badRequest("field label not supported: \(requirement.field)") }
      requirements.append(requirement)
    }
  }

  /// The value that a selector asks a field to have (apimachinery `Selector.RequiresExactMatch`); `nil` where it asks
  /// for none, or cannot be read.
  static func exactMatch(_ field: String, in text: String) -> String? {
    let requirements = terms(text).map(requirement)
    guard !requirements.contains(nil) else { return nil }
    return requirements.compactMap { $0 }.first { $0.field == field && $0.isEqual }?.value
  }

  func matches(_ object: StoredObject) -> Bool {
    requirements.allSatisfy { requirement in
      let value =
        switch requirement.field {
        case "metadata.name": object.name
        case "metadata.namespace": object.namespace
        case let field: object.fields[field] ?? ""
        }
      return (value == requirement.value) == requirement.isEqual
    }
  }

  private static func terms(_ text: String) -> [String] {
    var terms = [""]
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "," {
        terms.append("")
      } else {
        terms[terms.count - 1].append(character)
      }
      isEscaped = !isEscaped && character == "\\"
    }
    return terms.filter { !$0.isEmpty }
  }

  private static func requirement(_ term: String) -> Requirement? {
    for (sign, isEqual) in [("!=", false), ("==", true), ("=", true)] {
      guard let range = term.firstRange(of: sign) else { continue }
      return Requirement(
        field: String(term[..<range.lowerBound]), value: unescaped(term[range.upperBound...]), isEqual: isEqual)
    }
    return nil
  }

  private static func unescaped(_ text: Substring) -> String {
    var output = ""
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      output.append(character)
      isEscaped = false
    }
    return output
  }
}
