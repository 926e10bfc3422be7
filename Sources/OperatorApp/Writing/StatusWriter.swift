package import KubeClient
package import KubeCore
package import KubeRuntime
import NetRiskAPI
package import Support

/// The only hand that writes statuses and discovered objects: by server-side apply as ``NetRiskAPI/fieldManager``, and
/// only while this process leads.
package struct StatusWriter: Sendable {
  private let client: KubeClient
  private let term: LeaderTerm
  private let wrote: @Sendable (APIResource) -> Void

  /// - Parameter wrote: told of each status that was written.
  package init(_ client: KubeClient, term: LeaderTerm, wrote: @escaping @Sendable (APIResource) -> Void) {
    self.client = client
    self.term = term
    self.wrote = wrote
  }

  /// Replaces what this manager says of the status; answers the object as it is then. The uid keeps it from reaching an
  /// object that has taken the name.
  @discardableResult
  package func apply(
    status: Tree, of resource: APIResource, _ metadata: ObjectMeta
  ) async throws(KubeError) -> Tree {
    try check()
    let path = ObjectPath(resource, namespace: metadata.namespace, name: metadata.name).status
    let object = Tree.members(
      ("apiVersion", .string(resource.apiVersion)), ("kind", .string(resource.kind)),
      (
        "metadata",
        .members(
          ("name", .string(metadata.name)),
          ("namespace", metadata.namespace.isEmpty ? nil : .string(metadata.namespace)), ("uid", .string(metadata.uid)))
      ), ("status", status))
    let answer = try await client.patch(path, .apply, object, Self.options)
    wrote(resource)
    return answer
  }

  /// Makes an object, or brings it in line with what this manager wants of it.
  package func apply(_ object: Tree, at path: ObjectPath) async throws(KubeError) {
    try check()
    _ = try await client.patch(path, .apply, object, Self.options)
  }

  /// Deletes this very object.
  package func delete(_ resource: APIResource, _ metadata: ObjectMeta) async throws(KubeError) {
    try check()
    var options = DeleteOptions()
    options.uid = metadata.uid
    do throws(KubeError) {
      _ = try await client.delete(
        ObjectPath(resource, namespace: metadata.namespace, name: metadata.name), options)
    } catch {
      if !error.isNotFound { throw error }
    }
  }

  private static let options = WriteOptions(fieldManager: NetRiskAPI.fieldManager, isForced: true)

  /// A process that was frozen wakes up as no leader.
  private func check() throws(KubeError) {
    if !term.isCurrent { throw .cancelled }
  }
}

extension KubeError {
  /// How a reconciler takes it: tried again, or left until something changes.
  var reconcileError: ReconcileError {
    isInvalid ? .stalled("\(self)") : .retry("\(self)")
  }
}
