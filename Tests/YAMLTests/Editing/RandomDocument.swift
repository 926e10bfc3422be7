import KubeCore
import Support

/// Random trees with random texts of them, in one style for each document; all depends on the seed alone.
struct RandomDocument {
  var generator: SplitMix64
  private var step = 2
  private var listStep = 0
  private var hasComments = true
  private var flowShare = 0

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  private mutating func pick<Element>(_ elements: [Element], _ fallback: Element) -> Element {
    elements.randomElement(using: &generator) ?? fallback
  }

  mutating func tree(depth: Int) -> Tree {
    switch Int.random(in: 0..<(depth == 0 ? 5 : 9), using: &generator) {
    case 0: return pick([.null, .bool(true), .integer(53), .array([]), .object([])], .null)
    case 1, 2, 3, 4:
      return .string(pick(["x", "a b", "yes", "1", "a: b", "p # q", "é", "one\ntwo\n", "one\n  two", "", "- x"], ""))
    case 5, 6: return .array((0..<Int.random(in: 1...3, using: &generator)).map { _ in tree(depth: depth - 1) })
    default: return object(depth: depth)
    }
  }

  mutating func object(depth: Int) -> Tree {
    let names = ["spec", "egress", "x y", "a.b/c", "on", "name", "ß", "to"].shuffled(using: &generator)
    return .object(
      names.prefix(Int.random(in: 1...4, using: &generator)).map { Tree.Member($0, tree(depth: max(depth - 1, 0))) })
  }

  /// The text of a mapping in a style of its own, without a break at its end.
  mutating func text(_ tree: Tree) -> String {
    step = pick([2, 2, 4, 3], 2)
    listStep = pick([0, step], 0)
    hasComments = chance(70)
    flowShare = pick([0, 20, 50], 0)
    guard case .object(let members) = tree else { return "" }
    return lines(members, 0).joined(separator: "\n")
  }

  private mutating func comment(_ column: Int) -> [String] {
    guard hasComments, chance(15) else { return chance(4) ? [""] : [] }
    return [String(repeating: " ", count: column) + "# \(Int.random(in: 0..<1_000_000, using: &generator)) \"*&: -"]
  }

  private mutating func lines(_ members: [Tree.Member], _ column: Int) -> [String] {
    members.flatMap { member in
      let comments = comment(column)
      let key = chance(25) ? "\"\(member.name)\":" : YAMLWriter().key(member.name) + ":"
      return comments + behind(key, member.value, column, column + step, column + listStep)
    }
  }

  private mutating func elements(_ elements: [Tree], _ column: Int) -> [String] {
    elements.flatMap { element in
      if case .object(let members) = element, !members.isEmpty, chance(70) {
        return comment(column) + compact(lines(members, column + 2), column)
      }
      return comment(column) + behind("-", element, column, column + 2, column + 2)
    }
  }

  /// The lines of a mapping with the `-` in the first; comments before it go.
  private func compact(_ lines: [String], _ column: Int) -> [String] {
    var lines = lines.drop { $0.isEmpty || $0.drop { $0 == " " }.first == "#" }
    if let first = lines.first {
      lines[lines.startIndex] = String(repeating: " ", count: column) + "- " + first.drop { $0 == " " }
    }
    return Array(lines)
  }

  private mutating func behind(
    _ start: String, _ value: Tree, _ column: Int, _ mapping: Int, _ list: Int
  ) -> [String] {
    let start = String(repeating: " ", count: column) + start
    let end = hasComments && chance(20) ? " # \(Int.random(in: 0..<1000, using: &generator))" : ""
    switch value {
    case .object(let members) where !members.isEmpty && !chance(flowShare):
      return [start + end] + lines(members, mapping)
    case .array(let elements) where !elements.isEmpty && !chance(flowShare):
      return [start + end] + self.elements(elements, list)
    case .string(let text) where text.contains("\n") && chance(70):
      let margin = String(repeating: " ", count: column + step)
      let body = text.split(separator: "\n").map { margin + $0 }
      return [start + " |" + (text.hasSuffix("\n") ? "" : "-") + end] + body
    case .null where chance(50): return [start + end]
    default: return [start + " " + (chance(20) ? " " : "") + flow(value) + (chance(90) ? "" : "\t") + end]
    }
  }

  private mutating func flow(_ value: Tree) -> String {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      return "[" + elements.map { flow($0) }.joined(separator: pick([", ", " , ", ","], ", ")) + "]"
    case .object(let members) where !members.isEmpty:
      let space = chance(50) ? " " : ""
      let parts = members.map { "\"\($0.name)\": " + flow($0.value) }
      return "{" + space + parts.joined(separator: ", ") + space + "}"
    case .string("x"): return pick(["x", "'x'", "\"x\""], "x")
    default: return YAMLWriter().flow(value)
    }
  }

  /// A path to a value of the tree or, at its end, to one that is not there.
  mutating func path(in tree: Tree) -> [WireError.Segment] {
    switch tree {
    case .object(let members) where !chance(20):
      guard let member = members.randomElement(using: &generator), !chance(20) else { return [.field("new")] }
      return [.field(member.name)] + (chance(35) ? [] : path(in: member.value))
    case .array(let elements):
      let index = Int.random(in: 0...elements.count, using: &generator)
      return [.index(index)] + (index < elements.count && chance(60) ? path(in: elements[index]) : [])
    case .null: return chance(50) ? [.field("n1"), .field("n2")] : []
    case .object: return chance(50) ? [.field("n1"), .field("n2")] : [.field("n1")]
    default: return []
    }
  }
}
