import NetRiskAPI
import Support

/// What a tree has that its schema does not allow: a plain second reading of the rules, for tests.
enum SchemaProblems {
  static func of(_ tree: Tree, _ schema: Schema, _ path: String = "") -> [String] {
    switch (schema.form, tree) {
    case (.object(let fields), .object(let members)):
      let unknown = members.filter { member in !fields.contains { $0.name == member.name } }
      let missing = fields.filter { $0.isRequired && tree[$0.name] == nil }
      let doubled = Dictionary(grouping: members, by: \.name).filter { $0.value.count > 1 }
      let inner = fields.flatMap { field in
        tree[field.name].map { of($0, field.schema, "\(path).\(field.name)") } ?? []
      }
      return unknown.map { "\(path).\($0.name) is unknown" } + missing.map { "\(path).\($0.name) is missing" }
        + doubled.keys.map { "\(path).\($0) is there twice" } + inner
    case (.array(let items, let maxItems, let type), .array(let elements)):
      var problems = elements.count > maxItems ? ["\(path) has \(elements.count) elements"] : []
      if case .set = type, Set(elements).count < elements.count { problems.append("\(path) repeats an element") }
      if case .map(let keys) = type {
        let all = elements.map { element in keys.map { element[$0] } }
        if Set(all).count < all.count { problems.append("\(path) repeats a key") }
      }
      return problems + elements.flatMap { of($0, items, path + "[]") }
    case (.map(let values, let maxProperties), .object(let members)):
      return (members.count > maxProperties ? ["\(path) has \(members.count) members"] : [])
        + members.flatMap { of($0.value, values, "\(path).\($0.name)") }
    case (.string(let maxLength, let rules), .string(let text)):
      var problems: [String] = []
      if text.unicodeScalars.count > maxLength { problems.append("\(path) is too long") }
      if text.unicodeScalars.count < rules.minLength { problems.append("\(path) is too short") }
      if !rules.values.isEmpty, !rules.values.contains(text) { problems.append("\(path): \(text)") }
      if rules.format == "date-time", Timestamp(rfc3339: text) == nil { problems.append("\(path): \(text)") }
      return problems
    case (.integer(let minimum, let maximum, _), .integer(let number)):
      return minimum...maximum ~= number ? [] : ["\(path): \(number)"]
    case (.boolean, .bool): return []
    default: return ["\(path) has the wrong type"]
    }
  }
}
