package import Support

extension Tree {
  /// The tree after YAML has read it: a whole number is an integer.
  package var wholeNumbersAsIntegers: Tree {
    switch self {
    case .number(let value): Int64(exactly: value).map { .integer($0) } ?? self
    case .array(let elements): .array(elements.map(\.wholeNumbersAsIntegers))
    case .object(let members): .object(members.map { Member($0.name, $0.value.wholeNumbersAsIntegers) })
    default: self
    }
  }

  /// How many values are in the tree, itself included.
  package var size: Int {
    switch self {
    case .array(let elements): elements.reduce(1) { $0 + $1.size }
    case .object(let members): members.reduce(1) { $0 + $1.value.size }
    default: 1
    }
  }

  /// Compares by the bytes of a JSON text: equal strings with different code points are different here.
  package func isIdentical(to other: Tree) -> Bool { JSONWriter().bytes(self) == JSONWriter().bytes(other) }
}
