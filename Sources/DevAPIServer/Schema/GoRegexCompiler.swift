/// The syntax tree of a regular expression.
indirect enum GoRegexNode: Hashable, Sendable {
  case empty
  case scalar(ScalarSet)
  case assertion(GoRegex.Assertion)
  case sequence([GoRegexNode])
  case choice([GoRegexNode])
  /// At least `minimum` times, at most `maximum` where there is one.
  case repetition(GoRegexNode, minimum: Int, maximum: Int?)
}

/// Turns a syntax tree into a program of states.
struct GoRegexCompiler {
  var code: [GoRegex.Instruction] = []
  /// Go limits the size by the repetitions of each part; this holds nested ones.
  private static let limit = 200_000

  mutating func emit(_ node: GoRegexNode) throws(GoRegexError) {
    guard code.count < Self.limit else { throw GoRegexError(code: "expression too large", expression: "") }
    switch node {
    case .empty: break
    case .scalar(let set): code.append(.scalar(set))
    case .assertion(let assertion): code.append(.assert(assertion))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .choice(let nodes): try emitChoice(nodes)
    case .repetition(let node, let minimum, let maximum):
      for _ in 0..<minimum { try emit(node) }
      if let maximum { try emitOptional(node, count: maximum - minimum) } else { try emitLoop(node) }
    }
  }

  private mutating func emitChoice(_ nodes: [GoRegexNode]) throws(GoRegexError) {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      guard index < nodes.count - 1 else {
        try emit(node)
        continue
      }
      let split = code.count
      code.append(.match)
      try emit(node)
      ends.append(code.count)
      code.append(.match)
      code[split] = .split(split + 1, code.count)
    }
    for end in ends { code[end] = .jump(code.count) }
  }

  private mutating func emitLoop(_ node: GoRegexNode) throws(GoRegexError) {
    let split = code.count
    code.append(.match)
    try emit(node)
    code.append(.jump(split))
    code[split] = .split(split + 1, code.count)
  }

  private mutating func emitOptional(_ node: GoRegexNode, count: Int) throws(GoRegexError) {
    var splits: [Int] = []
    for _ in 0..<max(0, count) {
      splits.append(code.count)
      code.append(.match)
      try emit(node)
    }
    for split in splits { code[split] = .split(split + 1, code.count) }
  }
}
