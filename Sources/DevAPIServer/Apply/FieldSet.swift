package import Support

/// A set of paths, each through any objects and lists. Source: structured-merge-diff, fieldpath/set.go.
package struct FieldSet: Hashable, Sendable {
  /// The paths that end here.
  package private(set) var members: Set<PathElement> = []
  /// The paths that go on; none of them is empty.
  package private(set) var children: [PathElement: FieldSet] = [:]

  package init() {}

  package init(_ paths: [[PathElement]]) {
    for path in paths { insert(path[...]) }
  }

  package var isEmpty: Bool { members.isEmpty && children.isEmpty }

  package mutating func insert(_ path: [PathElement]) { insert(path[...]) }

  private mutating func insert(_ path: ArraySlice<PathElement>) {
    guard let first = path.first else { return }
    if path.count == 1 {
      members.insert(first)
    } else {
      children[first, default: FieldSet()].insert(path.dropFirst())
    }
  }

  /// What goes on behind a step.
  package func under(_ element: PathElement) -> FieldSet { children[element] ?? FieldSet() }

  package func contains(_ path: [PathElement]) -> Bool {
    guard let last = path.last else { return false }
    return path.dropLast().reduce(self) { $0.under($1) }.members.contains(last)
  }

  package func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.members.formUnion(other.members)
    result.children.merge(other.children) { $0.union($1) }
    return result
  }

  package func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.intersection(other.members)
    for (element, child) in children {
      result.setChild(element, child.intersection(other.under(element)))
    }
    return result
  }

  package func subtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.subtracting(other.members)
    for (element, child) in children { result.setChild(element, child.subtracting(other.under(element))) }
    return result
  }

  /// The paths whose first step is accepted.
  package func filtered(_ isKept: (PathElement) -> Bool) -> FieldSet {
    var result = FieldSet()
    result.members = members.filter(isKept)
    result.children = children.filter { isKept($0.key) }
    return result
  }

  /// With every object that is a declared field on the way to a path, as removing has it. Source: set.go,
  /// `EnsureNamedFieldsAreMembers`.
  func withNamedFields(_ schema: ApplySchema) -> FieldSet {
    var result = FieldSet()
    result.members = members
    for (element, child) in children {
      if case .field(let name) = element {
        let member = schema.member(name)
        if member?.isDeclared == true { result.members.insert(element) }
        result.setChild(element, child.withNamedFields(member?.schema ?? .deduced(isDeclared: false)))
      } else {
        result.setChild(element, child.withNamedFields(schema.element))
      }
    }
    return result
  }

  private mutating func setChild(_ element: PathElement, _ child: FieldSet) {
    if !child.isEmpty { children[element] = child }
  }

  /// All paths in order.
  package var paths: [[PathElement]] {
    var result: [[PathElement]] = []
    for element in members.union(children.keys).sorted() {
      if members.contains(element) { result.append([element]) }
      result += under(element).paths.map { [element] + $0 }
    }
    return result
  }

  // MARK: fieldsV1

  /// `{"f:spec":{".":{},"f:a":{}}}`
  package var encoded: Tree {
    .object(
      members.union(children.keys).sorted().map { element in
        guard let child = children[element] else { return Tree.Member(element.encoded, .object([])) }
        guard case .object(let inner) = child.encoded, members.contains(element) else {
          return Tree.Member(element.encoded, child.encoded)
        }
        return Tree.Member(element.encoded, .object([Tree.Member(".", .object([]))] + inner))
      })
  }

  package init(encoded tree: Tree) {
    guard case .object(let entries) = tree else { return }
    for entry in entries {
      guard entry.name != ".", let element = PathElement(encoded: entry.name) else { continue }
      setChild(element, FieldSet(encoded: entry.value))
      if entry.value == .object([]) || entry.value["."] != nil { members.insert(element) }
    }
  }
}
