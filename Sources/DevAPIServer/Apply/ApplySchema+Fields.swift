internal import KubeCore
internal import Support

/// The fields that a value sets, and how it differs from another.
extension ApplySchema {
  /// The fields that an applied configuration owns. Source: structured-merge-diff, typed/tofieldset.go.
  func fields(of tree: Tree) -> FieldSet {
    var set = FieldSet()
    collect(tree, at: [], into: &set)
    return set
  }

  private func collect(_ tree: Tree, at path: [PathElement], into set: inout FieldSet) {
    switch tree {
    case .object(let members) where !isAtomicObject:
      for member in members {
        let inner = path + [.field(member.name)]
        let found = self.member(member.name)
        (found?.schema ?? .deduced(isDeclared: false)).collect(member.value, at: inner, into: &set)
        if member.value == .null || member.value == .object([]) || found?.isDeclared != true { set.insert(inner) }
      }
    case .array(let elements) where listType != .atomic:
      var count: [PathElement: Int] = [:]
      let steps = steps(elements)
      for (step, _) in steps { count[step, default: 0] += 1 }
      for (step, value) in steps {
        if count[step] == 1 { element.collect(value, at: path + [step], into: &set) }
        set.insert(path + [step])
      }
    default: set.insert(path)
    }
  }

  /// How `new` differs from `old`. Source: typed/compare.go.
  func comparison(of old: Tree, and new: Tree) -> FieldComparison {
    var result = FieldComparison()
    compare(old, new, at: [], into: &result)
    return result
  }

  private func compare(_ old: Tree?, _ new: Tree?, at path: [PathElement], into result: inout FieldComparison) {
    if old == nil, new == nil { return }
    switch shape(old, new) {
    case .leaf: result.note(old, new, at: path)
    case .object:
      let names = (Self.members(old) + Self.members(new)).map(\.name)
      var seen: Set<String> = []
      for name in names where seen.insert(name).inserted {
        let schema = member(name)?.schema ?? .deduced(isDeclared: false)
        schema.compare(old?[name], new?[name], at: path + [.field(name)], into: &result)
      }
      result.noteAbsence(old, new, at: path)
    case .list:
      compareLists(old?.elements ?? [], new?.elements ?? [], at: path, into: &result)
      result.noteAbsence(old, new, at: path)
    }
  }

  private func compareLists(
    _ old: [Tree], _ new: [Tree], at path: [PathElement], into result: inout FieldComparison
  ) {
    let before = Dictionary(grouping: steps(old), by: \.step)
    let after = Dictionary(grouping: steps(new), by: \.step)
    for step in Set(before.keys).union(after.keys) {
      let left = (before[step] ?? []).map(\.value)
      let right = (after[step] ?? []).map(\.value)
      let inner = path + [step]
      switch (left.count, right.count) {
      case (...1, ...1): element.compare(left.first, right.first, at: inner, into: &result)
      case (2..., 2...): if !Tree.array(left).isSameJSON(as: .array(right)) { result.modified.insert(inner) }
      case (2..., _):
        if let kept = right.first { element.compare(nil, kept, at: inner, into: &result) }
        result.removed.insert(inner)
      default:
        if let kept = left.first { element.compare(kept, nil, at: inner, into: &result) }
        result.added.insert(inner)
      }
    }
  }

  /// How two values are taken together; either may be absent or null, and two empty ones are a leaf.
  enum Shape { case leaf, object, list }

  func shape(_ old: Tree?, _ new: Tree?) -> Shape {
    switch (Self.kind(old), Self.kind(new)) {
    case ("object", "object"), ("object", ""), ("", "object"):
      return isAtomicObject || (Self.members(old).isEmpty && Self.members(new).isEmpty) ? .leaf : .object
    case ("array", "array"), ("array", ""), ("", "array"):
      let isEmpty = (old?.elements ?? []).isEmpty && (new?.elements ?? []).isEmpty
      return listType == .atomic || isEmpty ? .leaf : .list
    default: return .leaf
    }
  }

  private static func kind(_ tree: Tree?) -> String {
    switch tree {
    case nil, .null: ""
    case .object: "object"
    case .array: "array"
    default: "scalar"
    }
  }

  static func members(_ tree: Tree?) -> [Tree.Member] {
    if case .object(let members)? = tree { members } else { [] }
  }

  /// The value with the objects that the Go structs of built-in kinds hold even when nothing in them is set.
  func completed(_ tree: Tree) -> Tree {
    switch (self, tree) {
    case (.builtin(let type), .object(let members)):
      var result = Tree.object(
        members.map { Tree.Member($0.name, (member($0.name)?.schema ?? .atomic).completed($0.value)) })
      for (name, field) in MergeKeyTable.builtin.types[type]?.fields ?? [:]
      where field.isAlwaysPresent && (result[name] == nil || result[name] == .null) {
        result[name] = field.shape == .object ? (member(name)?.schema ?? .atomic).completed(.object([])) : .null
      }
      return result
    case (.list(_, let element), .array(let elements)): return .array(elements.map(element.completed))
    default: return tree
    }
  }
}

/// What one object has and another has not, field by field.
struct FieldComparison: Hashable {
  var removed = FieldSet()
  var modified = FieldSet()
  var added = FieldSet()

  fileprivate mutating func note(_ old: Tree?, _ new: Tree?, at path: [PathElement]) {
    noteAbsence(old, new, at: path)
    if let old, let new, !old.isSameJSON(as: new) { modified.insert(path) }
  }

  fileprivate mutating func noteAbsence(_ old: Tree?, _ new: Tree?, at path: [PathElement]) {
    if old == nil { added.insert(path) } else if new == nil { removed.insert(path) }
  }

  func filtered(_ isKept: (PathElement) -> Bool) -> FieldComparison {
    var result = self
    result.removed = removed.filtered(isKept)
    result.modified = modified.filtered(isKept)
    result.added = added.filtered(isKept)
    return result
  }
}
