internal import KubeCore
internal import Support

/// Objects, lists and watch frames in `application/vnd.kubernetes.protobuf`, which carries the fields of the slim kinds.
enum ProtobufObjects {
  /// The slim kind of a built-in one; `nil` where there is none, which is then served in JSON alone.
  static func type(_ group: String, _ kind: String) -> (any Resource.Type)? {
    types.first { $0.resource.group == group && $0.resource.kind == kind }
  }

  private static let types: [any Resource.Type] = [
    Pod.self, Namespace.self, Node.self, Service.self, NetworkPolicy.self, CronJob.self, Job.self, ReplicaSet.self,
    Deployment.self, StatefulSet.self, DaemonSet.self, EndpointSlice.self, Lease.self, ConfigMap.self, Event.self,
  ]

  /// The message of an object; empty where the object does not fit its kind, which storing it has ruled out.
  static func message(_ resource: APIResource, _ tree: Tree) -> [UInt8] {
    guard let type = type(resource.group, resource.kind) else { return [] }
    return (try? object(type, tree)) ?? []
  }

  private static func object<Object: Resource>(_ type: Object.Type, _ tree: Tree) throws(WireError) -> [UInt8] {
    try ProtobufWriter.object(tree, as: type)
  }

  /// One object that is sent alone.
  static func envelope(_ resource: APIResource, _ message: [UInt8]) -> [UInt8] {
    ProtobufWriter.envelope(message, type: WireType(apiVersion: resource.apiVersion, kind: resource.kind))
  }

  static func status(_ tree: Tree) -> [UInt8] { (try? ProtobufWriter.status(tree)) ?? [] }

  static func list(_ resource: APIResource, metadata: Tree, items: [[UInt8]]) -> [UInt8] {
    let type = WireType(apiVersion: resource.apiVersion, kind: resource.kind)
    return (try? ProtobufWriter.list(metadata: metadata, items: items, type: type)) ?? []
  }

  /// A watch event behind its length.
  static func frame(_ type: String, _ object: [UInt8]) -> [UInt8] {
    ProtobufWriter.watchFrame(type: type, object: object)
  }
}
