import Support

/// A pod as its kubelet leaves it: on average 7 KB of JSON, two fifths of it managedFields, and the same in protobuf,
/// with all that a slim pod skips.
///
/// Ten pods come from one ``WorkloadFixture``. Names, uids and addresses are unique; a node runs thirty pods.
struct PodFixture {
  let index: Int
  /// The state of its condition `Ready`: what changes when a pod is rewritten.
  var isReady = true
  let workload: WorkloadFixture
  let name: String
  let uid: String
  let owner: (apiVersion: String, kind: String, name: String, uid: String)
  let labels: [(String, String)]
  let annotations: [(String, String)]

  init(index: Int) {
    self.index = index
    let workload = WorkloadFixture(number: index / WorkloadFixture.podCount)
    self.workload = workload
    var random = SplitMix64(seed: UInt64(index) &+ 0x706F_6400)
    uid = WorkloadFixture.uid(&random)
    let place = index % WorkloadFixture.podCount
    let job = "\(workload.name)-\(29_519_040 + place * 5)"
    let (hash, suffix) = (workload.hash, WorkloadFixture.letters(5, &random))
    switch workload.kind {
    case .deployment:
      name = "\(workload.name)-\(hash)-\(suffix)"
      owner = ("apps/v1", "ReplicaSet", "\(workload.name)-\(hash)", workload.uid)
    case .statefulSet:
      name = "\(workload.name)-\(place)"
      owner = ("apps/v1", "StatefulSet", workload.name, workload.uid)
    case .daemonSet:
      name = "\(workload.name)-\(suffix)"
      owner = ("apps/v1", "DaemonSet", workload.name, workload.uid)
    case .job:
      name = "\(job)-\(suffix)"
      owner = ("batch/v1", "Job", job, WorkloadFixture.uid(&random))
    }
    labels = Self.labels(workload, pod: name, owner: (owner.name, owner.uid), place: place)
    annotations =
      [("checksum/config", String(repeating: hash, count: 6) + "abcd")]
      + (workload.kind == .job ? [("batch.kubernetes.io/cronjob-scheduled-timestamp", "2026-02-15T08:00:00Z")] : [])
  }

  /// In the order in which the API server sends them, which is by key.
  private static func labels(
    _ workload: WorkloadFixture, pod: String, owner: (name: String, uid: String), place: Int
  ) -> [(String, String)] {
    var labels = [
      ("app.kubernetes.io/component", "tier-\(workload.number % 3)"), ("app.kubernetes.io/instance", workload.name),
      ("app.kubernetes.io/name", workload.name),
    ]
    switch workload.kind {
    case .deployment: labels.append(("pod-template-hash", workload.hash))
    case .statefulSet:
      labels += [
        ("apps.kubernetes.io/pod-index", String(place)), ("controller-revision-hash", workload.hash),
        ("statefulset.kubernetes.io/pod-name", pod),
      ]
    case .daemonSet: labels += [("controller-revision-hash", workload.hash), ("pod-template-generation", "1")]
    case .job:
      labels += [
        ("batch.kubernetes.io/controller-uid", owner.uid), ("batch.kubernetes.io/job-name", owner.name),
        ("controller-uid", owner.uid), ("job-name", owner.name),
      ]
    }
    return labels.sorted { $0.0 < $1.0 }
  }

  var address: String { "10.\(64 + index / 62_500).\(index / 250 % 250).\(1 + index % 250)" }
  private var node: Int { index % 10 == 0 ? index / 30 : (index &* 7919) % 100_000 / 30 }
  var nodeName: String { "ip-10-0-\(node / 250)-\(node % 250).eu-central-1.compute.internal" }
  var host: String { "10.0.\(node / 250).\(1 + node % 250)" }

  static let time = "2026-02-15T08:00:00Z"
  static let imageDigest = String(repeating: "0123456789abcdef", count: 4)
  var imageID: String { "registry.example/team/image@sha256:" + Self.imageDigest }

  static let sidecar = (name: "mesh-proxy", image: "registry.example/mesh/proxy:1.29.0")
  /// Types of conditions; the kubelet and the scheduler write them.
  static let conditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]
  static let tolerated = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]
  static let limits = [("cpu", "1"), ("memory", "256Mi")]
  static let requests = [("cpu", "100m"), ("memory", "128Mi")]
  static let managedFields =
    "{"
    + (0..<44).map { #""f:field\#($0)":{".":{},"f:name":{},"f:value":{},"f:resources":{}}"# }
    .joined(separator: ",") + "}"

  func status(of condition: String) -> String { condition != "Ready" || isReady ? "True" : "False" }
}
