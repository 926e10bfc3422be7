internal import KubeCore
package import Support

/// Who wrote: what makes two entries of `metadata.managedFields` the same one. Source: apimachinery,
/// managedfields/internal/managedfields.go, `BuildManagerIdentifier`.
package struct FieldManagerKey: Hashable, Sendable {
  package var manager: String
  package var isApply: Bool
  /// Empty for `Apply`: an applier stays itself through all versions.
  package var apiVersion: String
  package var subresource: String

  package init(manager: String, isApply: Bool, apiVersion: String, subresource: String = "") {
    self.manager = manager
    self.isApply = isApply
    self.apiVersion = isApply ? "" : apiVersion
    self.subresource = subresource
  }

  /// `"a"`, `"a" with subresource "status"`, `"a" using v1`.
  var description: String {
    var text = goQuoted(manager)
    if !subresource.isEmpty { text += " with subresource \(goQuoted(subresource))" }
    return isApply ? text : text + " using \(apiVersion)"
  }
}

/// `metadata.managedFields`: who owns which fields.
package struct ManagedFields: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var fields: FieldSet
    package var apiVersion: String
    /// RFC 3339, to the second; `nil` for an applier that has changed nothing yet.
    package var time: String?
  }

  package var entries: [FieldManagerKey: Entry] = [:]

  package init() {}

  /// Reads the list of an object's metadata; `nil` where the server would not read it.
  package init?(_ tree: Tree?) {
    for element in tree?.elements ?? [] {
      guard let operation = element["operation"]?.stringValue, ["Apply", "Update"].contains(operation),
        let apiVersion = element["apiVersion"]?.stringValue, !apiVersion.isEmpty, element["fieldsType"] == "FieldsV1"
      else { return nil }
      let key = FieldManagerKey(
        manager: element["manager"]?.stringValue ?? "", isApply: operation == "Apply", apiVersion: apiVersion,
        subresource: element["subresource"]?.stringValue ?? "")
      entries[key] = Entry(
        fields: FieldSet(encoded: element["fieldsV1"] ?? .object([])), apiVersion: apiVersion,
        time: element["time"]?.stringValue)
    }
  }

  /// Whether a client asks for the list to be forgotten: `[]` or `[{}]`.
  static func isReset(_ tree: Tree?) -> Bool { tree == .array([]) || tree == .array([.object([])]) }

  /// The list as metadata carries it: appliers first, then by time, name, version and subresource; `nil` when empty.
  package var tree: Tree? {
    let sorted = entries.sorted { left, right in
      if left.key.isApply != right.key.isApply { return left.key.isApply }
      let (one, other) = (left.value.time ?? "", right.value.time ?? "")
      if one != other { return one < other }
      if left.key.manager != right.key.manager { return left.key.manager < right.key.manager }
      if left.value.apiVersion != right.value.apiVersion { return left.value.apiVersion < right.value.apiVersion }
      return left.key.subresource < right.key.subresource
    }
    return sorted.isEmpty ? nil : .array(sorted.map { Self.tree($0.key, $0.value) })
  }

  private static func tree(_ key: FieldManagerKey, _ entry: Entry) -> Tree {
    .members(
      ("manager", key.manager.isEmpty ? nil : .string(key.manager)), ("operation", key.isApply ? "Apply" : "Update"),
      ("apiVersion", .string(entry.apiVersion)), ("time", entry.time.map(Tree.string)), ("fieldsType", "FieldsV1"),
      ("fieldsV1", entry.fields.encoded), ("subresource", key.subresource.isEmpty ? nil : .string(key.subresource)))
  }

  mutating func set(_ key: FieldManagerKey, _ fields: FieldSet, apiVersion: String) {
    entries[key] = Entry(fields: fields, apiVersion: apiVersion, time: entries[key]?.time)
  }

  /// Takes the fields away from an entry, which goes with its last one.
  mutating func subtract(_ fields: FieldSet, from key: FieldManagerKey) {
    guard let entry = entries[key] else { return }
    let rest = entry.fields.subtracting(fields)
    if rest.isEmpty { entries[key] = nil } else { entries[key]?.fields = rest }
  }

  /// At most ten entries of updates: the oldest of a version become one named `ancient-changes`. Source:
  /// managedfields/internal/capmanagers.go.
  mutating func capUpdates(at limit: Int = 10) {
    let updates = entries.filter { !$0.key.isApply }.sorted {
      ($0.value.time ?? "", $0.key.manager, $0.value.apiVersion, $0.key.subresource)
        < ($1.value.time ?? "", $1.key.manager, $1.value.apiVersion, $1.key.subresource)
    }
    var count = updates.count
    var first: [String: FieldManagerKey] = [:]
    for (key, entry) in updates where count > limit {
      let bucket = FieldManagerKey(manager: "ancient-changes", isApply: false, apiVersion: entry.apiVersion)
      guard let oldest = first[entry.apiVersion] else {
        first[entry.apiVersion] = key
        continue
      }
      if entries[bucket] == nil, let moved = entries.removeValue(forKey: oldest) { entries[bucket] = moved }
      entries[key] = nil
      let before = entries[bucket]?.fields ?? FieldSet()
      entries[bucket] = Entry(fields: entry.fields.union(before), apiVersion: entry.apiVersion, time: entry.time)
      count -= 1
    }
  }
}
