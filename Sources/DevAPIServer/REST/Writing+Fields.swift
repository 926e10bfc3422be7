internal import HTTPServer
internal import KubeCore
internal import Support

/// Fields that a kind does not have, or that are there twice. Source: apiserver, handlers/create.go, update.go, patch.go.
extension Writing {
  /// The object as its kind understands it: unknown fields dropped, and warned of or refused as the client wishes; custom
  /// resources with the defaults of their schema.
  mutating func admitted(_ body: Tree) throws(StatusError) -> Tree {
    let decoded: (tree: Tree, unknownFields: [String])
    do throws(TypeMismatch) { decoded = try decode(body) } catch { throw unreadable(error.message, body) }
    // An applied configuration has been checked whole, and what it is laid over is the server's.
    if isApplied { return decoded.tree }
    let words = duplicates.map { "duplicate field \"\($0)\"" } + decoded.unknownFields.map { "unknown field \"\($0)\"" }
    switch options.fieldValidation {
    case .warn: warnings += words
    case .strict where !words.isEmpty:
      throw unreadable("strict decoding error: \(words.joined(separator: ", "))", body)
    case .ignore, .strict: break
    }
    return decoded.tree
  }

  private func decode(_ body: Tree) throws(TypeMismatch) -> (tree: Tree, unknownFields: [String]) {
    if let custom = served.custom { return try custom.decode(served.presented(body)) }
    guard let type = FieldTable.builtin.typeName(group: served.resource.group, kind: served.resource.kind) else {
      return (served.presented(body), [])
    }
    var decoder = FieldDecoder()
    let tree = try decoder.object(body, type)
    return (served.presented(tree), decoder.unknownFields)
  }

  /// Members that stand twice in a body of JSON; those of a JSON patch are operations.
  private var duplicates: [String] {
    let type = MediaType(request.http[header: "Content-Type"] ?? "application/json").name
    let isObject = ["application/json", "application/merge-patch+json", "application/strategic-merge-patch+json"]
    guard isObject.contains(type), options.fieldValidation != .ignore else { return [] }
    return DuplicateFields.paths(in: request.http.body)
  }

  /// A patch is to blame for what it makes of an object.
  private func unreadable(_ why: String, _ body: Tree) -> StatusError {
    guard request.verb == "patch", !isApplied else {
      return .badRequest(
        "\(served.resource.kind) in version \"\(served.resource.version)\" cannot be handled as a"
          + " \(served.resource.kind): \(why)")
    }
    let value = goQuoted(patchText ?? JSONWriter().text(body))
    return .invalid(
      "", "", "",
      [StatusError.Cause(reason: "FieldValueInvalid", message: "Invalid value: \(value): \(why)", field: "patch")])
  }

  /// A strategic merge patch as Go prints the map that it is.
  private var patchText: String? {
    let isStrategic = MediaType(request.http[header: "Content-Type"] ?? "").name.contains("strategic-merge-patch")
    return isStrategic ? (try? RequestBody.json(request.http.body, kind: served.resource.kind))?.goPrinted : nil
  }
}

extension Tree {
  /// `%+v` of plain data: `map[spec:map[replicas:3]]`.
  fileprivate var goPrinted: String {
    switch self {
    case .null: "<nil>"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): GoPrinting.float(number)
    case .string(let text): text
    case .array(let elements): "[" + elements.map(\.goPrinted).joined(separator: " ") + "]"
    case .object(let members):
      "map[" + members.sorted { $0.name < $1.name }.map { "\($0.name):\($0.value.goPrinted)" }.joined(separator: " ")
        + "]"
    }
  }
}
