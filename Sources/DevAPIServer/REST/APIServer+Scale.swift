internal import HTTPServer
internal import KubeCore
internal import Support

/// The subresource `scale`: an object's replicas as `autoscaling/v1` Scale. Source: kubernetes,
/// pkg/registry/apps/deployment/storage/storage.go, and apiextensions-apiserver, pkg/registry/customresource/etcd.go.
extension APIServer {
  func scale(
    _ request: APIRequest, _ served: ServedResource, _ paths: ScalePaths
  ) throws(StatusError) -> ServerResponse {
    let scales = ServedResource("autoscaling", "v1", "scales", "Scale", hasProtobuf: false)
    let encoder = try encoder(request, scales)
    guard request.verb != "get" else {
      return response(encoder, encoder.bytes(Self.scale(of: served.presented(try stored(request, served).tree), paths)))
    }
    let options = try WriteOptions(request)
    let change = try scaleChange(request, scales)
    for _ in 0..<100 {
      let current = try stored(request, served)
      let live = served.presented(current.tree)
      let wanted = try change(Self.scale(of: live, paths))
      try check(wanted, current, request, served)
      var writing = Writing(request, served, options, self)
      let replicas = wanted.at("spec", "replicas") ?? 0
      let tree = try writing.updated(live, to: live.setting(replicas, at: paths.specReplicas[...]))
      if options.isDryRun { return response(encoder, encoder.bytes(Self.scale(of: tree, paths))) }
      do throws(StoreError) {
        let object = try store.replace(served.storage, expected: current.revision, served.draft(tree))
        return response(encoder, encoder.bytes(Self.scale(of: served.presented(object.tree), paths)))
      } catch { continue }
    }
    throw .conflict(served, request.name)
  }

  /// What the request makes of a Scale: another one, or a patch of it.
  private func scaleChange(
    _ request: APIRequest, _ scales: ServedResource
  ) throws(StatusError) -> (Tree) throws(StatusError) -> Tree {
    func decoded(_ tree: Tree) throws(StatusError) -> Tree {
      var decoder = FieldDecoder()
      do throws(TypeMismatch) { return try decoder.object(tree, "Scale") } catch { throw .badRequest(error.message) }
    }
    guard request.verb == "patch" else {
      let body = try decoded(try RequestBody.object(request, scales))
      return { (_) throws(StatusError) in body }
    }
    let patch = try ObjectPatch(request, scales)
    return { (scale) throws(StatusError) in try decoded(try patch.applied(to: scale)) }
  }

  private func check(
    _ scale: Tree, _ current: StoredObject, _ request: APIRequest, _ served: ServedResource
  ) throws(StatusError) {
    let version = scale.at("metadata", "resourceVersion")?.stringValue ?? ""
    if !version.isEmpty, version != String(current.revision) { throw .conflict(served, request.name) }
    let name = Writing.name(of: scale)
    if name != request.name {
      throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(request.name))")
    }
    let replicas = scale.at("spec", "replicas")?.integerValue ?? 0
    guard replicas < 0 else { return }
    throw .invalid(
      "autoscaling", "Scale", request.name,
      [
        StatusError.Cause(
          reason: "FieldValueInvalid", message: "Invalid value: \(replicas): must be greater than or equal to 0",
          field: "spec.replicas")
      ])
  }

  private static func scale(of object: Tree, _ paths: ScalePaths) -> Tree {
    func value(_ path: [String]) -> Tree? { path.isEmpty ? nil : path.reduce(Optional(object)) { $0?[$1] } }
    let metadata = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"].compactMap { name in
      object.at("metadata", name).map { Tree.Member(name, $0) }
    }
    let replicas = value(paths.specReplicas).flatMap { $0 == 0 ? nil : $0 }
    let selector = value(paths.selector).flatMap { $0.stringValue ?? LabelSelectorText.text($0) }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": .object(metadata),
      "spec": .members(("replicas", replicas)),
      "status": .members(
        ("replicas", value(paths.statusReplicas) ?? 0),
        ("selector", selector.flatMap { $0.isEmpty ? nil : .string($0) })),
    ]
  }
}

extension Tree {
  /// The value with one at a path of members.
  fileprivate func setting(_ value: Tree, at path: ArraySlice<String>) -> Tree {
    guard let name = path.first else { return value }
    var tree = self
    if case .object = tree {} else { tree = .object([]) }
    tree[name] = (tree[name] ?? .object([])).setting(value, at: path.dropFirst())
    return tree
  }
}
