extension KubeObject {
  /// The object as the API server would hold it after reading a manifest that leaves fields out.
  package func defaulted(namespace: String = Self.defaultNamespace) -> KubeObject {
    var object = self
    object.applyDefaults(namespace: namespace)
    return object
  }

  /// Fills in what a manifest may leave out, by the rules of the API server's `SetDefaults_*` functions.
  ///
  /// Only fields that the slim kinds have. A namespaced object that names no namespace goes into `namespace`, which
  /// the request's path does on a server. Doing it twice changes nothing, and neither does doing it to an object that
  /// came from a server.
  package mutating func applyDefaults(namespace: String = Self.defaultNamespace) {
    switch self {
    case .pod(let object): self = .pod(Self.defaulted(object, namespace))
    case .namespace(let object): self = .namespace(Self.defaulted(object, ""))
    case .node(let object): self = .node(Self.defaulted(object, ""))
    case .service(let object): self = .service(Self.defaulted(object, namespace))
    case .networkPolicy(let object): self = .networkPolicy(Self.defaulted(object, namespace))
    case .cronJob(let object): self = .cronJob(Self.defaulted(object, namespace))
    case .job(let object): self = .job(Self.defaulted(object, namespace))
    case .replicaSet(let object): self = .replicaSet(Self.defaulted(object, namespace))
    case .deployment(let object): self = .deployment(Self.defaulted(object, namespace))
    case .statefulSet(let object): self = .statefulSet(Self.defaulted(object, namespace))
    case .daemonSet(let object): self = .daemonSet(Self.defaulted(object, namespace))
    case .endpointSlice(let object): self = .endpointSlice(Self.defaulted(object, namespace))
    }
  }

  private static func defaulted<Kind: DefaultedKind>(_ object: Kind, _ namespace: String) -> Kind {
    var object = object
    object.applyDefaults()
    if object.metadata.namespace.isEmpty { object.metadata.namespace = namespace }
    return object
  }
}

/// A kind with defaults of its own.
protocol DefaultedKind {
  var metadata: ObjectMeta { get set }
  mutating func applyDefaults()
}

extension Node: DefaultedKind {
  func applyDefaults() {}
}
