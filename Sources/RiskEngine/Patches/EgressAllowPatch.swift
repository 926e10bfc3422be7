import KubeCore
import NetworkSemantics
import Support

/// Lets a workload open any connection, and leaves its ingress as it is.
///
/// Policies are additive, so one rule `{}` in one policy that selects it is enough. Where a policy selects this
/// workload alone, its whole `egress` list becomes `[{}]`; else a new policy for this workload alone is put beside.
struct EgressAllowPatch {
  private let workload: WorkloadAssessment
  private let assessment: Assessment

  init(_ workload: WorkloadAssessment, in assessment: Assessment) {
    self.workload = workload
    self.assessment = assessment
  }

  /// The patch; `nil` where the workload's egress is not restricted, or where no selector names it alone.
  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch? {
    guard workload.exposure.state == .egressPolicy else { return nil }
    let endpoints = whatIf.endpoints(in: workload.key.namespace)
    if let policy = policyOfThisWorkloadAlone(among: endpoints) { return widening(policy, &whatIf) }
    return newPolicy(&whatIf, among: endpoints)
  }

  // MARK: Which policy

  private var ownIDs: Set<ObjectKey> { Set(workload.endpoints.map(\.id)) }

  private func policyOfThisWorkloadAlone(among endpoints: [PodEndpoint]) -> CompiledPolicy? {
    let own = ownIDs
    return workload.egressPolicies.lazy.compactMap { name in
      assessment.network.policies.first { $0.name == name }
    }.first { policy in
      Set(endpoints.filter { policy.selects($0) }.map(\.id)) == own
    }
  }

  // MARK: Changing the policy

  private func widening(_ policy: CompiledPolicy, _ whatIf: inout WhatIf) -> SuggestedPatch? {
    var changed = NetworkPolicy()
    changed.metadata = ObjectMeta(namespace: policy.name.namespace, name: policy.name.name)
    changed.spec = policy.spec
    changed.spec.egress = [NetworkPolicyEgressRule()]
    let target = SuggestedPatch.Target(.networkPolicy, namespace: policy.name.namespace, name: policy.name.name)
    return suggestion(
      &whatIf, target: target, policy: changed, format: "merge", action: .merge(["spec": ["egress": [[:]]]]),
      preconditions: [
        .init("SelectsThisWorkloadAlone", .met, "NetworkPolicy \(policy.name) selects no other pod."),
        .init("IngressUnchanged", .met, "The patch names spec.egress alone; spec.ingress keeps every byte."),
      ],
      sideEffects: [],
      undo: undo(policy))
  }

  /// Puts the policy's egress list back as it is now.
  private func undo(_ policy: CompiledPolicy) -> String {
    PatchCommands.patch(
      SuggestedPatch.Target(.networkPolicy, namespace: policy.name.namespace, name: policy.name.name),
      ["spec": ["egress": .array(policy.spec.egress.map(\.tree))]])
  }

  // MARK: A policy beside

  private func newPolicy(_ whatIf: inout WhatIf, among endpoints: [PodEndpoint]) -> SuggestedPatch? {
    let labels = workload.workload.lastingLabels
    guard let alone = selectionAlone(by: labels, among: endpoints) else { return nil }
    let namespace = workload.key.namespace
    var policy = NetworkPolicy()
    policy.metadata = ObjectMeta(namespace: namespace, name: newName)
    policy.spec.podSelector = LabelSelector(matchLabels: labels)
    policy.spec.policyTypes = ["Egress"]
    policy.spec.egress = [NetworkPolicyEgressRule()]
    let target = SuggestedPatch.Target(.networkPolicy, namespace: namespace, name: newName)
    let manifest: Tree = [
      "apiVersion": .string(ObjectKind.networkPolicy.apiVersion), "kind": "NetworkPolicy",
      "metadata": ["name": .string(policy.metadata.name), "namespace": .string(namespace)],
      "spec": [
        "podSelector": ["matchLabels": .object(labels.map { Tree.Member($0.key, .string($0.value)) })],
        "policyTypes": ["Egress"], "egress": [[:]],
      ],
    ]
    let shared = Words.list(workload.egressPolicies.map(\.description))
    return suggestion(
      &whatIf, target: target, policy: policy,
      format: "manifest", action: .create(manifest),
      preconditions: [
        alone.status == .met
          ? .init(
            alone.name, .met,
            "\(shared) select more than this workload, so a new policy stands beside. "
              + "\(alone.message)")
          : alone,
        .init("IngressUnchanged", .met, "The new policy has no ingress part."), nameFree,
      ],
      sideEffects: ["One NetworkPolicy more, which every sync pays for."],
      undo: PatchCommands.delete(target))
  }

  /// Workloads of other kinds may have a Deployment's name.
  private var newName: String {
    let (kind, name) = (workload.key.kind, workload.key.name)
    let suffix = kind == ObjectKind.deployment.rawValue ? "" : "-\(kind.lowercased())"
    return KubernetesNames.bounded("netrisk-egress-\(name)\(suffix)")
  }

  private var nameFree: SuggestedPatch.Precondition {
    let name = NamespacedName(workload.key.namespace, newName)
    let isTaken = assessment.network.policies.contains { $0.name == name }
    return .init(
      "NameFree", isTaken ? .notMet : .met,
      isTaken
        ? "There is a NetworkPolicy \(name) already, which the new one would replace."
        : "No NetworkPolicy \(name) is there.")
  }

  /// Whether the labels that all pods of this workload have name it alone; `nil` where they name not even it.
  private func selectionAlone(by labels: Labels, among endpoints: [PodEndpoint]) -> SuggestedPatch.Precondition? {
    let own = ownIDs
    guard !labels.isEmpty, let matcher = try? SelectorMatcher(LabelSelector(matchLabels: labels)),
      workload.endpoints.allSatisfy({ matcher.matches($0.labels) })
    else { return nil }
    let name = "SelectsThisWorkloadAlone"
    guard let other = endpoints.first(where: { !own.contains($0.id) && matcher.matches($0.labels) }) else {
      return .init(name, .met, "Its selector \(labels) matches no other pod.")
    }
    return .init(
      name, .notMet,
      "Its labels \(labels) are those of \(other.id) too: no selector opens the egress of this workload alone.")
  }

  // MARK: Proof

  private func suggestion(
    _ whatIf: inout WhatIf, target: SuggestedPatch.Target, policy: NetworkPolicy, format: String,
    action: PatchChange.Action, preconditions: [SuggestedPatch.Precondition], sideEffects: [String], undo: String
  ) -> SuggestedPatch {
    let restricted = [
      "Its pods may connect anywhere; what limited them until now no longer does.",
      "They leave the peer sets that new pods wait for, not the firewall chain that every local pod has: whether "
        + "failures end can only be tried.",
    ]
    return SuggestedPatch(
      type: .egressAllow, target: target, addresses: [.egressIsolatedChattyWorkload], format: format,
      changes: [PatchChange(target, action)], effect: whatIf.effect(on: workload, SnapshotChange(policies: [policy])),
      preconditions: preconditions, sideEffects: restricted + sideEffects, confidence: .experiment, undo: undo)
  }
}
