internal import KubeCore
internal import Support

/// Why a value does not fit its schema, and where.
struct ApplyProblem: Error, Hashable {
  var path: [PathElement]
  var text: String
}

extension ApplySchema {
  /// The step to an element of a list of type set or map. Source: structured-merge-diff, typed/helpers.go,
  /// `listItemToPathElement`.
  func step(to element: Tree) -> Result<PathElement, ApplyProblem> {
    func problem(_ text: String) -> Result<PathElement, ApplyProblem> {
      .failure(ApplyProblem(path: [], text: text))
    }
    guard case .map(let keys) = listType else {
      switch element {
      case .object: return problem("associative list without keys has an element that's a map type")
      case .array: return problem("not supported: associative list with lists as elements")
      case .null: return problem("associative list without keys has an element that's an explicit null")
      default: return .success(.value(element))
      }
    }
    switch element {
    case .object: break
    case .null: return problem("associative list with keys may not have a null element")
    default: return problem("associative list with keys may not have non-map elements")
    }
    let members = keys.compactMap { key -> Tree.Member? in
      (element[key.name] ?? defaultValue(of: key)).map { Tree.Member(key.name, $0) }
    }
    if members.isEmpty {
      let names = keys.map { goQuoted($0.name) }.joined(separator: " ")
      return problem(
        "associative list with keys has an element that omits all key fields [\(names)] (and doesn't have default "
          + "values for any key fields)")
    }
    return .success(.key(members.sorted { $0.name < $1.name }))
  }

  /// The published schema of a built-in kind gives every required key the zero value of its type.
  private func defaultValue(of key: MergeKeyTable.ListType.Key) -> Tree? {
    if let text = key.defaultValue { return .string(text) }
    if case .structural = element { return nil }
    return key.name == "port" || key.name == "containerPort" ? 0 : ""
  }

  /// The steps to all elements; those that have none are left out.
  func steps(_ elements: [Tree]) -> [(step: PathElement, value: Tree)] {
    elements.compactMap { element in
      guard case .success(let step) = step(to: element) else { return nil }
      return (step, element)
    }
  }

  /// What is wrong with an object to be applied. Source: typed/validate.go.
  func problems(_ tree: Tree, at path: [PathElement] = []) -> [ApplyProblem] {
    switch tree {
    case .object(let members):
      if isAtomicObject { return [] }
      return members.flatMap { member -> [ApplyProblem] in
        let inner = path + [.field(member.name)]
        guard let found = self.member(member.name) else {
          return [ApplyProblem(path: inner, text: "field not declared in schema")]
        }
        return found.schema.problems(member.value, at: inner)
      }
    case .array(let elements): return listType == .atomic ? [] : listProblems(elements, at: path)
    default:
      guard tree != .null else { return [] }
      if case .list = self {
        return [ApplyProblem(path: path, text: "expected list, got &{\(JSONWriter().text(tree))}")]
      }
      return []
    }
  }

  private func listProblems(_ elements: [Tree], at path: [PathElement]) -> [ApplyProblem] {
    var problems: [ApplyProblem] = []
    var seen: Set<PathElement> = []
    for (index, child) in elements.enumerated() {
      switch step(to: child) {
      case .failure(let problem):
        return problems + [ApplyProblem(path: path, text: "element \(index): \(problem.text)")]
      case .success(let step):
        if !seen.insert(step).inserted {
          problems.append(ApplyProblem(path: path, text: "duplicate entries for key \(step.description)"))
        }
        problems += element.problems(child, at: path + [step])
      }
    }
    return problems
  }
}
