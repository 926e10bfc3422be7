internal import Support

extension Store {
  /// The objects that name `uid` as their owner's, each with its collection.
  func dependents(of uid: String) -> [(name: StorageName, object: StoredObject)] {
    let tables = state.withLock { state in
      state.isOwner(uid) ? state.collections.map { (name: $0.key, table: $0.value.table) } : []
    }
    return tables.sorted { ($0.name.group, $0.name.plural) < ($1.name.group, $1.name.plural) }.flatMap { name, table in
      table.objects.filter { $0.owners.contains(uid) }.map { (name: name, object: $0) }
    }
  }
}
