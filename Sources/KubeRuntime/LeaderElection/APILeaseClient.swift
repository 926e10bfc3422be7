package import KubeClient
package import KubeCore
import Support

/// The one Lease of a namespace and a name, at the API server (client-go `resourcelock.LeaseLock`).
///
/// An update replaces the whole object. So that labels, annotations, owners, finalizers and fields of newer servers
/// outlive it, the Lease is kept as it was last answered and its spec is written into that.
package final class APILeaseClient: LeaseClient {
  private let client: KubeClient
  private let path: ObjectPath
  /// The Lease as the server last answered it.
  private let known = Lock<Tree?>(nil)

  package init(_ client: KubeClient, namespace: String, name: String) {
    self.client = client
    path = ObjectPath(Lease.resource, namespace: namespace, name: name)
  }

  package func get() async throws(KubeError) -> Lease { try lease(try await read()) }

  package func create(_ spec: LeaseSpec) async throws(KubeError) -> Lease {
    let lease: Tree = [
      "apiVersion": .string(path.resource.apiVersion), "kind": .string(path.resource.kind),
      "metadata": ["name": .string(path.name), "namespace": .string(path.namespace)],
      "spec": spec.written(over: [:]),
    ]
    var collection = path
    collection.name = ""
    return try self.lease(try await send(try .create(collection, lease)))
  }

  package func update(_ spec: LeaseSpec, resourceVersion: String) async throws(KubeError) -> Lease {
    var lease = try await current(resourceVersion)
    lease["spec"] = spec.written(over: lease["spec"] ?? [:])
    return try self.lease(try await send(try .update(path, lease)))
  }

  package func watch() async throws(KubeError) -> any WatchStream<Lease> {
    var options = WatchOptions(timeoutSeconds: Int.random(in: 300...600))
    // A server that checks names (`resourceNames` of a Role) takes the name from here.
    options.fieldSelector = "metadata.name=\(path.name)"
    return try await client.watch(Lease.self, namespace: path.namespace, options)
  }

  /// The whole Lease of that state: the one that is known, else the one that is there.
  private func current(_ resourceVersion: String) async throws(KubeError) -> Tree {
    if let known = known.withLock({ $0 }), Self.version(of: known) == resourceVersion { return known }
    let there = try await read()
    guard Self.version(of: there) == resourceVersion else { throw conflict() }
    return there
  }

  private func read() async throws(KubeError) -> Tree { try await send(try .get(path)) }

  /// Sends a request that is answered by the Lease.
  private func send(_ request: APIRequest) async throws(KubeError) -> Tree {
    var request = request
    request.accept = MediaType.accept(Self.json, keepsManagedFields: false)
    var lease = try await client.tree(request)
    // Older servers send them all the same. A server keeps those that an update leaves out.
    lease["metadata"]?["managedFields"] = nil
    known.withLock { $0 = lease }
    return lease
  }

  /// What cannot be known in slim form is known in JSON alone.
  private static var json: APIResource {
    var resource = Lease.resource
    resource.hasProtobuf = false
    return resource
  }

  private func lease(_ tree: Tree) throws(KubeError) -> Lease {
    do throws(WireError) { return try WireFormat.json.decode(Lease.self, from: JSONWriter().bytes(tree)) } catch {
      throw .unreadableAnswer("\(path.words): \(error.message)")
    }
  }

  private static func version(of tree: Tree) -> String? { tree["metadata"]?["resourceVersion"]?.stringValue }

  /// What the server would have answered.
  private func conflict() -> KubeError {
    var status = APIStatus()
    (status.status, status.reason, status.code) = ("Failure", "Conflict", 409)
    status.message = "\(path.words): the object has been modified"
    return .status(status, retryAfter: nil)
  }
}

extension LeaseSpec {
  /// As coordination.k8s.io/v1 has it, over fields that are not known here, as `strategy`.
  func written(over spec: Tree) -> Tree {
    var spec = spec
    spec["holderIdentity"] = holderIdentity.map { .string($0) }
    spec["leaseDurationSeconds"] = leaseDurationSeconds.map { .integer(Int64($0)) }
    spec["acquireTime"] = acquireTime.map { .string($0.microTime) }
    spec["renewTime"] = renewTime.map { .string($0.microTime) }
    spec["leaseTransitions"] = leaseTransitions.map { .integer(Int64($0)) }
    return spec
  }
}
