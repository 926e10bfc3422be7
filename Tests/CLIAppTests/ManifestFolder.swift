import Foundation

/// A folder with one small cluster, gone with the value: a policy that isolates a workload, and CronJobs that make the
/// engine rebuild.
final class ManifestFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  /// - Parameter jobs: whether the CronJobs are there.
  init(jobs: Bool = true) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try (Self.cluster + (jobs ? Self.jobs : "")).write(toFile: path + "/all.yaml", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static let cluster = """
    apiVersion: v1
    kind: Node
    metadata: {name: node1}
    status: {nodeInfo: {kubeletVersion: v1.34.4+k3s1}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: home, labels: {kubernetes.io/metadata.name: home}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: home, annotations: {netrisk.dev/chatty: "true"}}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: c, image: nginx}]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: hub, namespace: home}
    spec:
      selector: {matchLabels: {app: hub}}
      template:
        metadata: {labels: {app: hub}}
        spec: {containers: [{name: c, image: ghcr.io/acme/hub}]}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: web, namespace: home}
    spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}

    """

  private static let jobs = """
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: often, namespace: home}
    spec:
      schedule: "*/4 * * * *"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: nightly, namespace: home}
    spec:
      schedule: "0 3 * * *"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}

    """
}
