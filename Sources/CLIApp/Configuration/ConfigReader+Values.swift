import KubeClient
import Support

/// Values with a type; each problem names its place and what was expected there.
extension ConfigReader {
  mutating func isObject(_ node: ConfigNode) -> Bool {
    if case .object = node.value { return true }
    fail(node, "expected an object, found \(node.words)")
    return false
  }

  mutating func expect(_ word: String, _ node: ConfigNode, _ name: String) {
    guard let member = node.member(name) else { return fail(node, "expected \(quoted(word))", at: name) }
    if let found = text(member), found != word { fail(member, "expected \(quoted(word)), found \(quoted(found))") }
  }

  mutating func refuseOthers(_ node: ConfigNode, _ known: [String]) {
    for child in node.children {
      guard let name = child.name, !known.contains(name) else { continue }
      let meant = Suggestion.nearest(to: name, among: known)
      fail(child, "there is no such key" + (meant.map { "; did you mean \($0)?" } ?? ""))
    }
  }

  mutating func text(_ node: ConfigNode) -> String? {
    if case .string(let text) = node.value { return text }
    fail(node, "expected a string, found \(node.words)")
    return nil
  }

  mutating func text(_ node: ConfigNode, _ name: String) -> String? { node.member(name).flatMap { text($0) } }

  mutating func required(_ node: ConfigNode, _ name: String) -> String {
    guard let member = node.member(name) else {
      fail(node, "expected a string", at: name)
      return ""
    }
    let found = text(member)
    if found == "" { fail(member, "expected some text, and it is empty") }
    return found ?? ""
  }

  mutating func elements(_ node: ConfigNode, _ name: String) -> [ConfigNode] {
    guard let member = node.member(name) else { return [] }
    if case .array = member.value { return member.children }
    fail(member, "expected a list, found \(member.words)")
    return []
  }

  mutating func texts(_ node: ConfigNode, _ name: String) -> [String] {
    elements(node, name).compactMap { text($0) }
  }

  mutating func flag(_ node: ConfigNode, _ name: String) -> Bool? {
    guard let member = node.member(name) else { return nil }
    if case .bool(let value) = member.value { return value }
    fail(member, "expected true or false, found \(member.words)")
    return nil
  }

  /// A number that is not negative.
  mutating func number(_ node: ConfigNode, _ name: String) -> Double? {
    guard let member = node.member(name) else { return nil }
    switch member.value {
    case .integer(let value) where value >= 0: return Double(value)
    case .number(let value) where value >= 0 && value.isFinite: return value
    case .integer, .number: fail(member, "expected a number that is not negative")
    default: fail(member, "expected a number, found \(member.words)")
    }
    return nil
  }

  /// A whole number that is not negative.
  mutating func count(_ node: ConfigNode, _ name: String) -> Int? {
    guard let member = node.member(name) else { return nil }
    if case .integer(let value) = member.value, value >= 0 { return Int(value) }
    fail(member, "expected a whole number that is not negative")
    return nil
  }

  /// One of these words. YAML 1.1, which Kubernetes reads, takes a bare `off` for false.
  mutating func word(_ node: ConfigNode, _ words: [String]) -> String? {
    if node.value == .bool(false), words.contains("off") { return "off" }
    guard let found = text(node) else { return nil }
    if words.contains(found) { return found }
    fail(node, "expected one of \(words.joined(separator: ", ")), found \(quoted(found))")
    return nil
  }

  mutating func choice<Choice: RawRepresentable<String>>(_ node: ConfigNode, _ choices: [Choice]) -> Choice? {
    word(node, choices.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
  }

  mutating func choice<Choice: RawRepresentable<String>>(
    _ node: ConfigNode, _ name: String, _ choices: [Choice]
  ) -> Choice? {
    node.member(name).flatMap { choice($0, choices) }
  }
}
