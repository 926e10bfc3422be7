package import Support

/// A JSON patch as the API server applies it. Source: RFC 6902; evanphx json-patch v4, patch.go, whose departures from
/// the RFC are kept: negative indices count from the end, and `replace` of a member that is not there adds it.
package struct JSONPatch: Hashable, Sendable {
  /// More operations than this are refused with 413. Source: apiserver, handlers/patch.go, `maxJSONPatchOperations`.
  package static let maxOperations = 10_000
  /// What all `copy` operations together may add, in bytes of JSON. Source: apiserver, server/config.go,
  /// `JSONPatchMaxCopyBytes`.
  package static let maxCopiedBytes = 3 * 1024 * 1024

  /// One operation as it came; what it lacks is found out when it is its turn.
  package struct Operation: Hashable, Sendable {
    package var kind: String
    package var path: String?
    package var from: String?
    /// `nil` where the operation has none; the library takes an absent value for `null`.
    package var value: Tree?

    package init(_ kind: String, path: String?, from: String? = nil, value: Tree? = nil) {
      self.kind = kind
      self.path = path
      self.from = from
      self.value = value
    }
  }

  package var operations: [Operation]

  package init(_ operations: [Operation]) { self.operations = operations }

  /// Reads the body of a request.
  package init(request body: Tree) throws(PatchError) {
    switch body {
    case .null: operations = []
    case .array(let elements):
      operations = []
      for element in elements { operations.append(try Self.operation(element)) }
    default:
      throw .badRequest(
        "error decoding patch: json: cannot unmarshal \(body.goJSONName) into Go value of type []handlers.jsonPatchOp")
    }
    if operations.count > Self.maxOperations {
      throw .tooLarge(
        "The allowed maximum operations in a JSON patch is \(Self.maxOperations), got \(operations.count)")
    }
  }

  private static func operation(_ tree: Tree) throws(PatchError) -> Operation {
    switch tree {
    case .null: return Operation("unknown", path: nil)
    case .object: break
    default:
      throw .badRequest(
        "error decoding patch: json: cannot unmarshal \(tree.goJSONName) into Go value of type handlers.jsonPatchOp")
    }
    func text(_ name: String) throws(PatchError) -> String? {
      switch tree[name] {
      case nil, .null: return nil
      case .string(let text): return text
      case .some(let other):
        throw .badRequest(
          "error decoding patch: json: cannot unmarshal \(other.goJSONName) into Go struct field "
            + "jsonPatchOp.\(name) of type string")
      }
    }
    return Operation(
      try text("op") ?? "unknown", path: try text("path"), from: try text("from"), value: tree["value"])
  }

  package func apply(to document: Tree) throws(PatchError) -> Tree {
    var application = JSONPatchApplication(document: document)
    for operation in operations { try application.apply(operation) }
    return application.document
  }

  /// The patch as a request carries it.
  package var body: Tree {
    .array(
      operations.map { operation in
        .members(
          ("op", .string(operation.kind)), ("path", operation.path.map(Tree.string)),
          ("from", operation.from.map(Tree.string)), ("value", operation.value))
      })
  }
}
