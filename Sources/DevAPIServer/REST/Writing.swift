internal import HTTPServer
internal import KubeCore
internal import Schedules
internal import Support

/// Makes the object that a write stores of what a client sent. Source of the order: apiserver, registry/rest/create.go
/// and update.go.
struct Writing {
  let request: APIRequest
  let served: ServedResource
  let options: WriteOptions
  let server: APIServer
  /// Whether the object comes out of an apply, which has settled who manages what.
  var isApplied = false
  var warnings: [String] = []

  init(_ request: APIRequest, _ served: ServedResource, _ options: WriteOptions, _ server: APIServer) {
    self.request = request
    self.served = served
    self.options = options
    self.server = server
  }

  private var isStatus: Bool { request.subresource == "status" }

  // MARK: Create

  mutating func created(from body: Tree) throws(StatusError) -> Tree {
    try checkType(of: body)
    try checkNamespace(of: body)
    if let version = body.at("metadata", "resourceVersion")?.stringValue, !version.isEmpty {
      throw StatusError(500, "", "resourceVersion should not be set on objects to be created")
    }
    var tree = try admitted(body)
    if served.resource.isNamespaced { try server.checkNamespaceIsOpen(request.namespace, served, Self.name(of: tree)) }
    tree = withoutStatus(tree)
    tree["metadata"] = newMetadata(tree["metadata"] ?? .object([]))
    tree = BuiltinDefaults.created(tree, served)
    tree = managed(tree, live: nil)
    try validate(tree, old: nil)
    return ObjectOrder.ordered(tree, served)
  }

  private func newMetadata(_ given: Tree) -> Tree {
    var metadata = given
    if (metadata["name"]?.stringValue ?? "").isEmpty, let prefix = metadata["generateName"]?.stringValue,
      !prefix.isEmpty
    {
      // Names have 63 bytes at most: five are the suffix's (apiserver, storage/names/generate.go).
      metadata["name"] = .string(String(prefix.prefix(58)) + server.identifiers.suffix())
    }
    for name in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "resourceVersion", "generation"] {
      metadata[name] = nil
    }
    if served.resource.isNamespaced { metadata["namespace"] = .string(request.namespace) }
    metadata["uid"] = .string(server.identifiers.uid())
    if served.countsGenerations { metadata["generation"] = 1 }
    metadata["creationTimestamp"] = .string(Self.seconds(server.time.now()))
    return metadata
  }

  /// A new object has no status of its client's: the kinds that have the subresource begin with an empty one.
  private func withoutStatus(_ tree: Tree) -> Tree {
    guard served.hasStatus else { return tree }
    var tree = tree
    tree["status"] = nil
    return tree
  }

  // MARK: Update

  mutating func updated(_ current: Tree, to body: Tree) throws(StatusError) -> Tree {
    var tree = try admitted(body)
    var metadata = tree["metadata"] ?? .object([])
    let old = current["metadata"] ?? .object([])
    if let uid = metadata["uid"]?.stringValue, !uid.isEmpty, uid != old["uid"]?.stringValue {
      throw .conflict(
        served, request.name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(old["uid"]?.stringValue ?? "")")
    }
    let fixed = [
      "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "namespace",
      "resourceVersion", "generateName",
    ]
    if isStatus {
      let kept = metadata["managedFields"]
      metadata = old
      metadata["managedFields"] = kept ?? old["managedFields"]
    }
    for name in fixed where old[name] != nil || name != "generateName" { metadata[name] = old[name] }
    tree["metadata"] = metadata
    tree = merged(current, tree)
    if !isStatus { tree = BuiltinDefaults.updated(tree, served, from: current) }
    if served.countsGenerations, !isStatus, Self.specification(tree, served) != Self.specification(current, served) {
      tree.set("metadata", "generation", .integer((old["generation"]?.integerValue ?? 0) + 1))
    }
    tree = managed(tree, live: current)
    try validate(tree, old: current)
    return ObjectOrder.ordered(tree, served)
  }

  var fieldManager: FieldManager {
    let schema =
      served.custom.map { ApplySchema.customObject($0.structuralSchema) }
      ?? ApplySchema(group: served.resource.group, kind: served.resource.kind)
    return FieldManager(
      schema: schema, apiVersion: served.resource.apiVersion, kind: served.resource.kind,
      subresource: request.subresource, hasStatus: served.hasStatus)
  }

  private func managed(_ tree: Tree, live: Tree?) -> Tree {
    let now = Self.seconds(server.time.now())
    guard isApplied else {
      return fieldManager.updated(live: live, new: tree, manager: options.fieldManager, time: now)
    }
    // A manager that is new to an object that did not change has no time yet.
    var tree = tree
    tree.change("metadata") { metadata in
      metadata.changeElements(of: "managedFields") { $0.fill("time", .string(now)) }
    }
    return tree
  }

  /// Of a status update only the status counts, of another one everything else.
  private func merged(_ current: Tree, _ tree: Tree) -> Tree {
    guard served.hasStatus else { return tree }
    if isStatus {
      var merged = current
      merged["status"] = tree["status"]
      merged["metadata"] = tree["metadata"]
      return merged
    }
    var merged = tree
    merged["status"] = current["status"]
    return merged
  }

  /// What a generation counts: everything but metadata and status.
  private static func specification(_ tree: Tree, _ served: ServedResource) -> Tree {
    let rest = tree.memberList.filter { !["metadata", "status", "apiVersion", "kind"].contains($0.name) }
    return Tree.object(rest).sortedByName
  }

  // MARK: Checks

  func checkIdentity(of body: Tree) throws(StatusError) {
    try checkType(of: body)
    try checkNamespace(of: body)
    let name = Self.name(of: body)
    if name.isEmpty { throw .badRequest("name must be provided") }
    if name != request.name {
      throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(request.name))")
    }
  }

  private func checkType(of body: Tree) throws(StatusError) {
    guard case .object = body else {
      throw .badRequest("the object provided is unrecognized (must be of type \(served.resource.kind))")
    }
    let version = body["apiVersion"]?.stringValue ?? ""
    let kind = body["kind"]?.stringValue ?? ""
    if version.isEmpty, kind.isEmpty, served.custom == nil { return }
    if version == served.resource.apiVersion, kind == served.resource.kind { return }
    if kind.isEmpty, served.custom != nil {
      throw .badRequest(
        "Object 'Kind' is missing in '\(JSONWriter().text(body))'")
    }
    if served.custom == nil, version.isEmpty || kind.isEmpty { return }
    throw .badRequest(
      "\(kind) in version \"\(served.resource.version)\" cannot be handled as a \(served.resource.kind): no kind"
        + " \"\(kind)\" is registered for version \"\(version)\"")
  }

  private func checkNamespace(of body: Tree) throws(StatusError) {
    let namespace = body.at("metadata", "namespace")?.stringValue ?? ""
    guard !namespace.isEmpty, namespace != request.namespace else { return }
    throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
  }

  static func name(of tree: Tree) -> String { tree.at("metadata", "name")?.stringValue ?? "" }

  static func seconds(_ time: Timestamp) -> String { Timestamp(seconds: time.seconds).rfc3339 }
}

extension Writing {
  private func validate(_ tree: Tree, old: Tree?) throws(StatusError) {
    let errors = try self.errors(tree, old: old)
    if !errors.isEmpty { throw .invalid(served, Self.name(of: tree), errors) }
  }

  private func errors(_ tree: Tree, old: Tree?) throws(StatusError) -> [FieldError] {
    if served.resource.kind == "CustomResourceDefinition" {
      do throws(TypeMismatch) {
        let definition = try CustomResourceDefinition(tree)
        return definition.validate(
          old: try old.map { (tree) throws(TypeMismatch) in try CustomResourceDefinition(tree) })
      } catch { throw .badRequest(error.message) }
    }
    guard let custom = served.custom else { return BuiltinValidation.errors(tree, served) }
    guard let old else { return custom.validateCreate(tree) }
    return isStatus ? custom.validateStatusUpdate(tree, old: old) : custom.validateUpdate(tree, old: old)
  }
}

extension Tree {
  /// The same value with members by name, however deep.
  var sortedByName: Tree {
    switch self {
    case .object(let members):
      .object(
        members.sorted { $0.name < $1.name }.map { Member($0.name, $0.value.sortedByName) })
    case .array(let elements): .array(elements.map(\.sortedByName))
    default: self
    }
  }
}
