package import KubeCore
import NetRiskAPI
package import Support

/// A NetRisk that discovery makes.
package struct DiscoveredNetRisk: Hashable, Sendable {
  package let workload: ObjectKey
  package let apiVersion: String

  package init(workload: ObjectKey, apiVersion: String) {
    self.workload = workload
    self.apiVersion = apiVersion
  }

  /// `<kind>-<name>` in lower case; where that is no label value any more, cut and told apart by a hash.
  package var name: String {
    let plain = "\(workload.kind)-\(workload.name)".lowercased()
    guard plain.utf8.count > 63 else { return plain }
    let hash = SHA256.hexadecimal(plain).prefix(8)
    let head = plain.prefix(54)
    return (head.hasSuffix("-") || head.hasSuffix(".") ? String(head.dropLast()) : String(head)) + "-" + hash
  }

  var path: String { "\(workload.namespace)/\(name)" }

  /// - Parameter uid: of the workload, with which the object goes.
  package func manifest(uid: String) -> Tree {
    .members(
      ("apiVersion", .string(NetRiskAPI.apiVersion)), ("kind", .string(NetRisk.resource.kind)),
      (
        "metadata",
        .members(
          ("name", .string(name)), ("namespace", .string(workload.namespace)),
          ("labels", .members((NetRiskAPI.managedByLabel, .string(NetRiskAPI.managedBy)))),
          (
            "ownerReferences",
            [
              .members(
                ("apiVersion", .string(apiVersion)), ("kind", .string(workload.kind)),
                ("name", .string(workload.name)), ("uid", .string(uid)))
            ]
          ))
      ),
      (
        "spec",
        .members(
          (
            "workloadRef",
            .members(
              ("apiVersion", .string(apiVersion)), ("kind", .string(workload.kind)), ("name", .string(workload.name)))
          ))
      ))
  }
}

extension ClusterFeed {
  /// The uid of a workload of a kind that is watched.
  func uid(of workload: ObjectKey) -> String? {
    let (namespace, name) = (workload.namespace, workload.name)
    return switch ObjectKind(rawValue: workload.kind) {
    case .deployment: deployments[namespace, name]?.metadata.uid
    case .statefulSet: statefulSets[namespace, name]?.metadata.uid
    case .daemonSet: daemonSets[namespace, name]?.metadata.uid
    case .cronJob: cronJobs[namespace, name]?.metadata.uid
    case .job: jobs[namespace, name]?.metadata.uid
    case .replicaSet: replicaSets[namespace, name]?.metadata.uid
    case .pod: pods[namespace, name]?.metadata.uid
    default: nil
    }
  }
}
