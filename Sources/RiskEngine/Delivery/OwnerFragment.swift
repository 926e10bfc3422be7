import KubeCore
package import Support

/// What a patch comes to in the object of the tool that delivers what it changes.
package struct OwnerFragment: Hashable, Sendable {
  package var managedBy: ManagedBy
  /// The part of the tool's object, from its root; for Helm by itself a values file.
  package var tree: Tree
  /// The list of the object that the entries are appended to; `nil` where maps are merged.
  package var list: [String]?

  /// One for each deliverer of an object that the patch changes or removes; none where all it does is make objects.
  package static func all(
    of patch: SuggestedPatch, as format: PatchFormat
  ) throws(DeliveryRefusal) -> [OwnerFragment] {
    let old = patch.changes.filter { if case .create = $0.action { false } else { true } }
    for owner in patch.owners { try refuseMoves(of: patch, by: owner) }
    for change in old where patch.managed(change.target.key) == nil {
      throw DeliveryRefusal("nothing that was read says who delivers \(change.target.key)")
    }
    var fragments: [OwnerFragment] = []
    for owner in patch.owners {
      if let fragment = try one(for: owner, of: patch, as: format) { fragments.append(fragment) }
    }
    return fragments
  }

  /// That of one deliverer; `nil` where all that the patch has of it is new.
  package static func one(
    for owner: SuggestedPatch.Ownership, of patch: SuggestedPatch, as format: PatchFormat
  ) throws(DeliveryRefusal) -> OwnerFragment? {
    let changes = patch.changes.compactMap { change in
      owner.objects.first { $0.key == change.target.key && !$0.isNew }.map { (change, $0) }
    }
    try refuseMoves(of: patch, by: owner)
    return changes.isEmpty ? nil : try make(owner.managedBy, changes, format)
  }

  /// What delivers an object also says in which namespace: no entry of patches and no value of a chart moves it.
  private static func refuseMoves(
    of patch: SuggestedPatch, by owner: SuggestedPatch.Ownership
  ) throws(DeliveryRefusal) {
    let moved = patch.changes.first { change in
      change.targetAfter != change.target && owner.objects.contains { $0.key == change.target.key }
    }
    guard let moved else { return }
    throw DeliveryRefusal("\(owner.managedBy.title) gives \(moved.target.key) its namespace: it is moved there")
  }

  /// The tool's object with it: entries behind those that are there, unless they are among them; values over those that
  /// are there.
  package func merged(into object: Tree) -> Tree {
    guard let list else { return MergePatch(tree).apply(to: object) }
    var object = object
    let there = object.value(at: list)?.elements ?? []
    let new = tree.value(at: list)?.elements.filter { !there.contains($0) } ?? []
    if !new.isEmpty { object.set(list[...], to: .array(there + new)) }
    return object
  }

  private static func make(
    _ managedBy: ManagedBy, _ changes: [(PatchChange, ManagedObject)], _ format: PatchFormat
  ) throws(DeliveryRefusal) -> OwnerFragment {
    func refusal(_ kind: String) -> DeliveryRefusal {
      DeliveryRefusal("\(managedBy.title) delivers \(changes[0].1.key), which is no \(kind)")
    }
    switch (format, managedBy.source) {
    case (.postRenderer, .helmRelease):
      let patches = Tree.array(changes.map { entry($0.0, $0.1) })
      return OwnerFragment(
        managedBy: managedBy, tree: ["spec": ["postRenderers": [["kustomize": ["patches": patches]]]]],
        list: ["spec", "postRenderers"])
    case (.fluxPatches, .fluxKustomization):
      let patches = Tree.array(changes.map { entry($0.0, $0.1) })
      return OwnerFragment(managedBy: managedBy, tree: ["spec": ["patches": patches]], list: ["spec", "patches"])
    case (.helmValues, .helmRelease), (.helmValues, .helm), (.helmValues, .argoApplication):
      return OwnerFragment(managedBy: managedBy, tree: try values(managedBy, changes))
    case (.postRenderer, _): throw refusal("HelmRelease")
    case (.fluxPatches, _): throw refusal("Kustomization of Flux")
    default: throw refusal("Helm release")
    }
  }

  // MARK: Patches of kustomize

  /// Source: fluxcd/pkg apis/kustomize/kustomize_types.go, `Patch` and `Selector`: the target's name is a whole regular
  /// expression, and of a name only dots mean something in one. The namespace is left out where it tells nothing: what
  /// a kustomization or a chart leaves to be filled in later has none yet when patches are made.
  private static func entry(_ change: PatchChange, _ object: ManagedObject) -> Tree {
    let target = change.target
    let parts = target.apiVersion.split(separator: "/").map(String.init)
    let selector = Tree.members(
      ("group", parts.count == 2 ? .string(parts[0]) : nil), ("version", parts.last.map { .string($0) }),
      ("kind", .string(target.key.kind)), ("name", .string(target.key.name.replacing(".", with: "\\."))),
      ("namespace", object.sharesName ? .string(target.key.namespace) : nil))
    let body: Tree = if case .merge(let patch) = change.action { patch } else { ["$patch": "delete"] }
    let head: Tree = [
      "apiVersion": .string(target.apiVersion), "kind": .string(target.key.kind),
      "metadata": ["name": .string(target.key.name)],
    ]
    let patch = Tree.object((head.objectMembers ?? []) + (body.objectMembers ?? []))
    return ["target": selector, "patch": .string(YAMLWriter().text(patch))]
  }

  // MARK: Values

  /// Sources: fluxcd/helm-controller docs/spec/v2/helmreleases.md, "Values"; argoproj/argo-cd docs/user-guide/helm.md.
  private static func values(
    _ managedBy: ManagedBy, _ changes: [(PatchChange, ManagedObject)]
  ) throws(DeliveryRefusal) -> Tree {
    let chart = try managedBy.chartValues()
    var values: Tree = .object([])
    for (change, object) in changes {
      for (path, value) in try chart.values(for: change, of: object) { values.set(path[...], to: value) }
    }
    return switch managedBy.source {
    case .argoApplication: ["spec": ["source": ["helm": ["valuesObject": values]]]]
    case .helmRelease: ["spec": ["values": values]]
    default: values
    }
  }
}

extension Tree {
  /// Sets a value below members that are made where they are not there.
  fileprivate mutating func set(_ path: ArraySlice<String>, to value: Tree) {
    guard let name = path.first else {
      self = value
      return
    }
    var child = self[name].flatMap { $0 == .null ? nil : $0 } ?? .object([])
    child.set(path.dropFirst(), to: value)
    self[name] = child
  }

  fileprivate func value(at path: [String]) -> Tree? {
    path.reduce(Optional(self)) { tree, name in tree?[name] }
  }
}
