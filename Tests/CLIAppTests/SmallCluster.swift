/// One small cluster in parts: a policy that isolates a workload, and CronJobs that make the engine rebuild.
enum SmallCluster {
  static let workloads = """
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

    """

  static let policy = """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: web, namespace: home}
    spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}

    """

  /// Runs every four minutes.
  static let often = """
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: often, namespace: home}
    spec:
      schedule: "*/4 * * * *"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}

    """

  private static let nightly = """
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: nightly, namespace: home}
    spec:
      schedule: "0 3 * * *"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}

    """

  /// All of it in one file.
  ///
  /// - Parameter jobs: whether the CronJobs are there.
  static func folder(jobs: Bool = true) throws -> FileFolder {
    try FileFolder(["all.yaml": workloads + policy + (jobs ? often + nightly : "")])
  }
}
