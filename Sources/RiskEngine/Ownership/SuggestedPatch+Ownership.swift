package import KubeCore
package import Support

extension SuggestedPatch {
  /// Objects of a patch with the same deliverer.
  package struct Ownership: Hashable, Sendable {
    package var managedBy: ManagedBy
    package var objects: [ManagedObject]

    /// One sentence: who delivers them, and what becomes of a live patch.
    package var sentence: String {
      let old = objects.filter { !$0.isNew }.map(\.key)
      guard !old.isEmpty else {
        return "\(managedBy.title) delivers what \(Words.list(objects.map(\.key.description))) is for: "
          + "what is new belongs there, too."
      }
      return "\(managedBy.title) delivers \(Words.list(old.map(\.description))) and \(managedBy.fate)."
    }
  }

  /// Who delivers the objects that it changes, each once, in the order of the changes.
  package var owners: [Ownership] {
    var found: [Ownership] = []
    for object in managed {
      if let index = found.firstIndex(where: { $0.managedBy == object.managedBy }) {
        found[index].objects.append(object)
      } else {
        found.append(Ownership(managedBy: object.managedBy, objects: [object]))
      }
    }
    return found
  }

  /// Who delivers an object of it.
  package func managed(_ key: ObjectKey) -> ManagedObject? { managed.first { $0.key == key } }
}

extension SuggestedPatch.Ownership {
  /// As reports and statuses carry it; `text` bounds what comes from a cluster.
  package func tree(_ text: (String, _ limit: Int) -> Tree = { text, _ in .string(text) }) -> Tree {
    let chart = managedBy.chart.map { chart in
      Tree.members(
        ("name", text(chart.name, 63)), ("version", chart.version.isEmpty ? nil : text(chart.version, 63)))
    }
    return .members(
      ("tool", .string(managedBy.source.tool)), ("kind", managedBy.source.kind.map { .string($0) }),
      ("namespace", managedBy.namespace.isEmpty ? nil : text(managedBy.namespace, 63)),
      ("name", managedBy.name.isEmpty ? nil : text(managedBy.name, 253)), ("chart", chart),
      ("advice", text(sentence, 1024)))
  }
}
