import KubeCore
import Support

extension Tree {
  /// The tree after a change, before any text is written.
  func applying(_ change: YAMLChange) throws(YAMLEditRefusal) -> Tree {
    guard !change.path.isEmpty else { throw YAMLEditRefusal(.shape, "the document as a whole is not changed") }
    switch change {
    case .set(let path, let value): return try setting(path[...], to: value, in: path)
    case .remove(let path): return removing(path[...])
    }
  }

  /// The value with the containers that a path asks for around it; `nil` where a list would begin with a hole.
  func wrapped(in path: ArraySlice<WireError.Segment>) -> Tree? {
    var value = self
    for segment in path.reversed() {
      switch segment {
      case .field(let name): value = .object([Member(name, value)])
      case .index(0): value = .array([value])
      case .index: return nil
      }
    }
    return value
  }

  private func setting(
    _ rest: ArraySlice<WireError.Segment>, to value: Tree, in path: [WireError.Segment]
  ) throws(YAMLEditRefusal) -> Tree {
    guard let segment = rest.first else { return value }
    let further = rest.dropFirst()
    switch (self, segment) {
    case (.object(var members), .field(let name)):
      if let index = members.index(of: name) {
        members[index].value = try members[index].value.setting(further, to: value, in: path)
        return .object(members)
      }
      if let new = value.wrapped(in: further) { return .object(members + [Member(name, new)]) }
    case (.array(var elements), .index(let index)):
      if elements.indices.contains(index) {
        elements[index] = try elements[index].setting(further, to: value, in: path)
        return .array(elements)
      }
      if index == elements.count, let new = value.wrapped(in: further) { return .array(elements + [new]) }
    case (.null, _): if let new = value.wrapped(in: rest) { return new }
    default: break
    }
    let holder = WireError.text(Array(path.dropLast(rest.count)))
    throw YAMLEditRefusal(
      .shape, "\(holder.isEmpty ? "the document" : holder) has no place for \(WireError.text([segment]))")
  }

  private func removing(_ path: ArraySlice<WireError.Segment>) -> Tree {
    let rest = path.dropFirst()
    switch (self, path.first) {
    case (.object(var members), .field(let name)?):
      guard let index = members.index(of: name) else { return self }
      if rest.isEmpty { members.remove(at: index) } else { members[index].value = members[index].value.removing(rest) }
      return .object(members)
    case (.array(var elements), .index(let index)?):
      guard elements.indices.contains(index) else { return self }
      if rest.isEmpty { elements.remove(at: index) } else { elements[index] = elements[index].removing(rest) }
      return .array(elements)
    default: return self
    }
  }

  /// Whether both say the same: the order of members aside, a whole number like an integer, texts by their bytes.
  func isSame(as other: Tree) -> Bool {
    switch (self, other) {
    case (.integer(let left), .number(let right)), (.number(let right), .integer(let left)):
      return Int64(exactly: right) == left
    case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      guard left.count == right.count else { return false }
      return left.allSatisfy { member in
        right.index(of: member.name).map { member.value.isSame(as: right[$0].value) } == true
      }
    default: return self == other
    }
  }
}

extension [Tree.Member] {
  /// Where the member stands; names are equal by their bytes, not by Unicode equivalence.
  func index(of name: String) -> Int? { firstIndex { $0.name.utf8.elementsEqual(name.utf8) } }
}
