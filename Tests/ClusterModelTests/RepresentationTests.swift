import ClusterModel
import KubeCore
import NetworkSemantics
import RiskEngine
import Schedules
import Support
import Testing

/// An evaluation that leaves out the pods which their templates stand for, against one that sees every pod.
@Suite("Pods that their template stands for")
struct RepresentationTests {
  private static let now = Timestamp(seconds: 1_771_156_800)
  private static var options: EvaluationOptions {
    EvaluationOptions(now: now, zones: [:] as [String: TimeZoneRules])
  }

  @Test("Levels, exposure, policies and findings are those of all pods", arguments: 0..<150)
  func agree(seed: UInt64) throws {
    var world = RandomWorld(seed: seed)
    var model = ClusterModel(startingAt: Self.now)
    let objects = try world.objects()
    for object in objects.shuffled(using: &world.random) { model.apply(.added(object), isListed: true, at: Self.now) }
    let pods = objects.compactMap { if case .pod(let pod) = $0 { pod } else { nil } }
    let kept = model.podsForEvaluation(pods)
    let rest = objects.filter { if case .pod = $0 { false } else { true } }
    let all = RiskEngine.evaluate(objects, options: Self.options)
    let condensed = RiskEngine.evaluate(rest + kept.map(KubeObject.pod), options: Self.options)
    #expect(kept.count < pods.count)
    #expect(condensed.cluster.policies == all.cluster.policies)
    #expect(condensed.cluster.engine.name == all.cluster.engine.name)
    #expect(condensed.cluster.cost == all.cluster.cost)
    #expect(Self.rows(condensed) == Self.rows(all))
    #expect(Self.codes(condensed) == Self.codes(all))
  }

  private static func rows(_ report: AnalysisReport) -> [String] {
    report.workloads.map { workload in
      let exposure = workload.exposure
      return "\(workload.key) \(workload.risk) \(exposure.state) \(exposure.selectedBy) "
        + "\(exposure.ingressIsolated) \(exposure.egressIsolated) \(workload.suggestedPatches.map(\.id))"
    }.sorted()
  }

  private static func codes(_ report: AnalysisReport) -> [String] {
    report.findings.map { "\($0.code.rawValue) \($0.object) \($0.severity)" }.sorted()
  }
}

/// Workloads with pods, some of which differ from their template, under random policies.
private struct RandomWorld {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed &+ 1) }

  mutating func objects() throws -> [KubeObject] {
    var objects = [
      try Self.object(.node, #"{"metadata":{"name":"n"},"status":{"nodeInfo":{"kubeletVersion":"v1.34.4+k3s1"}}}"#)
    ]
    for namespace in ["a", "b"] {
      objects.append(
        try Self.object(
          .namespace, #"{"metadata":{"name":"\#(namespace)","labels":{"team":"\#(namespace)"}}}"#))
      for number in 0..<4 { objects += try workload("w\(number)", namespace) }
      for number in 0..<Int.random(in: 1...4, using: &random) { objects.append(try policy("p\(number)", namespace)) }
    }
    return objects
  }

  private mutating func workload(_ name: String, _ namespace: String) throws -> [KubeObject] {
    let labels = #""app":"\#(name)","tier":"\#(pick(["x", "y"]))""#
    let deployment = try Self.object(
      .deployment,
      """
      {"metadata":{"name":"\(name)","namespace":"\(namespace)","uid":"\(namespace)\(name)","annotations":
      {"netrisk.dev/chatty":"\(pick(["true", "false"]))"}},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"\(name)"}},
      "template":{"metadata":{"labels":{\(labels)}},"spec":{"containers":[{"name":"c","image":"example.org/x"}]}}}}
      """)
    let set = try Self.object(
      .replicaSet,
      """
      {"metadata":{"name":"\(name)-h","namespace":"\(namespace)","uid":"rs\(namespace)\(name)","ownerReferences":
      [{"apiVersion":"apps/v1","kind":"Deployment","name":"\(name)","uid":"\(namespace)\(name)","controller":true}]},
      "spec":{"template":{"metadata":{"labels":{\(labels)}}}}}
      """)
    var objects = [deployment, set]
    for number in 0..<3 {
      // One pod in six carries a label that its template has not, or lacks one.
      let own = pick(["", "", "", "", "", #","tier":"z""#])
      objects.append(
        try Self.object(
          .pod,
          """
          {"metadata":{"name":"\(name)-\(number)","namespace":"\(namespace)","uid":"\(namespace)\(name)\(number)","labels":
          {\(labels)\(own),"pod-template-hash":"h"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet",
          "name":"\(name)-h","uid":"rs\(namespace)\(name)","controller":true}]},
          "spec":{"nodeName":"n","containers":[{"name":"c","image":"example.org/x"}]},
          "status":{"phase":"\(pick(["Running", "Running", "Running", "Succeeded"]))","podIP":"10.42.\(namespace == "a" ? 1 : 2).\(name.last ?? "0")\(number)"}}
          """))
    }
    return objects
  }

  private mutating func policy(_ name: String, _ namespace: String) throws -> KubeObject {
    let selector = pick([
      "{}", #"{"matchLabels":{"tier":"x"}}"#, #"{"matchLabels":{"tier":"z"}}"#, #"{"matchLabels":{"app":"w1"}}"#,
      #"{"matchExpressions":[{"key":"tier","operator":"NotIn","values":["y"]}]}"#,
    ])
    let rules = pick([
      #""policyTypes":["Egress"]"#, #""policyTypes":["Ingress"]"#, #""policyTypes":["Ingress","Egress"],"egress":[{}]"#,
      #""policyTypes":["Egress"],"egress":[{"to":[{"podSelector":{"matchLabels":{"tier":"z"}}}]}]"#,
    ])
    return try Self.object(
      .networkPolicy,
      #"{"metadata":{"name":"\#(name)","namespace":"\#(namespace)"},"spec":{"podSelector":\#(selector),\#(rules)}}"#)
  }

  private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }

  private static func object(_ kind: ObjectKind, _ json: String) throws -> KubeObject {
    try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
      .defaulted()
  }
}
