import KubeCore
import RiskEngine
import Schedules
import Support

/// A small cluster, put together object by object as JSON has them, and evaluated as a whole.
struct Cluster {
  var objects: [KubeObject] = []
  var options = EvaluationOptions(now: Timestamp(seconds: 1_771_156_800), zones: [:] as [String: TimeZoneRules])

  /// Without Nodes: nothing tells the engine.
  static let assumed = Cluster()

  static func k3s() throws -> Cluster {
    try Cluster().adding(.node, #"{"metadata":{"name":"n"},"status":{"nodeInfo":{"kubeletVersion":"v1.34.4+k3s1"}}}"#)
  }

  static func calico() throws -> Cluster {
    try Cluster().adding(
      .node, #"{"metadata":{"name":"n","annotations":{"projectcalico.org/IPv4Address":"10.0.0.1/24"}}}"#)
  }

  static func flannel() throws -> Cluster {
    try Cluster().adding(
      .node, #"{"metadata":{"name":"n","annotations":{"flannel.alpha.coreos.com/backend-type":"vxlan"}}}"#)
  }

  func adding(_ kind: ObjectKind, _ json: String) throws -> Cluster {
    var cluster = self
    let object = try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in
      try KubeObject(kind, from: &reader)
    }
    cluster.objects.append(object.defaulted())
    return cluster
  }

  /// `extra` goes into the metadata, `spec` into the spec.
  func pod(
    _ name: String, in namespace: String = "home", app: String = "web", ip: String = "10.42.0.9",
    phase: String = "Running", extra: String = "", spec: String = ""
  ) throws -> Cluster {
    try adding(
      .pod,
      """
      {"metadata":{"name":"\(name)","namespace":"\(namespace)","uid":"\(name)","labels":{"app":"\(app)"}\(extra)},
      "spec":{"nodeName":"n","containers":[{"name":"c","image":"example.org/web"}]\(spec)},
      "status":{"phase":"\(phase)","podIP":"\(ip)","hostIP":"10.0.0.1"}}
      """)
  }

  /// A Deployment without pods, so that its template stands for them.
  func deployment(
    _ name: String, in namespace: String = "home", image: String = "ghcr.io/home-assistant/home-assistant:2026.2",
    annotations: String = "{}"
  ) throws -> Cluster {
    try adding(
      .deployment,
      """
      {"metadata":{"name":"\(name)","namespace":"\(namespace)","annotations":\(annotations)},"spec":{
      "selector":{"matchLabels":{"app":"\(name)"}},"template":{"metadata":{"labels":{"app":"\(name)"}},
      "spec":{"containers":[{"name":"c","image":"\(image)"}]}}}}
      """)
  }

  func cronJob(
    _ name: String, _ schedule: String, in namespace: String = "jobs", job: String = "", spec: String = "",
    annotations: String = "{}"
  ) throws -> Cluster {
    try adding(
      .cronJob,
      """
      {"metadata":{"name":"\(name)","namespace":"\(namespace)","annotations":\(annotations)},"spec":{
      "schedule":"\(schedule)"\(spec),"jobTemplate":{"spec":{\(job)"template":{"metadata":{"labels":{"app":"\(name)"}},
      "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox","command":["true"]}]}}}}}}
      """)
  }

  func policy(_ name: String, in namespace: String = "home", _ spec: String) throws -> Cluster {
    try adding(.networkPolicy, #"{"metadata":{"name":"\#(name)","namespace":"\#(namespace)"},"spec":\#(spec)}"#)
  }

  /// Egress-isolates pods of one app.
  func denyingEgress(of app: String, in namespace: String = "home") throws -> Cluster {
    try policy(
      "deny-\(app)", in: namespace, #"{"podSelector":{"matchLabels":{"app":"\#(app)"}},"policyTypes":["Egress"]}"#)
  }

  /// Policies of a namespace without pods, which only make each sync longer.
  func unrelatedPolicies(_ count: Int) throws -> Cluster {
    var cluster = self
    for number in 0..<count { cluster = try cluster.policy("p\(number)", in: "elsewhere", #"{"podSelector":{}}"#) }
    return cluster
  }

  func with(_ change: (inout EvaluationOptions) -> Void) -> Cluster {
    var cluster = self
    change(&cluster.options)
    return cluster
  }

  var report: AnalysisReport { RiskEngine.evaluate(objects, options: options) }

  /// The findings of one code.
  func findings(_ code: FindingCode) -> [Finding] { report.findings.filter { $0.code == code } }

  func workload(_ name: String) -> WorkloadReport? { report.workloads.first { $0.key.name == name } }
}
