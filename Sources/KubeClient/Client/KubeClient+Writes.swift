package import Support

extension KubeClient {
  /// Creates an object; answers what the server made of it.
  package func create(
    _ path: ObjectPath, _ object: Tree, _ options: WriteOptions = WriteOptions()
  ) async throws(KubeError) -> Tree {
    try await tree(try APIRequest.create(path, object, options))
  }

  /// Replaces an object. Where it carries a resourceVersion that is no longer the object's, the error is a conflict.
  package func update(
    _ path: ObjectPath, _ object: Tree, _ options: WriteOptions = WriteOptions()
  ) async throws(KubeError) -> Tree {
    try await tree(try APIRequest.update(path, object, options))
  }

  package func patch(
    _ path: ObjectPath, _ type: PatchType, _ patch: Tree, _ options: WriteOptions = WriteOptions()
  ) async throws(KubeError) -> Tree {
    try await tree(try APIRequest.patch(path, type, patch, options))
  }

  /// Deletes an object; answers a `Status`, or the object where finalizers keep it for now.
  package func delete(
    _ path: ObjectPath, _ options: DeleteOptions = DeleteOptions()
  ) async throws(KubeError) -> Tree {
    try await tree(try APIRequest.delete(path, options))
  }

  /// Deletes all objects of a collection that `selection` selects; returns when the server has done so. Those with
  /// finalizers or a grace period stay for now.
  package func deleteCollection(
    _ path: ObjectPath, _ selection: ListOptions = ListOptions(), _ options: DeleteOptions = DeleteOptions()
  ) async throws(KubeError) {
    await Answer.discard(try await send(try APIRequest.deleteCollection(path, selection, options)))
  }
}
