internal import KubeCore
internal import Support

/// The JSON paths of printer columns: members, elements, wildcards and filters for equality. Source: client-go,
/// util/jsonpath.
struct JSONPath: Hashable, Sendable {
  private enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    case all
    /// `[?(@.type=="Ready")]`.
    case filter(path: [String], value: Tree)
  }

  struct Failure: Error { var position: Int }

  private var steps: [Step] = []

  init(_ text: String) throws(Failure) {
    var rest = Substring(text)
    while let first = rest.first {
      let position = text.count - rest.count
      rest.removeFirst()
      switch first {
      case ".":
        if rest.first == "[" { continue }
        let name = Self.name(&rest)
        if name == "*" { steps.append(.all) } else if !name.isEmpty { steps.append(.member(name)) }
      case "[":
        guard let step = Self.bracket(&rest) else { throw Failure(position: position) }
        steps.append(step)
      default: throw Failure(position: position)
      }
    }
  }

  /// A name up to the next step; a backslash keeps a dot inside.
  private static func name(_ rest: inout Substring) -> String {
    var name = ""
    while let character = rest.first, character != ".", character != "[" {
      rest.removeFirst()
      if character == "\\", let escaped = rest.first {
        name.append(escaped)
        rest.removeFirst()
      } else {
        name.append(character)
      }
    }
    return name
  }

  private static func bracket(_ rest: inout Substring) -> Step? {
    if rest.hasPrefix("?(@.") {
      guard let end = rest.firstIndex(of: ")"), rest[end...].hasPrefix(")]") else { return nil }
      let condition = rest.dropFirst(4).prefix(upTo: end)
      rest = rest[end...].dropFirst(2)
      guard let operation = condition.firstIndex(of: "="), condition[operation...].hasPrefix("==") else { return nil }
      let path = condition[..<operation].trimmed.split(separator: ".").map(String.init)
      return literal(condition[operation...].dropFirst(2).trimmed).map { .filter(path: path, value: $0) }
    }
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let inner = rest[..<end]
    rest = rest[end...].dropFirst()
    if inner == "*" { return .all }
    if let index = Int(inner) { return .element(index) }
    guard inner.count >= 2, let quote = inner.first, quote == "'" || quote == "\"", inner.last == quote else {
      return nil
    }
    return .member(String(inner.dropFirst().dropLast()))
  }

  private static func literal(_ text: String) -> Tree? {
    if let quote = text.first, text.count >= 2, quote == "'" || quote == "\"", text.last == quote {
      return .string(String(text.dropFirst().dropLast()))
    }
    if text == "true" || text == "false" { return .bool(text == "true") }
    return Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) }
  }

  /// The first value on the path, `nil` where there is none.
  func first(in tree: Tree) -> Tree? {
    var values = [tree]
    for step in steps {
      values = values.flatMap { Self.results(step, $0) }
      if values.isEmpty { return nil }
    }
    return values.first
  }

  private static func results(_ step: Step, _ value: Tree) -> [Tree] {
    switch (step, value) {
    case (.member(let name), .object): value[name].map { [$0] } ?? []
    case (.element(let index), .array(let elements)):
      elements.indices.contains(index < 0 ? elements.count + index : index)
        ? [elements[index < 0 ? elements.count + index : index]] : []
    case (.all, .array(let elements)): elements
    case (.all, .object(let members)): members.map(\.value)
    case (.filter(let path, let wanted), .array(let elements)):
      elements.filter { element in
        path.reduce(Optional(element)) { tree, name in tree?[name] } == wanted
      }
    default: []
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmingBlanks }
}
