package import Support

extension Tree {
  /// The members of an object; none of anything else.
  package var memberList: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  package var integerValue: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  package var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value behind several names.
  package func at(_ path: String...) -> Tree? {
    path.reduce(Optional(self)) { tree, name in tree?[name] }
  }

  /// Sets a member of a member, making an object where there is none.
  package mutating func set(_ first: String, _ second: String, _ value: Tree?) {
    var inner = self[first] ?? .object([])
    if case .object = inner {} else { inner = .object([]) }
    inner[second] = value
    self[first] = inner
  }
}
