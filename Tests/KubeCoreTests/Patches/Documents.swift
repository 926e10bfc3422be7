import KubeCore
import Support

/// A JSON document written in a test.
func json(_ text: String) throws -> Tree {
  try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in try reader.tree() }
}

/// The same with members by name, for comparing where their order says nothing.
func canonical(_ tree: Tree) -> Tree {
  switch tree {
  case .object(let members):
    .object(members.map { Tree.Member($0.name, canonical($0.value)) }.sorted { $0.name < $1.name })
  case .array(let elements): .array(elements.map(canonical))
  default: tree
  }
}

/// Documents made from a seed: small ones, whose names and values often collide.
struct DocumentGenerator {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func document(depth: Int = 3) -> Tree {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
    case 0: return .integer(Int64.random(in: 0..<3, using: &random))
    case 1: return .string(["", "a", "~/b"][Int.random(in: 0..<3, using: &random)])
    case 2: return .bool(Bool.random(using: &random))
    case 3: return .number(0.5)
    case 4: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in document(depth: depth - 1) })
    default: return object(depth: depth - 1)
    }
  }

  mutating func object(depth: Int = 3) -> Tree {
    let names = ["a", "b", "c/d", "e~f", "~1"].shuffled(using: &random)
    let count = Int.random(in: 0..<names.count, using: &random)
    return .object(names.prefix(count).map { Tree.Member($0, document(depth: depth)) })
  }
}
