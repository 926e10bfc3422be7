/// A tree of plain data with ordered members: what JSON and YAML documents are made of.
///
/// It carries reports to their writers and patch bodies to their readers. Watch events never become one: they are
/// read straight into slim kinds.
package indirect enum Tree: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A finite number that is not whole by type. Reports round to one decimal before they build one.
  case number(Double)
  case string(String)
  case array([Tree])
  /// Members in the order in which they are to be written.
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: Tree

    package init(_ name: String, _ value: Tree) {
      self.name = name
      self.value = value
    }
  }

  /// The members that are not `nil`, in the order given.
  package static func members(_ pairs: (String, Tree?)...) -> Tree {
    .object(pairs.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// The value of a member, `nil` where this is no object or has no such member.
  package subscript(name: String) -> Tree? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      if let index = members.lastIndex(where: { $0.name == name }) {
        if let newValue { members[index].value = newValue } else { members.remove(at: index) }
      } else if let newValue {
        members.append(Member(name, newValue))
      }
      self = .object(members)
    }
  }

  package var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var elements: [Tree] {
    if case .array(let elements) = self { elements } else { [] }
  }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(arrayLiteral elements: Tree...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, Tree)...) {
    self = .object(elements.map { Member($0, $1) })
  }
}
