internal import KubeCore
package import Support

/// Keeps `metadata.managedFields` through writes, and applies configurations. Source: apimachinery,
/// util/managedfields, and structured-merge-diff, merge/update.go. All versions of a kind are taken for the same schema.
package struct FieldManager: Sendable {
  package var schema: ApplySchema
  /// `apps/v1`
  package var apiVersion: String
  package var kind: String
  /// `status`, or empty for the object itself.
  package var subresource: String
  /// Whether the kind has a status subresource, so that the object itself does not write the status.
  package var hasStatus: Bool

  package init(schema: ApplySchema, apiVersion: String, kind: String, subresource: String = "", hasStatus: Bool) {
    self.schema = schema
    self.apiVersion = apiVersion
    self.kind = kind
    self.subresource = subresource
    self.hasStatus = hasStatus
  }

  /// Never owned by anybody. Source: managedfields/internal/stripmeta.go.
  private static let unowned: FieldSet = {
    let metadata = [
      "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields",
      "resourceVersion",
    ]
    return FieldSet(
      [[.field("apiVersion")], [.field("kind")], [.field("metadata")]]
        + metadata.map { [.field("metadata"), .field($0)] })
  }()

  /// Whether this endpoint writes what lies behind a first step.
  private func writes(_ step: PathElement) -> Bool {
    if subresource == "status" { return step == .field("status") || step == .field("metadata") }
    return !hasStatus || step != .field("status")
  }

  private func comparison(of old: Tree, and new: Tree) -> FieldComparison {
    schema.comparison(of: schema.completed(old), and: schema.completed(new)).filtered(writes)
  }

  private func withoutManagers(_ tree: Tree) -> Tree {
    guard var metadata = tree["metadata"], metadata["managedFields"] != nil else { return tree }
    metadata["managedFields"] = nil
    var tree = tree
    tree["metadata"] = metadata
    return tree
  }

  private func with(_ managed: ManagedFields, _ tree: Tree) -> Tree {
    var tree = tree
    var metadata = tree["metadata"] ?? .object([])
    metadata["managedFields"] = managed.tree
    tree["metadata"] = metadata
    return tree
  }

  private func key(_ manager: String, isApply: Bool) -> FieldManagerKey {
    FieldManagerKey(
      manager: manager.isEmpty ? "unknown" : manager, isApply: isApply, apiVersion: apiVersion, subresource: subresource
    )
  }

  // MARK: Create, update, patch

  /// The new object with what this write changed charged to its manager. `live` is `nil` when it is created.
  ///
  /// Called with the object as it will be stored, defaults set; what an object of a client says of its managers counts
  /// on the object itself alone, and `[]` or `[{}]` there forgets them.
  package func updated(live: Tree?, new: Tree, manager: String, time: String) -> Tree {
    let sent = new["metadata"]?["managedFields"]
    let old = live?["metadata"]?["managedFields"]
    var managed: ManagedFields
    if subresource.isEmpty, ManagedFields.isReset(sent) {
      managed = ManagedFields()
    } else if subresource.isEmpty, let given = ManagedFields(sent), !given.entries.isEmpty {
      managed = given
    } else {
      managed = ManagedFields(old) ?? ManagedFields()
    }
    let bare = withoutManagers(new)
    // An object that nobody is known to manage stays so.
    if live != nil, managed.entries.isEmpty { return with(managed, bare) }
    track(&managed, live: withoutManagers(live ?? empty), new: bare, manager: manager, time: time)
    managed.capUpdates()
    return with(managed, bare)
  }

  private var empty: Tree { ["apiVersion": .string(apiVersion), "kind": .string(kind)] }

  private func track(_ managed: inout ManagedFields, live: Tree, new: Tree, manager: String, time: String) {
    let comparison = comparison(of: live, and: new)
    let taken = comparison.modified.union(comparison.added)
    for key in Array(managed.entries.keys) {
      managed.subtract(taken, from: key)
      managed.subtract(comparison.removed, from: key)
    }
    let own = taken.subtracting(Self.unowned)
    guard !own.isEmpty else { return }
    let key = key(manager, isApply: false)
    let before = managed.entries[key]?.fields ?? FieldSet()
    managed.entries[key] = ManagedFields.Entry(fields: own.union(before), apiVersion: apiVersion, time: time)
  }

  // MARK: Apply

  /// The live object with the configuration applied; `live` is `nil` when there is none yet.
  ///
  /// What comes back has no defaults yet. Where nothing changed it equals `live` up to an entry for a new manager,
  /// which has no time: no-op applies keep the resourceVersion.
  package func applied(
    live: Tree?, configuration: Tree, manager: String, isForced: Bool, time: String
  ) throws(ApplyError) -> Tree {
    try check(configuration)
    let bare = withoutManagers(live ?? empty)
    var managed = ManagedFields(live?["metadata"]?["managedFields"]) ?? ManagedFields()
    if live != nil, managed.entries.isEmpty {
      track(&managed, live: empty, new: bare, manager: "before-first-apply", time: time)
    }
    let lastApplied = manager == "kubectl" ? LastApplied(of: bare, apiVersion: apiVersion) : nil
    let application = Application(
      live: bare, configuration: configuration, managed: managed, key: key(manager, isApply: true))
    var (new, owners) = try apply(application, isForced: isForced, allowed: lastApplied?.fields(schema, live: bare))
    if new.isSameJSON(as: bare) {
      new = bare
    } else {
      owners.entries[application.key]?.time = time
    }
    if lastApplied != nil { new = LastApplied.updated(new, configuration) }
    return with(owners, new)
  }

  private struct Application {
    var live: Tree
    var configuration: Tree
    var managed: ManagedFields
    var key: FieldManagerKey
  }

  private func check(_ configuration: Tree) throws(ApplyError) {
    let version = configuration["apiVersion"]?.stringValue ?? ""
    let given = configuration["kind"]?.stringValue ?? ""
    if version != apiVersion || given != kind { throw .badRequest("invalid object type: \(version), Kind=\(given)") }
    if let managers = configuration["metadata"]?["managedFields"], managers != .null {
      throw .badRequest("metadata.managedFields must be nil")
    }
    let problems = schema.problems(configuration)
    guard !problems.isEmpty else { return }
    let name = configuration["metadata"]?["name"]?.stringValue ?? ""
    let namespace = configuration["metadata"]?["namespace"]?.stringValue ?? ""
    let texts = problems.map { "\($0.path.map(\.description).joined()): \($0.text)" }
    let list = texts.count == 1 ? texts[0] : "errors:\n" + texts.map { "  \($0)" }.joined(separator: "\n")
    throw .untyped(
      "failed to create typed patch object (\(namespace)/\(name); \(apiVersion), Kind=\(kind)): \(list)")
  }

  private func apply(
    _ application: Application, isForced: Bool, allowed: FieldSet?
  ) throws(ApplyError) -> (Tree, ManagedFields) {
    let (live, key) = (application.live, application.key)
    var managed = application.managed
    let last = managed.entries[key]?.fields ?? FieldSet()
    managed.set(key, schema.fields(of: application.configuration).filtered(writes), apiVersion: apiVersion)
    var merged = schema.merged(live, application.configuration)
    merged = prune(merged, managed, last: last)
    let comparison = comparison(of: live, and: merged)
    let taken = comparison.modified.union(comparison.added)
    let others = managed.entries.filter { $0.key != key }
    var conflicts = others.map { ($0.key, $0.value.fields.intersection(taken)) }.filter { !$0.1.isEmpty }
    conflicts.sort { ($0.0.description, $0.0.apiVersion) < ($1.0.description, $1.0.apiVersion) }
    if !isForced {
      let open = conflicts.map { ($0.0.description, $0.1.subtracting(allowed ?? FieldSet()).paths) }
      let refused = open.filter { !$0.1.isEmpty }
      if !refused.isEmpty { throw .conflicts(refused.map { (manager: $0.0, paths: $0.1) }) }
    }
    for (other, fields) in conflicts { managed.subtract(fields, from: other) }
    for other in others.keys { managed.subtract(comparison.removed, from: other) }
    managed.subtract(Self.unowned, from: key)
    if managed.entries[key]?.fields.isEmpty == true { managed.entries[key] = nil }
    return (merged, managed)
  }

  /// Removes what the manager applied before and no longer does, unless another one owns it or something in it.
  private func prune(_ merged: Tree, _ managed: ManagedFields, last: FieldSet) -> Tree {
    guard !last.isEmpty else { return merged }
    let named = { (set: FieldSet) in set.withNamedFields(schema) }
    let fields = named(schema.fields(of: merged))
    var pruned = schema.removing(named(last), from: merged)
    let owned = managed.entries.values.reduce(FieldSet()) { $0.union($1.fields) }
    pruned = schema.removing(
      fields.subtracting(named(schema.fields(of: pruned)).union(named(owned))), from: merged)
    let gone = fields.subtracting(named(schema.fields(of: pruned))).intersection(named(last))
    return schema.removing(gone, from: merged)
  }
}
