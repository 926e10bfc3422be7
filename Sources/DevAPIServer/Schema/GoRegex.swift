/// A regular expression of Go's `regexp` (RE2 syntax), matched anywhere in a text in time linear in the text.
///
/// Only whether it matches is asked: no captures. Look-around and back references are errors, as they are in Go.
/// Scripts (`\p{Greek}`) are refused, since the standard library knows general categories only.
package struct GoRegex: Hashable, Sendable {
  private var program: [Instruction]

  /// Compiles `pattern`; the error's message is Go's.
  package init(_ pattern: String) throws(GoRegexError) {
    var parser = GoRegexParser(pattern)
    let node = try parser.parse()
    var compiler = GoRegexCompiler()
    try compiler.emit(node)
    compiler.code.append(.match)
    program = compiler.code
  }

  /// Whether any part of `text` matches.
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var current = GoRegexStates(count: program.count)
    var next = GoRegexStates(count: program.count)
    for position in 0...scalars.count {
      if follow(0, at: position, scalars, into: &current) { return true }
      guard position < scalars.count else { return false }
      let scalar = scalars[position]
      for state in current.list {
        guard case .scalar(let set) = program[state], set.contains(scalar) else { continue }
        if follow(state + 1, at: position + 1, scalars, into: &next) { return true }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return false
  }

  /// Adds all states that `state` reaches without reading; whether one of them is the end.
  private func follow(
    _ state: Int, at position: Int, _ text: [Unicode.Scalar], into states: inout GoRegexStates
  ) -> Bool {
    var pending = [state]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch program[state] {
      case .match: return true
      case .scalar: break
      case .jump(let target): pending.append(target)
      case .split(let first, let second): pending += [second, first]
      case .assert(let assertion): if assertion.holds(at: position, in: text) { pending.append(state + 1) }
      }
    }
    return false
  }
}

extension GoRegex {
  enum Instruction: Hashable, Sendable {
    case scalar(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case assert(Assertion)
    case match
  }

  enum Assertion: Hashable, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

    func holds(at position: Int, in text: [Unicode.Scalar]) -> Bool {
      switch self {
      case .textStart: position == 0
      case .textEnd: position == text.count
      case .lineStart: position == 0 || text[position - 1] == "\n"
      case .lineEnd: position == text.count || text[position] == "\n"
      case .wordBoundary: isWord(position - 1, text) != isWord(position, text)
      case .noWordBoundary: isWord(position - 1, text) == isWord(position, text)
      }
    }

    private func isWord(_ index: Int, _ text: [Unicode.Scalar]) -> Bool {
      text.indices.contains(index) && ScalarSet.word.contains(text[index])
    }
  }
}

/// Why a pattern is no regular expression, in Go's words.
package struct GoRegexError: Error, Hashable, Sendable {
  /// `missing closing )`, …
  package var code: String
  /// The part of the pattern at fault.
  package var expression: String

  package var message: String { "error parsing regexp: \(code): `\(expression)`" }
}

/// A set of program states in the order of insertion.
private struct GoRegexStates {
  private(set) var list: [Int] = []
  private var members: [Bool]

  init(count: Int) { members = Array(repeating: false, count: count) }

  mutating func insert(_ state: Int) -> Bool {
    if members[state] { return false }
    members[state] = true
    list.append(state)
    return true
  }

  mutating func removeAll() {
    for state in list { members[state] = false }
    list.removeAll(keepingCapacity: true)
  }
}
