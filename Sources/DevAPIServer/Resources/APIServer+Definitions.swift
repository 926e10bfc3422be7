internal import KubeCore
internal import Support

extension APIServer {
  private static let definitions = StorageName(group: "apiextensions.k8s.io", plural: "customresourcedefinitions")

  /// What a write of that kind changes in the server itself.
  func changed(_ served: ServedResource, _ tree: Tree, isDeletion: Bool) {
    guard served.custom == nil else { return }
    if isDeletion, served.resource.kind == "ServiceAccount" {
      authenticator.revoke(uid: tree.at("metadata", "uid")?.stringValue ?? "")
    }
    guard served.resource.kind == "CustomResourceDefinition" else { return }
    let name = Writing.name(of: tree)
    let definition = isDeletion ? nil : try? CustomResourceDefinition(tree)
    let resources = definition.map(ServedResource.resources) ?? []
    registry.withLock { $0.set(resources, of: name) }
    if !isDeletion { establish(name) }
  }

  /// Says in the definition's status that its names are accepted and served, as the controllers of the API server do.
  private func establish(_ name: String) {
    guard let object = store.object(Self.definitions, namespace: "", name: name) else { return }
    var tree = object.tree
    guard let definition = try? CustomResourceDefinition(tree) else { return }
    let page = try? store.list(Self.definitions)
    let others = (page?.objects ?? []).filter { $0.name != name }.compactMap { try? CustomResourceDefinition($0.tree) }
    var accepted = definition
    accepted.status = definition.established(among: others, now: Timestamp(seconds: time.now().seconds))
    tree["status"] = accepted.statusTree
    _ = try? store.replace(Self.definitions, expected: object.revision, ObjectDraft(tree))
  }

  /// The objects go with their definition, and their watches end.
  func removeCustomObjects(of definition: String) {
    guard let served = registry.withLock({ $0.resources(of: definition) }).first else { return }
    let page = try? store.list(served.storage)
    for object in page?.objects ?? [] { _ = try? store.remove(served.storage, expected: object.revision, object) }
    store.drop(served.storage)
    for object in page?.objects ?? [] { collectGarbage(of: object.uid) }
  }
}
