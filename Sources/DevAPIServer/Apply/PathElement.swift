internal import KubeCore
package import Support

/// One step into an object as managed fields name it. Source: structured-merge-diff, fieldpath/element.go and
/// serialize-pe.go.
package enum PathElement: Hashable, Sendable {
  case field(String)
  /// An element of a list of type map, by its keys in the order of their names.
  case key([Tree.Member])
  /// An element of a list of type set.
  case value(Tree)
  case index(Int)

  /// The name in `fieldsV1`: `f:spec`, `k:{"name":"a"}`, `v:"b"`, `i:0`.
  package var encoded: String {
    switch self {
    case .field(let name): "f:" + name
    case .key(let members): "k:" + JSONWriter().text(.object(members))
    case .value(let value): "v:" + JSONWriter().text(value)
    case .index(let index): "i:\(index)"
    }
  }

  /// Reads a name of `fieldsV1`; `nil` for kinds of steps that are not known, which are passed over.
  package init?(encoded text: String) {
    let rest = text.dropFirst(2)
    func tree() -> Tree? {
      try? JSONReader.read(Array(rest.utf8)) { (reader) throws(WireError) in try reader.tree() }
    }
    switch text.prefix(2) {
    case "f:": self = .field(String(rest))
    case "v:":
      guard let value = tree() else { return nil }
      self = .value(value)
    case "k:":
      guard case .object(let members)? = tree() else { return nil }
      self = .key(members.sorted { $0.name < $1.name })
    case "i:":
      guard let index = Int(rest) else { return nil }
      self = .index(index)
    default: return nil
    }
  }

  /// How conflicts write it: `.spec`, `[name="a"]`, `[="b"]`, `[0]`.
  package var description: String {
    switch self {
    case .field(let name): "." + name
    case .key(let members):
      "[" + members.map { "\($0.name)=\(Self.text($0.value))" }.joined(separator: ",") + "]"
    case .value(let value): "[=\(Self.text(value))]"
    case .index(let index): "[\(index)]"
    }
  }

  private static func text(_ value: Tree) -> String {
    if case .string(let text) = value { goQuoted(text) } else { JSONWriter().text(value) }
  }
}

extension PathElement: Comparable {
  private var rank: Int {
    switch self {
    case .field: 0
    case .key: 1
    case .value: 2
    case .index: 3
    }
  }

  package static func < (left: PathElement, right: PathElement) -> Bool {
    switch (left, right) {
    case (.field(let left), .field(let right)): return left < right
    case (.key(let left), .key(let right)):
      for (one, other) in zip(left, right) {
        if one.name != other.name { return one.name < other.name }
        if one.value != other.value { return isLess(one.value, other.value) }
      }
      return left.count < right.count
    case (.value(let left), .value(let right)): return isLess(left, right)
    case (.index(let left), .index(let right)): return left < right
    default: return left.rank < right.rank
    }
  }

  /// Numbers before texts before truths. Source: structured-merge-diff, value/value.go, `Compare`.
  private static func isLess(_ left: Tree, _ right: Tree) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.string(let left), .string(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    default: JSONWriter().text(left) < JSONWriter().text(right)
    }
  }
}
