package import KubeCore

/// How objects are to be written: which version of the resource, in which format, as what.
package struct Representation: Hashable, Sendable {
  package enum Format: String, Hashable, Sendable {
    case json = "application/json"
    case yaml = "application/yaml"
    case protobuf = "application/vnd.kubernetes.protobuf"
  }

  package enum View: Hashable, Sendable {
    case object
    case partial
    case table
  }

  /// What the rows of a table carry of their objects.
  package enum IncludedObject: String, Hashable, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case object = "Object"
  }

  package var resource: APIResource
  package var format: Format
  package var view = View.object
  package var included = IncludedObject.metadata

  package init(resource: APIResource, format: Format) {
    self.resource = resource
    self.format = format
  }
}

extension Representation {
  /// What an `Accept` header asks for. Source: apiserver, handlers/negotiation/negotiate.go.
  static func negotiated(_ accept: String?, _ served: ServedResource, isWatch: Bool) throws(StatusError)
    -> Representation
  {
    let resource = served.resource
    for type in MediaType.list(accept ?? "*/*") {
      guard let format = format(type.name), format != .protobuf || resource.hasProtobuf else { continue }
      if isWatch, format == .yaml { continue }
      var found = Representation(resource: resource, format: format)
      switch type.parameters["as"] {
      case nil: return found
      case "Table" where isMeta(type) && format != .protobuf: found.view = .table
      case "PartialObjectMetadata" where isMeta(type) && format != .protobuf: found.view = .partial
      case "PartialObjectMetadataList" where isMeta(type) && format != .protobuf: found.view = .partial
      default: continue
      }
      return found
    }
    throw notAcceptable(resource.hasProtobuf)
  }

  private static func isMeta(_ type: MediaType) -> Bool {
    type.parameters["g"] == "meta.k8s.io" && type.parameters["v"] == "v1"
  }

  static func format(_ name: String) -> Format? {
    switch name {
    case "application/json", "*/*", "application/*": .json
    case "application/yaml": .yaml
    case "application/vnd.kubernetes.protobuf": .protobuf
    default: nil
    }
  }

  static func notAcceptable(_ hasProtobuf: Bool) -> StatusError {
    let types =
      hasProtobuf
      ? "application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch,"
        + " application/vnd.kubernetes.protobuf;stream=watch"
      : "application/json, application/yaml, application/json;stream=watch"
    var error = StatusError(
      406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: \(types)")
    error.hasDetails = true
    return error
  }
}
