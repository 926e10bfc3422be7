import KubeCore
import NetworkSemantics
import RiskEngine
import Support

/// `netrisk explain connection`: the verdict, what decides it, and kube-router's reading.
struct ConnectionExplanation {
  let question: ConnectionQuestion
  let verdict: ConnectionVerdict

  init(_ snapshot: Snapshot, _ question: ConnectionQuestion) throws(CommandFailure) {
    self.question = question
    let policies = snapshot.policySnapshot
    let finder = PodFinder(snapshot, policies)
    verdict = policies.verdict(
      from: try Self.end(question.from, finder), to: try Self.end(question.to, finder),
      transport: question.transport, port: question.port)
  }

  private static func end(_ end: ConnectionQuestion.End, _ finder: PodFinder) throws(CommandFailure) -> ConnectionEnd {
    switch end {
    case .addresses(let prefix): .addresses(prefix)
    case .pod(let namespace, let name): .pod(try finder.endpoint(namespace: namespace, name: name))
    }
  }

  var explanation: Explanation {
    var sections = [
      Explanation.Section("", ["\(question.text): \(verdict.verdict.rawValue)"]),
      Explanation.Section("Why", [verdict.reason]),
    ]
    if !verdict.decidedBy.isEmpty {
      sections.append(Explanation.Section("Decided by", decisions))
    }
    let parts = Self.parts(verdict.addresses)
    if verdict.verdict == .partial, !parts.isEmpty {
      sections.append(
        Explanation.Section("Addresses", parts.map { "\($0.name): \($0.blocks.joined(separator: ", "))" }))
    }
    sections.append(
      Explanation.Section(
        "kube-router", ["\(verdict.kubeRouter.verdict.rawValue): \(verdict.kubeRouter.reason)"]))
    return Explanation(sections: sections, tree: tree)
  }

  /// Rules first; of the many decisions over a large block only some.
  private var decisions: [String] {
    let rules = verdict.decidedBy.filter { $0.policy != nil }
    let ordered = (rules + verdict.decidedBy.filter { $0.policy == nil }).map(Self.sentence)
    let shown = verdict.decidedBy.count > 2 * Self.shownDecisions ? ordered.prefix(Self.shownDecisions) : ordered[...]
    let rest = ordered.count - shown.count
    return Array(shown) + (rest > 0 ? ["… and \(rest) more; -o json has all"] : [])
  }

  private static let shownDecisions = 6

  private static func sentence(_ decision: ConnectionDecision) -> String {
    var text = "\(decision.direction.rawValue): "
    if let policy = decision.policy, let index = decision.ruleIndex {
      text += "NetworkPolicy \(policy), rule \(index), \(decision.clause)"
    } else {
      text += decision.clause
    }
    let isolating = decision.isolatingPolicies.map(\.description)
    return text + (isolating.isEmpty ? "" : " (isolated by \(isolating.joined(separator: ", ")))")
  }

  /// `{from, to, port, verdict, reason, decidedBy, addresses, kubeRouter}`; `addresses` where an end is a block.
  private var tree: Tree {
    let parts = Self.parts(verdict.addresses)
    return .members(
      ("from", .string(ConnectionQuestion.text(question.from))), ("to", .string(ConnectionQuestion.text(question.to))),
      ("port", .string("\(question.transport.rawValue)/\(question.port)")),
      ("verdict", .string(verdict.verdict.rawValue)), ("reason", .string(verdict.reason)),
      ("decidedBy", .array(verdict.decidedBy.map(Self.tree))),
      ("addresses", parts.isEmpty ? nil : .object(parts.map { Tree.Member($0.name, .strings($0.blocks)) })),
      (
        "kubeRouter",
        .members(
          ("verdict", .string(verdict.kubeRouter.verdict.rawValue)), ("reason", .string(verdict.kubeRouter.reason)))
      ))
  }

  private static func tree(_ decision: ConnectionDecision) -> Tree {
    .members(
      ("direction", .string(decision.direction.rawValue)),
      ("policy", decision.policy.map { .string($0.description) } ?? .null),
      ("ruleIndex", decision.ruleIndex.map { .integer(Int64($0)) } ?? .null),
      ("clause", .string(decision.clause)),
      ("isolatingPolicies", .strings(decision.isolatingPolicies.map(\.description))))
  }

  private static func parts(_ addresses: AddressVerdicts) -> [(name: String, blocks: [String])] {
    [("allowed", addresses.allowed), ("denied", addresses.denied), ("unknown", addresses.unknown)]
      .filter { !$0.1.isEmpty }.map { ($0.0, $0.1.prefixes.map(\.description)) }
  }
}
