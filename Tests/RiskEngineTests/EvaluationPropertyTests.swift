import KubeCore
import RiskEngine
import Support
import Testing

/// What holds for every cluster, tried on random ones.
@Suite("Properties of an evaluation")
struct EvaluationPropertyTests {
  private static let schedules = [
    "* * * * *", "*/5 * * * *", "*/7 * * * *", "0 * * * *", "0 3 * * *", "30 2 * * 1", "@every 90s", "61 * * * *",
  ]
  private static let apps = ["a", "b", "c"]
  private static let namespaces = ["home", "media"]

  private func cluster(_ random: inout SplitMix64) throws -> Cluster {
    var cluster =
      switch Int.random(in: 0..<5, using: &random) {
      case 0: Cluster.assumed
      default: try Cluster.k3s()
      }
    for namespace in Self.namespaces {
      for app in Self.apps where Bool.random(using: &random) {
        let image = Bool.random(using: &random) ? "homeassistant/home-assistant" : "example.org/\(app)"
        cluster = try cluster.deployment(app, in: namespace, image: image)
      }
      for number in 0..<Int.random(in: 0..<4, using: &random) {
        cluster = try cluster.policy("p\(number)", in: namespace, policy(&random))
      }
    }
    for number in 0..<Int.random(in: 0..<5, using: &random) {
      cluster = try cluster.cronJob(
        "job\(number)", Self.schedules.randomElement(using: &random) ?? "",
        job: "\"completions\":\(Int.random(in: 1..<5, using: &random)),")
    }
    return try cluster.unrelatedPolicies(Int.random(in: 0..<40, using: &random))
  }

  private func policy(_ random: inout SplitMix64) -> String {
    let selector = ["{}", #"{"matchLabels":{"app":"a"}}"#, #"{"matchLabels":{"app":"b"}}"#].randomElement(
      using: &random)
    let types = [#"["Ingress"]"#, #"["Egress"]"#, #"["Ingress","Egress"]"#].randomElement(using: &random)
    let rules = ["", "{}", #"{"ports":[{"port":53,"protocol":"UDP"}]}"#].randomElement(using: &random) ?? ""
    return
      #"{"podSelector":\#(selector ?? ""),"policyTypes":\#(types ?? ""),"egress":[\#(rules)],"ingress":[\#(rules)]}"#
  }

  /// Neither level nor score of any workload is lower than before.
  private func expectNotLower(_ after: Cluster, _ before: Cluster, _ change: String) {
    let risks = Dictionary(uniqueKeysWithValues: after.report.workloads.map { ($0.key, $0.risk) })
    for workload in before.report.workloads {
      guard let risk = risks[workload.key] else {
        Issue.record("\(workload.key) is gone")
        continue
      }
      #expect(risk.level >= workload.risk.level, "\(change): \(workload.key)")
      #expect(risk.score >= workload.risk.score, "\(change): \(workload.key)")
    }
  }

  @Test("More runs, unrelated policies and new isolation never lower a level or a score")
  func monotone() throws {
    var random = SplitMix64(seed: 20_260_215)
    for _ in 0..<60 {
      let before = try cluster(&random)
      expectNotLower(try before.cronJob("more", "*/3 * * * *", in: "other"), before, "one more CronJob")
      expectNotLower(try before.unrelatedPolicies(60), before, "unrelated policies")
      for app in Self.apps {
        guard let workload = before.report.workloads.first(where: { $0.key.name == app }),
          !workload.exposure.egressIsolated
        else { continue }
        let isolated = try before.denyingEgress(of: app, in: workload.key.namespace)
        expectNotLower(isolated, before, "isolating \(workload.key)")
      }
    }
  }

  @Test("The order of the objects does not matter")
  func shuffled() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<40 {
      var cluster = try cluster(&random)
      let report = cluster.report
      cluster.objects.shuffle(using: &random)
      #expect(cluster.report == report)
    }
  }

  // MARK: Invalid objects

  /// A JSON value for a field of some type; mostly one that no API server would take.
  private func value(_ type: String, _ random: inout SplitMix64) -> String {
    let values =
      switch type {
      case "int": ["-1", "0", "2147483647", "-2147483648", "1", "65536"]
      case "port": ["-1", "0", "2147483647", "\"\"", "\"http\"", "\"A B\"", "80"]
      case "bool": ["true", "false"]
      case "labels": ["{}", #"{"":""}"#, #"{"a/b/c":"x"}"#, #"{"app":"\u0000"}"#, #"{"app":"é"}"#, #"{"app":"a"}"#]
      case "selector":
        [
          "{}", "null", #"{"matchExpressions":[{"key":"","operator":"","values":[]}]}"#, #"{"matchLabels":{"é":"-"}}"#,
          #"{"matchExpressions":[{"key":"a","operator":"In","values":[]}]}"#, #"{"matchLabels":{"app":"a"}}"#,
        ]
      case "cidr":
        ["\"\"", "\"::/0\"", "\"10.0.0.0/33\"", "\"1.2.3.4/-1\"", "\"0.0.0.0/0\"", "\"x\"", "\"::ffff:1.2.3.4/96\""]
      case "schedule":
        [
          "\"\"", "\"* * * * *\"", "\"@every 1ns\"", "\"99999999999999999999 * * * *\"", "\"*/0 * * * *\"",
          "\"0 0 31 2 *\"",
        ]
      default:
        ["\"\"", "\"a\"", "\"-\"", "\"\\u0000\"", "\"\(String(repeating: "x", count: 300))\"", "\"é\"", "\"a/b\""]
      }
    return values.randomElement(using: &random) ?? "0"
  }

  private static let shapes: [(ObjectKind, String)] = [
    (
      .networkPolicy,
      """
      {"metadata":{"name":<name>,"namespace":"home"},"spec":{"podSelector":<selector>,"policyTypes":[<name>],
      "ingress":[{"from":[{"podSelector":<selector>,"namespaceSelector":<selector>},{"ipBlock":{"cidr":<cidr>,
      "except":[<cidr>]}}],"ports":[{"port":<port>,"endPort":<int>,"protocol":<name>}]}],"egress":[{"to":[{}]}]}}
      """
    ),
    (
      .pod,
      """
      {"metadata":{"name":<name>,"namespace":<name>,"labels":<labels>},"spec":{"hostNetwork":<bool>,"nodeName":<name>,
      "containers":[{"name":<name>,"image":<name>,"ports":[{"containerPort":<int>,"hostPort":<int>,"name":<name>}]}]},
      "status":{"phase":<name>,"podIP":<cidr>,"podIPs":[{"ip":<cidr>}],"hostIP":<cidr>}}
      """
    ),
    (
      .cronJob,
      """
      {"metadata":{"name":<name>,"namespace":"home","annotations":{"ignore.netrisk.dev/NR102":<name>}},"spec":{
      "schedule":<schedule>,"timeZone":<name>,"suspend":<bool>,"startingDeadlineSeconds":<int>,"jobTemplate":{"spec":{
      "parallelism":<int>,"completions":<int>,"backoffLimit":<int>,"template":{"metadata":{"labels":<labels>},
      "spec":{"containers":[{"name":<name>,"image":<name>}],"restartPolicy":<name>}}}}}}
      """
    ),
    (
      .deployment,
      """
      {"metadata":{"name":<name>,"namespace":"home"},"spec":{"replicas":<int>,"selector":<selector>,"template":{
      "metadata":{"labels":<labels>},"spec":{"containers":[{"name":<name>,"image":<name>}]}}}}
      """
    ),
    (
      .node,
      """
      {"metadata":{"name":<name>,"labels":<labels>,"annotations":{"k3s.io/node-args":<name>}},
      "status":{"nodeInfo":{"kubeletVersion":<name>,"kernelVersion":<name>}}}
      """
    ),
  ]

  @Test("No object traps; the API server's refusals are reported and the rest is analysed")
  func invalidObjects() throws {
    var random = SplitMix64(seed: 99)
    for _ in 0..<400 {
      var cluster = try Cluster.k3s().deployment("ha", in: "safe").denyingEgress(of: "ha", in: "safe")
      for (kind, shape) in Self.shapes {
        var json = shape
        while let open = json.firstIndex(of: "<"), let close = json[open...].firstIndex(of: ">") {
          json.replaceSubrange(open...close, with: value(String(json[json.index(after: open)..<close]), &random))
        }
        // What does not decode is the reader's to report.
        if let more = try? cluster.adding(kind, json) { cluster = more }
      }
      let report = cluster.report
      let (valid, refused) = RiskEngine.validate(cluster.objects, options: cluster.options)
      #expect(valid.count + refused.count == cluster.objects.count)
      #expect(report.findings.filter { $0.code == .invalidObject }.count == refused.count)
      #expect(report.cluster.policies.total == valid.count { $0.kind == .networkPolicy })
      #expect(report.findings.contains { $0.code == .egressIsolatedChattyWorkload && $0.object.name == "ha" })
    }
  }
}
