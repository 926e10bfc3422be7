package import KubeCore
package import Support

/// Writes patches as files, and the commands that go with them. The same patch and the same objects give the same bytes.
package struct PatchDelivery: Sendable {
  package let format: PatchFormat
  /// The objects that patches change, whole, as they were read.
  private let originals: [ObjectKey: Tree]

  /// - Parameter format: any but ``PatchFormat/diff``, which edits files and is another's work.
  package init(_ format: PatchFormat, originals: [ObjectKey: Tree]) {
    self.format = format
    self.originals = originals
  }

  /// The files of a patch; none where all it does is delete.
  package func files(of patch: SuggestedPatch) throws(DeliveryRefusal) -> [DeliveredFile] {
    guard !patch.changes.isEmpty else { throw DeliveryRefusal(patch.refusal) }
    if format.isForOwner { return try ownerFiles(of: patch) }
    var files: [DeliveredFile] = []
    for change in patch.changes {
      guard let content = try content(of: change) else { continue }
      files.append(DeliveredFile(path: path(of: change), text: heading(patch) + YAMLWriter().text(content)))
    }
    if format == .kustomize {
      files.insert(DeliveredFile(path: "kustomization.yaml", text: heading(patch) + component(patch)), at: 0)
    }
    return files
  }

  /// A comment that says what the file is for, whatever else is done with it.
  private func heading(_ patch: SuggestedPatch) -> String { "# NetRisk \(patch.id)\n" }

  /// What the file of a change holds; `nil` where it needs none.
  private func content(of change: PatchChange) throws(DeliveryRefusal) -> Tree? {
    switch (format, change.action) {
    case (_, .create(let object)): return object
    case (.kustomize, .merge(let patch)): return identified(change.target, patch)
    case (.kustomize, .move(let namespace)): return try relocation(change.target, namespace)
    case (.kustomize, .delete): return identified(change.target, ["$patch": "delete"])
    case (_, .move): return try changed(change).withoutServerFields
    case (_, .delete): return nil
    case (.json6902, .merge): return try jsonPatch(change)
    case (.manifest, .merge): return try changed(change).withoutServerFields
    case (_, .merge(let patch)): return patch
    }
  }

  private func original(_ target: SuggestedPatch.Target) throws(DeliveryRefusal) -> Tree {
    guard let original = originals[target.key] else {
      throw DeliveryRefusal("\(target.key) is not at hand whole, which \(format.rawValue) needs")
    }
    return original
  }

  private func changed(_ change: PatchChange) throws(DeliveryRefusal) -> Tree {
    change.applied(to: try original(change.target)) ?? .null
  }

  private func jsonPatch(_ change: PatchChange) throws(DeliveryRefusal) -> Tree {
    JSONPatch.difference(from: try original(change.target), to: try changed(change)).body
  }

  // MARK: Names

  /// `networkpolicy-web.merge.yaml`; `deployment-web.yaml` for whole objects.
  func path(of change: PatchChange) -> String {
    let name = "\(change.target.key.kind.lowercased())-\(change.target.key.name)"
    switch (format, change.action) {
    case (.kustomize, .merge), (.kustomize, .move), (.kustomize, .delete): return "\(name).patch.yaml"
    case (.manifest, _), (_, .create), (_, .move): return "\(name).yaml"
    default: return "\(name).\(format.rawValue).yaml"
    }
  }

  // MARK: kustomize

  /// kustomize finds a patch's object by what the patch says of itself, too.
  private func identified(_ target: SuggestedPatch.Target, _ patch: Tree) -> Tree {
    var head = target.identity
    if namespace(target) == nil, var metadata = head["metadata"] {
      metadata["namespace"] = nil
      head["metadata"] = metadata
    }
    return .object((head.objectMembers ?? []) + (patch.objectMembers ?? []))
  }

  /// A JSON patch: kustomize keeps the namespace of what a strategic merge patch names.
  private func relocation(_ target: SuggestedPatch.Target, _ namespace: String) throws(DeliveryRefusal) -> Tree {
    guard self.namespace(target) != nil else {
      throw DeliveryRefusal("\(target.key) has its namespace from a kustomization, which sets it after its patches")
    }
    let original = originals[target.key]
    let given = original.map { $0 != $0.withoutServiceAddresses } == true
    let addresses = given ? Tree.serviceAddresses.filter { original?["spec"]?[$0] != nil } : []
    return .array(
      [["op": "replace", "path": "/metadata/namespace", "value": .string(namespace)]]
        + addresses.map { ["op": "remove", "path": .string("/spec/\($0)")] })
  }

  /// None where the object's own document names none: a kustomization that sets it does so after its components.
  private func namespace(_ target: SuggestedPatch.Target) -> Tree? {
    if let original = originals[target.key], original["metadata"]?["namespace"] == nil { return nil }
    return target.key.namespace.isEmpty ? nil : .string(target.key.namespace)
  }

  /// What a kustomization has to list: files of new objects, and entries of `patches`.
  package func kustomizeEntries(of patch: SuggestedPatch) -> (resources: [Tree], patches: [Tree]) {
    var resources: [Tree] = []
    var patches: [Tree] = []
    for change in patch.changes {
      let path = Tree.string(path(of: change))
      if case .create = change.action {
        resources.append(path)
      } else {
        patches.append(["path": path, "target": selector(change.target)])
      }
    }
    return (resources, patches)
  }

  private func component(_ patch: SuggestedPatch) -> String {
    let (resources, patches) = kustomizeEntries(of: patch)
    return YAMLWriter().text(
      .members(
        ("apiVersion", "kustomize.config.k8s.io/v1alpha1"), ("kind", "Component"),
        ("resources", resources.isEmpty ? nil : .array(resources)),
        ("patches", patches.isEmpty ? nil : .array(patches))))
  }

  private func selector(_ target: SuggestedPatch.Target) -> Tree {
    let parts = target.apiVersion.split(separator: "/").map(String.init)
    return .members(
      ("group", parts.count == 2 ? .string(parts[0]) : nil), ("version", parts.last.map(Tree.string)),
      ("kind", .string(target.key.kind)), ("name", .string(target.key.name)), ("namespace", namespace(target)))
  }
}

extension SuggestedPatch {
  /// Why there is nothing to deliver: what is not met.
  package var refusal: String {
    let unmet = preconditions.filter { $0.status == .notMet }.map { "\($0.name): \($0.message)" }
    return unmet.isEmpty ? "it changes nothing" : unmet.joined(separator: " ")
  }
}

extension Tree {
  /// An object without what the API server keeps for itself: as a person would write it.
  package var withoutServerFields: Tree {
    var object = withoutServiceAddresses
    object["status"] = nil
    guard var metadata = object["metadata"] else { return object }
    for name in ["managedFields", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink"] {
      metadata[name] = nil
    }
    if var annotations = metadata["annotations"] {
      annotations["kubectl.kubernetes.io/last-applied-configuration"] = nil
      annotations["deployment.kubernetes.io/revision"] = nil
      metadata["annotations"] = annotations == [:] ? nil : annotations
    }
    object["metadata"] = metadata
    return object
  }
}
