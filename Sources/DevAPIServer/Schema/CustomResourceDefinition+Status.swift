package import Support

extension CustomResourceDefinition {
  /// Forgets any status that was sent and notes the storage version, as the server does on a create.
  package mutating func prepareForCreate() {
    status = Status()
    noteStorageVersion()
  }

  /// Keeps the stored status, as the server does on an update of the object itself.
  package mutating func prepareForUpdate(from old: CustomResourceDefinition) {
    status = old.status
    noteStorageVersion()
  }

  private mutating func noteStorageVersion() {
    guard let version = storageVersion?.name, !status.storedVersions.contains(version) else { return }
    status.storedVersions.append(version)
  }

  /// The status once the names were weighed against those that other definitions of the group hold, and, where they
  /// are accepted, the resource is served. Source: apiextensions-apiserver, pkg/controller/status and
  /// pkg/controller/establish; their two writes come as one.
  package func established(among others: [CustomResourceDefinition], now: Timestamp) -> Status {
    var status = status
    let taken = others.filter { $0.group == group && $0.name != name }.map(\.status.acceptedNames)
    let resources = Set(taken.flatMap { [$0.plural, $0.singular] + $0.shortNames })
    let kinds = Set(taken.flatMap { [$0.kind, $0.listKind] })
    let conflict = acceptNames(into: &status.acceptedNames, resources: resources, kinds: kinds)
    let time = now.rfc3339
    status.set(
      Condition(
        type: "NamesAccepted", status: conflict == nil ? "True" : "False", lastTransitionTime: time,
        reason: conflict?.reason ?? "NoConflicts", message: conflict?.message ?? "no conflicts found"))
    if conflict == nil {
      if !status.isTrue("Established") {
        status.set(
          Condition(
            type: "Established", status: "True", lastTransitionTime: time, reason: "InitialNamesAccepted",
            message: "the initial names have been accepted"))
      }
    } else if !status.conditions.contains(where: { $0.type == "Established" }) {
      status.set(
        Condition(
          type: "Established", status: "False", lastTransitionTime: time, reason: "NotAccepted",
          message: "not all names are accepted"))
    }
    return status
  }

  /// Takes over each name that is free; the last conflict wins.
  private func acceptNames(
    into accepted: inout Names, resources: Set<String>, kinds: Set<String>
  ) -> (reason: String, message: String)? {
    var conflict: (reason: String, message: String)?
    func take(_ requested: String, _ current: inout String, _ used: Set<String>, _ reason: String) {
      if requested != current, used.contains(requested) {
        conflict = (reason, "\(goQuoted(requested)) is already in use")
      } else {
        current = requested
      }
    }
    take(names.plural, &accepted.plural, resources, "PluralConflict")
    take(names.singular, &accepted.singular, resources, "SingularConflict")
    if names.shortNames != accepted.shortNames {
      let used = names.shortNames.filter { !accepted.shortNames.contains($0) && resources.contains($0) }
      if used.isEmpty {
        accepted.shortNames = names.shortNames
      } else {
        let messages = used.map { "\(goQuoted($0)) is already in use" }
        conflict = (
          "ShortNamesConflict", messages.count == 1 ? messages[0] : "[" + messages.joined(separator: ", ") + "]"
        )
      }
    }
    take(names.kind, &accepted.kind, kinds, "KindConflict")
    take(names.listKind, &accepted.listKind, kinds, "ListKindConflict")
    accepted.categories = names.categories
    return conflict
  }
}

extension CustomResourceDefinition.Status {
  /// Replaces the condition of the same type; its time moves only with its status.
  mutating func set(_ condition: CustomResourceDefinition.Condition) {
    guard let index = conditions.firstIndex(where: { $0.type == condition.type }) else {
      conditions.append(condition)
      return
    }
    var condition = condition
    if conditions[index].status == condition.status {
      condition.lastTransitionTime = conditions[index].lastTransitionTime
    }
    conditions[index] = condition
  }
}
