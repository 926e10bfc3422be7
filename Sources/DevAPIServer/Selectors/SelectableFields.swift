internal import KubeCore
internal import Support

/// What field selectors may ask of a kind, besides name and namespace. Source: `ToSelectableFields` and
/// `addConversionFuncs` of each kind in Kubernetes 1.36.
enum SelectableFields {
  /// The fields and where they are.
  static func paths(of served: ServedResource) -> [String: [String]] {
    if let custom = served.custom {
      return Dictionary(
        custom.version.selectableFields.map { path in
          (String(path.drop { $0 == "." }), path.split(separator: ".").map(String.init))
        }, uniquingKeysWith: { first, _ in first })
    }
    let names: [String] =
      switch served.resource.kind {
      case "Pod":
        [
          "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
          "status.phase", "status.podIP", "status.nominatedNodeName",
        ]
      case "Namespace": ["status.phase"]
      case "Node": ["spec.unschedulable"]
      case "Job": ["status.successful"]
      case "ReplicaSet": ["status.replicas"]
      case "Service": ["spec.clusterIP", "spec.type"]
      case "Event":
        [
          "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
          "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
          "reportingComponent", "type",
        ]
      default: []
      }
    var paths = Dictionary(
      names.map { ($0, $0.split(separator: ".").map(String.init)) }, uniquingKeysWith: { first, _ in first })
    if served.resource.kind == "Job" { paths["status.successful"] = ["status", "succeeded"] }
    if served.resource.kind == "Event" {
      paths["source"] = ["source", "component"]
      for (name, path) in paths where name.hasPrefix("involvedObject.") {
        paths["regarding." + name.dropFirst("involvedObject.".count)] = path
      }
      paths["reportingController"] = ["reportingComponent"]
    }
    return paths
  }

  static func values(of tree: Tree, _ served: ServedResource) -> [String: String] {
    var values: [String: String] = [:]
    for (name, path) in paths(of: served) {
      let value = path.reduce(Optional(tree)) { $0?[$1] }
      switch value {
      case .string(let text)?: values[name] = text
      case .integer(let number)?: values[name] = String(number)
      case .bool(let flag)?: values[name] = flag ? "true" : "false"
      default: values[name] = Self.zero(name)
      }
    }
    return values
  }

  /// What Go prints of a field that is not set.
  private static func zero(_ name: String) -> String? {
    switch name {
    case "spec.hostNetwork", "spec.unschedulable": "false"
    case "status.successful", "status.replicas": "0"
    default: nil
    }
  }
}
