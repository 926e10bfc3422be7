import KubeCore
import NetworkSemantics
import RiskEngine
import Support

/// `netrisk explain pod`: its labels, the policies that select it, what they allow, and its exposure.
struct PodExplanation {
  let pod: PodEndpoint
  let policies: [CompiledPolicy]
  let isolation: Isolation
  let workload: WorkloadReport?

  init(_ snapshot: Snapshot, _ report: AnalysisReport, namespace: String, name: String) throws(CommandFailure) {
    let policySnapshot = snapshot.policySnapshot
    let finder = PodFinder(snapshot, policySnapshot)
    pod = try finder.endpoint(namespace: namespace, name: name)
    policies = policySnapshot.policies(selecting: pod)
    isolation = policySnapshot.isolation(of: pod)
    let key = finder.workload(of: pod)?.key
    workload = report.workloads.first { $0.key == key }
  }

  var explanation: Explanation {
    Explanation(
      sections: [
        Explanation.Section("\(pod.id)", facts), Explanation.Section("Selected by", selectedBy),
        Explanation.Section("Ingress", direction(.ingress)), Explanation.Section("Egress", direction(.egress)),
        Explanation.Section("Exposure", exposure),
      ], tree: tree)
  }

  private var facts: [String] {
    var facts: [String] = []
    if pod.id.kind != "Pod" { facts.append("Its pods are not in the input: the template stands for them.") }
    if let key = workload?.key, key != pod.id { facts.append("Workload: \(key)") }
    if !pod.nodeName.isEmpty { facts.append("Node: \(pod.nodeName)") }
    if !pod.addresses.isEmpty { facts.append("Addresses: \(pod.addresses.map(\.description).joined(separator: ", "))") }
    facts.append("Labels: \(pod.labels.isEmpty ? "<none>" : pod.labels.description)")
    if pod.hostNetwork { facts.append("Host network: no policy applies to it.") }
    if pod.isFinished { facts.append("Finished (\(pod.phase)): no policy applies to it.") }
    return facts
  }

  private var selectedBy: [String] {
    guard !policies.isEmpty else { return ["No NetworkPolicy."] }
    return policies.map { policy in
      let selector = policy.spec.podSelector
      return "NetworkPolicy \(policy.name): "
        + (selector.isEmpty ? "selects every pod of the namespace" : "selects \(RuleText.selector(selector))")
        + ", isolates \(Self.directions(policy).map(\.rawValue).joined(separator: " and "))"
    }
  }

  private func direction(_ direction: PolicyDirection) -> [String] {
    let isolating = isolating(direction)
    guard !isolating.isEmpty else { return ["Not isolated: every connection is allowed."] }
    let rules = rules(direction)
    let names = isolating.map(\.description).joined(separator: ", ")
    guard !rules.isEmpty else { return ["Isolated by \(names): nothing is allowed."] }
    return ["Isolated by \(names): only this is allowed:"]
      + rules.map { "- \($0.allows) (\($0.policy), rule \($0.index))" }
  }

  private var exposure: [String] {
    guard let workload else { return ["Not rated: its workload is not in the report."] }
    let risk = workload.risk
    return [
      "\(workload.exposure.state.name): \(workload.exposure.reason)",
      "Risk of \(workload.key): \(risk.level.name), score \(risk.score), \(risk.evidence.name)",
    ]
  }

  private static func directions(_ policy: CompiledPolicy) -> [PolicyDirection] {
    [.ingress, .egress].filter { policy.isolates($0) }
  }

  private func isolating(_ direction: PolicyDirection) -> [NamespacedName] {
    direction == .ingress ? isolation.ingressPolicies : isolation.egressPolicies
  }

  private typealias Rule = (policy: NamespacedName, index: Int, allows: String)

  private func rules(_ direction: PolicyDirection) -> [Rule] {
    policies.filter { $0.isolates(direction) }.flatMap { policy -> [Rule] in
      let texts =
        direction == .ingress ? policy.spec.ingress.map(RuleText.ingress) : policy.spec.egress.map(RuleText.egress)
      return texts.enumerated().map { (policy.name, $0.offset, $0.element) }
    }
  }
}

extension PodExplanation {
  /// `{pod, workload, labels, hostNetwork, node, addresses, selectedBy, ingress, egress, exposure, risk}`.
  private var tree: Tree {
    .members(
      ("pod", pod.id.tree), ("workload", workload?.key.tree),
      ("labels", .object(pod.labels.map { Tree.Member($0.key, .string($0.value)) })),
      ("hostNetwork", .bool(pod.hostNetwork)), ("node", pod.nodeName.isEmpty ? nil : .string(pod.nodeName)),
      ("addresses", .strings(pod.addresses.map(\.description))),
      (
        "selectedBy",
        .array(
          policies.map { policy in
            .members(
              ("policy", .string(policy.name.description)),
              ("isolates", .strings(Self.directions(policy).map(\.rawValue))))
          })
      ),
      ("ingress", tree(.ingress)), ("egress", tree(.egress)), ("exposure", workload?.exposure.tree),
      ("risk", workload?.risk.tree))
  }

  private func tree(_ direction: PolicyDirection) -> Tree {
    let isolating = isolating(direction)
    let rules = rules(direction).map { rule in
      Tree.members(
        ("policy", .string(rule.policy.description)), ("ruleIndex", .integer(Int64(rule.index))),
        ("allows", .string(rule.allows)))
    }
    return .members(
      ("isolated", .bool(!isolating.isEmpty)), ("isolatedBy", .strings(isolating.map(\.description))),
      ("rules", .array(rules)))
  }
}
