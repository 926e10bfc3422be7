import FuzzSupport
import KubeCore
import Support

/// Objects from JSON bytes, and the same from a tree as YAML makes it.
enum ReaderOracle {
  static func check(_ kind: ObjectKind, _ bytes: [UInt8], _ tree: Tree?) {
    let object = FuzzJSON.read(bytes) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
    if let object { ObjectOracle.check(object) }
    // A JSON reader adds what a repeated name holds, as Go does; a tree has every name once.
    guard let tree, memberCount(bytes) == memberCount(tree), !hasWholeFloat(tree) else { return }
    let source = SourceTree(tree)
    var reader = SourceTreeReader(source, at: source.root)
    let other = try? KubeObject(kind, from: &reader)
    expectEqual(object, other, "A \(kind) of JSON differs from that of its tree")
  }

  /// The members of all objects.
  static func memberCount(_ tree: Tree) -> Int {
    switch tree {
    case .array(let elements): elements.reduce(0) { $0 + memberCount($1) }
    case .object(let members): members.reduce(members.count) { $0 + memberCount($1.value) }
    default: 0
    }
  }

  /// The colons outside of strings of a valid text.
  static func memberCount(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if byte == UInt8(ascii: ":"), !isInString {
        count += 1
      }
    }
    return count
  }

  /// YAML's `1.0` is the integer 1, JSON's is none.
  private static func hasWholeFloat(_ tree: Tree) -> Bool {
    switch tree {
    case .number(let value): Int64(exactly: value) != nil
    case .array(let elements): elements.contains(where: hasWholeFloat)
    case .object(let members): members.contains { hasWholeFloat($0.value) }
    default: false
    }
  }
}

extension SourceTree {
  fileprivate init(_ tree: Tree) {
    self.init(nodes: [], root: 0)
    root = add(tree)
  }

  private mutating func add(_ tree: Tree) -> NodeID {
    let value: Value =
      switch tree {
      case .null: .null
      case .bool(let value): .bool(value)
      case .integer(let value): .integer(value)
      case .number(let value): .number(value)
      case .string(let text): .string(text)
      case .array(let elements): .sequence(elements.map { add($0) })
      case .object(let members):
        .mapping(members.map { Entry(key: $0.name, keyMark: .start, value: add($0.value)) })
      }
    nodes.append(Node(value: value, start: .start, end: .start))
    return NodeID(nodes.count - 1)
  }
}
