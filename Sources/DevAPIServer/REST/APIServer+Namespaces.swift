internal import KubeCore
internal import Support

extension APIServer {
  private static let namespaces = StorageName(group: "", plural: "namespaces")

  /// Nothing is created in a namespace that is not there or is going. Source: apiserver, admission/plugin/namespace/lifecycle.
  func checkNamespaceIsOpen(_ namespace: String, _ served: ServedResource, _ name: String) throws(StatusError) {
    guard let object = store.object(Self.namespaces, namespace: "", name: namespace) else {
      var error = StatusError(404, "NotFound", "namespaces \"\(namespace)\" not found")
      error.name = namespace
      error.kind = "namespaces"
      throw error
    }
    guard object.tree.at("metadata", "deletionTimestamp") != nil else { return }
    let words = "unable to create new content in namespace \(namespace) because it is being terminated"
    var error = StatusError.forbidden(served, name, words)
    error.causes = [
      StatusError.Cause(
        reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
        field: "metadata.namespace")
    ]
    throw error
  }

  /// Empties a namespace that is being deleted, after the pause that the configuration wants.
  func beginEmptying(_ namespace: StoredObject) {
    let pause = options.namespaceGracePeriod
    if pause <= .zero { return emptyNamespace(namespace.name) }
    Task {
      do { try await time.sleep(for: pause) } catch { return }
      // Another one may have its name by then.
      let current = store.object(Self.namespaces, namespace: "", name: namespace.name)
      if current?.uid == namespace.uid { emptyNamespace(namespace.name) }
    }
  }

  /// Removes what is in a namespace that is being deleted, as the namespace controller does, and then the namespace.
  func emptyNamespace(_ namespace: String) {
    for served in contents {
      let page = try? store.list(served.storage, namespace: namespace)
      for object in page?.objects ?? [] { removeOrMark(object, served) }
    }
    finishNamespace(namespace)
  }

  /// The namespaced resources, each collection once.
  private var contents: [ServedResource] {
    var seen: Set<StorageName> = []
    return registry.withLock { $0.all }.filter {
      $0.resource.isNamespaced && !$0.isReview && seen.insert($0.storage).inserted
    }
  }

  private func removeOrMark(_ object: StoredObject, _ served: ServedResource) {
    var current: StoredObject? = object
    while let here = current {
      var tree = served.presented(here.tree)
      if (tree.at("metadata", "finalizers")?.elements ?? []).isEmpty {
        if (try? store.remove(served.storage, expected: here.revision, here)) != nil { return }
      } else {
        if tree.at("metadata", "deletionTimestamp") != nil { return }
        tree.set("metadata", "deletionTimestamp", .string(Writing.seconds(time.now())))
        tree.set("metadata", "deletionGracePeriodSeconds", 0)
        if (try? store.replace(served.storage, expected: here.revision, served.draft(tree))) != nil { return }
      }
      current = store.object(served.storage, namespace: here.namespace, name: here.name)
    }
  }

  /// Lets a namespace go that is being deleted and has nothing left.
  func finishNamespace(_ namespace: String) {
    guard !namespace.isEmpty, let object = store.object(Self.namespaces, namespace: "", name: namespace) else { return }
    let tree = object.tree
    guard tree.at("metadata", "deletionTimestamp") != nil,
      (tree.at("metadata", "finalizers")?.elements ?? []).isEmpty
    else { return }
    for served in contents {
      let page = try? store.list(served.storage, namespace: namespace, limit: 1)
      if page?.objects.isEmpty == false { return }
    }
    _ = try? store.remove(Self.namespaces, expected: object.revision, object)
  }

  /// The namespaces that every cluster has.
  func createSystemObjects() {
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      let tree: Tree = [
        "metadata": [
          "name": .string(name), "uid": .string(identifiers.uid()),
          "creationTimestamp": .string(Writing.seconds(time.now())),
          "labels": ["kubernetes.io/metadata.name": .string(name)],
        ], "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
      ]
      store.seed(Self.namespaces, [ObjectDraft(tree, fields: ["status.phase": "Active"])])
    }
  }
}
