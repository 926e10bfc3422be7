import Support

/// A document on its way through the operations of a ``JSONPatch``.
struct JSONPatchApplication {
  var document: Tree
  private var copiedBytes = 0

  init(document: Tree) { self.document = document }

  mutating func apply(_ operation: JSONPatch.Operation) throws(PatchError) {
    switch operation.kind {
    case "add": try add(operation)
    case "remove": try remove(operation)
    case "replace": try replace(operation)
    case "move": try move(operation)
    case "copy": try copy(operation)
    case "test": try test(operation)
    default: throw .unprocessable("Unexpected kind: \(operation.kind)")
    }
  }

  private mutating func add(_ operation: JSONPatch.Operation) throws(PatchError) {
    guard let path = operation.path else {
      throw .unprocessable("add operation failed to decode path: missing value")
    }
    try change(
      path, missing: "add operation does not apply: doc is missing path: \"\(path)\": missing value",
      failing: "error in add for path: '\(path)': "
    ) { $0.add($1, operation.value ?? .null) }
  }

  private mutating func remove(_ operation: JSONPatch.Operation) throws(PatchError) {
    guard let path = operation.path else {
      throw .unprocessable("remove operation failed to decode path: missing value")
    }
    try change(
      path, missing: "remove operation does not apply: doc is missing path: \"\(path)\": missing value",
      failing: "error in remove for path: '\(path)': "
    ) { $0.remove($1) }
  }

  private mutating func replace(_ operation: JSONPatch.Operation) throws(PatchError) {
    let path = try Self.path(operation, "replace")
    if path.isEmpty { return try replaceDocument(operation.value ?? .null) }
    let place = try find(path, missing: "replace operation does not apply: doc is missing path: \(path): missing value")
    guard case .success = place.container.value(at: place.key) else {
      throw .unprocessable("replace operation does not apply: doc is missing key: \(path): missing value")
    }
    try change(path, missing: "", failing: "error in remove for path: '\(path)': ") {
      $0.set($1, operation.value ?? .null)
    }
  }

  private mutating func replaceDocument(_ value: Tree) throws(PatchError) {
    switch value {
    case .object, .array: document = value
    default: throw .unprocessable("replace operation value must be object or array: %!w(<nil>)")
    }
  }

  private mutating func move(_ operation: JSONPatch.Operation) throws(PatchError) {
    let from = try Self.from(operation, "move")
    let place = try find(
      from, missing: "move operation does not apply: doc is missing from path: \(from): missing value")
    let failing = "error in move for path: '\(place.key)': "
    let value: Tree
    switch place.container.value(at: place.key) {
    case .success(let found): value = found ?? .null
    case .failure(let problem): throw .unprocessable(failing + problem.text)
    }
    try change(from, missing: "", failing: failing) { $0.remove($1) }
    let path = try Self.path(operation, "move")
    try change(
      path, missing: "move operation does not apply: doc is missing destination path: \(path): missing value",
      failing: "error in move for path: '\(path)': "
    ) { $0.add($1, value) }
  }

  private mutating func copy(_ operation: JSONPatch.Operation) throws(PatchError) {
    let from = try Self.from(operation, "copy")
    let place = try find(
      from, missing: "copy operation does not apply: doc is missing from path: \(from): missing value")
    let value: Tree?
    switch place.container.value(at: place.key) {
    case .success(let found): value = found
    case .failure(let problem): throw .unprocessable("error in copy for from: '\(from)': " + problem.text)
    }
    guard let path = operation.path else {
      throw .unprocessable("copy operation failed to decode path: missing value")
    }
    _ = try find(
      path, missing: "copy operation does not apply: doc is missing destination path: \(path): missing value")
    if let value { copiedBytes += JSONWriter().bytes(value).count }
    if copiedBytes > JSONPatch.maxCopiedBytes {
      throw .unprocessable(
        "Unable to complete the copy, the accumulated size increase of copy is \(copiedBytes), exceeding the limit "
          + "\(JSONPatch.maxCopiedBytes)")
    }
    try change(path, missing: "", failing: "error while adding value during copy: ") { $0.add($1, value ?? .null) }
  }

  private func test(_ operation: JSONPatch.Operation) throws(PatchError) {
    let path = try Self.path(operation, "test")
    let expected = operation.value ?? .null
    let found: Tree
    if path.isEmpty {
      found = document
    } else {
      let place = try find(path, missing: "test operation does not apply: is missing path: \(path): missing value")
      switch place.container.value(at: place.key) {
      case .success(let value): found = value ?? .null
      case .failure(let problem): throw .unprocessable("error in test for path: '\(path)': " + problem.text)
      }
    }
    if !found.isSameJSON(as: expected) { throw .unprocessable("testing value \(path) failed: test failed") }
  }

  // MARK: Places

  private static func path(_ operation: JSONPatch.Operation, _ name: String) throws(PatchError) -> String {
    guard let path = operation.path else {
      throw .unprocessable("\(name) operation failed to decode path: operation missing path field: missing value")
    }
    return path
  }

  private static func from(_ operation: JSONPatch.Operation, _ name: String) throws(PatchError) -> String {
    guard let from = operation.from else {
      throw .unprocessable("\(name) operation failed to decode from: operation, missing from field: missing value")
    }
    return from
  }

  /// The object or list that holds what `path` names, and the name in it.
  private func find(_ path: String, missing: String) throws(PatchError) -> (container: Tree, key: String) {
    guard let pointer = JSONPointer(path) else { throw .unprocessable(missing) }
    var container = document
    for parent in pointer.parents {
      guard case .success(.some(let next)) = container.value(at: parent), next.isContainer else {
        throw .unprocessable(missing)
      }
      container = next
    }
    return (container, pointer.key)
  }

  /// Changes the container that holds what `path` names.
  private mutating func change(
    _ path: String, missing: String, failing: String, _ body: (inout Tree, String) -> JSONPatchProblem?
  ) throws(PatchError) {
    _ = try find(path, missing: missing)
    guard let pointer = JSONPointer(path) else { throw .unprocessable(missing) }
    var problem: JSONPatchProblem?
    document.update(at: pointer.parents[...]) { problem = body(&$0, pointer.key) }
    if let problem { throw .unprocessable(failing + problem.text) }
  }
}
