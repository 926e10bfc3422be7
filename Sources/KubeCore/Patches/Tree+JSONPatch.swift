import Support

/// Why a name does not do in a list or an object, in the library's words.
struct JSONPatchProblem: Error, Hashable {
  var text: String

  static func index(_ index: Int) -> JSONPatchProblem {
    JSONPatchProblem(text: "Unable to access invalid index: \(index): invalid index referenced")
  }
}

/// One step of a JSON pointer, on objects and lists.
extension Tree {
  var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }

  /// What stands under a name; `nil` for a member that is not there, which is no error.
  func value(at key: String) -> Result<Tree?, JSONPatchProblem> {
    guard case .array(let elements) = self else { return .success(self[key]) }
    return Self.index(key, count: elements.count).map { elements[$0] }
  }

  mutating func set(_ key: String, _ value: Tree) -> JSONPatchProblem? {
    guard case .array(var elements) = self else {
      self[key] = value
      return nil
    }
    switch Self.index(key, count: elements.count) {
    case .success(let index): elements[index] = value
    case .failure(let problem): return problem
    }
    self = .array(elements)
    return nil
  }

  /// Adds a member, or an element before the one at the index; `-` is the end of a list.
  mutating func add(_ key: String, _ value: Tree) -> JSONPatchProblem? {
    guard case .array(var elements) = self else {
      self[key] = value
      return nil
    }
    if key == "-" {
      elements.append(value)
    } else {
      switch Self.index(key, count: elements.count + 1) {
      case .success(let index): elements.insert(value, at: index)
      case .failure(let problem):
        let isNumber = Int(key) != nil
        return isNumber
          ? problem : JSONPatchProblem(text: "value was not a proper array index: '\(key)': \(problem.text)")
      }
    }
    self = .array(elements)
    return nil
  }

  mutating func remove(_ key: String) -> JSONPatchProblem? {
    guard case .array(var elements) = self else {
      guard self[key] != nil else {
        return JSONPatchProblem(text: "Unable to remove nonexistent key: \(key): missing value")
      }
      self[key] = nil
      return nil
    }
    switch Self.index(key, count: elements.count) {
    case .success(let index): elements.remove(at: index)
    case .failure(let problem): return problem
    }
    self = .array(elements)
    return nil
  }

  /// Changes the value at the end of a way that is known to exist.
  mutating func update(at way: ArraySlice<String>, _ body: (inout Tree) -> Void) {
    guard let name = way.first else { return body(&self) }
    guard case .success(.some(var child)) = value(at: name) else { return }
    child.update(at: way.dropFirst(), body)
    _ = set(name, child)
  }

  /// Negative indices count from the end, as `SupportNegativeIndices` has it.
  private static func index(_ key: String, count: Int) -> Result<Int, JSONPatchProblem> {
    guard let index = Int(key) else {
      let digits = key.drop { $0 == "-" || $0 == "+" }
      let isRange = !digits.isEmpty && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 } && key.count - digits.count <= 1
      let reason = isRange ? "value out of range" : "invalid syntax"
      return .failure(JSONPatchProblem(text: "strconv.Atoi: parsing \(goQuoted(key)): \(reason)"))
    }
    guard index < count, index >= -count else { return .failure(.index(index)) }
    return .success(index < 0 ? index + count : index)
  }
}
