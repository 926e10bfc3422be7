extension KubeObject {
  /// Reads one object of a known kind from where `reader` stands.
  package init<Reader: WireReader>(_ kind: ObjectKind, from reader: inout Reader) throws(WireError) {
    switch kind {
    case .pod: self = .pod(try Self.message(&reader))
    case .namespace: self = .namespace(try Self.message(&reader))
    case .node: self = .node(try Self.message(&reader))
    case .service: self = .service(try Self.message(&reader))
    case .networkPolicy: self = .networkPolicy(try Self.message(&reader))
    case .cronJob: self = .cronJob(try Self.message(&reader))
    case .job: self = .job(try Self.message(&reader))
    case .replicaSet: self = .replicaSet(try Self.message(&reader))
    case .deployment: self = .deployment(try Self.message(&reader))
    case .statefulSet: self = .statefulSet(try Self.message(&reader))
    case .daemonSet: self = .daemonSet(try Self.message(&reader))
    case .endpointSlice: self = .endpointSlice(try Self.message(&reader))
    }
  }

  private static func message<Message: WireMessage, Reader: WireReader>(
    _ reader: inout Reader
  ) throws(WireError) -> Message {
    var message = Message()
    try reader.message(into: &message)
    return message
  }
}
