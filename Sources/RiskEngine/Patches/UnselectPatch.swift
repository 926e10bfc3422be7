import KubeCore
import NetworkSemantics
import Support

/// Takes a workload out of every policy that selects it: a policy that selects others too gets a narrower selector, one
/// that selects nothing else goes.
struct UnselectPatch {
  /// A label that the workload's pods have, and no other pod that the policy selects.
  private struct Label {
    let key: String
    let value: String
  }

  private let workload: WorkloadAssessment
  private let assessment: Assessment
  private let policies: [CompiledPolicy]

  /// `nil` where no policy selects it.
  init?(_ workload: WorkloadAssessment, in assessment: Assessment) {
    self.workload = workload
    self.assessment = assessment
    let names = Set(workload.endpoints.flatMap { assessment.network.policies(selecting: $0).map(\.name) })
    policies = assessment.network.policies.filter { names.contains($0.name) }
    if policies.isEmpty { return nil }
  }

  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch {
    var change = SnapshotChange()
    var changes: [PatchChange] = []
    var preconditions: [SuggestedPatch.Precondition] = []
    let own = Set(workload.endpoints.map(\.id))
    for policy in policies {
      let others = whatIf.endpoints(in: policy.name.namespace).filter { policy.selects($0) && !own.contains($0.id) }
      let target = SuggestedPatch.Target(.networkPolicy, namespace: policy.name.namespace, name: policy.name.name)
      if others.isEmpty {
        change.removedPolicies.append(policy.name)
        changes.append(PatchChange(target, .delete))
        preconditions.append(
          .init("SelectsNothingElse", .met, "NetworkPolicy \(policy.name) selects no other pod, and goes."))
      } else if let label = label(apartFrom: others) {
        let narrowed = narrowed(policy, label)
        change.policies.append(narrowed)
        let expressions = narrowed.spec.podSelector.matchExpressions.map(\.tree)
        changes.append(
          PatchChange(target, .merge(["spec": ["podSelector": ["matchExpressions": .array(expressions)]]])))
        preconditions.append(
          .init(
            "LabelTellsApart", .met,
            "No other pod that NetworkPolicy \(policy.name) selects has \(label.key)=\(label.value)."))
      } else {
        preconditions.append(
          .init(
            "LabelTellsApart", .notMet,
            "NetworkPolicy \(policy.name) selects \(Words.count(others.count, "other pod")) too, and no single label "
              + "tells them from this workload's."))
      }
    }
    return SuggestedPatch(
      type: .unselect, target: SuggestedPatch.Target(apiVersion: workload.workload.apiVersion, key: workload.key),
      addresses: workload.exposure.state == .egressPolicy ? [.egressIsolatedChattyWorkload] : [], format: "merge",
      changes: changes, effect: whatIf.effect(on: workload, change), preconditions: preconditions,
      sideEffects: sideEffects(removes: !change.removedPolicies.isEmpty), confidence: .low,
      undo: undo(change))
  }

  private func sideEffects(removes: Bool) -> [String] {
    let exposure = workload.exposure
    var effects: [String] = []
    if exposure.ingressIsolated {
      effects.append("Nothing limits who may connect to it any more: see the gained connections.")
    }
    if exposure.egressIsolated { effects.append("Its pods may connect anywhere.") }
    if removes {
      effects.append("A pod that comes later with labels that a removed policy selects is not selected by it.")
    }
    return effects + [
      "Its pods leave the policies' chains, not the firewall chain that every local pod has: whether failures end can "
        + "only be tried."
    ]
  }

  private func undo(_ change: SnapshotChange) -> String {
    let removed = change.removedPolicies.map {
      SuggestedPatch.Target(.networkPolicy, namespace: $0.namespace, name: $0.name)
    }
    let narrowed = change.policies.map { policy in
      let old = policies.first { $0.name == NamespacedName(policy.metadata.namespace, policy.metadata.name) }
      let before = old?.spec.podSelector.matchExpressions ?? []
      return PatchCommands.patch(
        SuggestedPatch.Target(
          .networkPolicy, namespace: policy.metadata.namespace, name: policy.metadata.name),
        ["spec": ["podSelector": ["matchExpressions": before.isEmpty ? .null : .array(before.map(\.tree))]]])
    }
    return (narrowed + (removed.isEmpty ? [] : [PatchCommands.restore(removed)])).joined(separator: " && ")
  }

  // MARK: Selectors

  /// The labels that name an application come first.
  private func label(apartFrom others: [PodEndpoint]) -> Label? {
    let labels = workload.workload.lastingLabels
    let first = ["app.kubernetes.io/name", "app", "k8s-app", "app.kubernetes.io/instance"]
    let keys = first.filter { labels[$0] != nil } + labels.map(\.key).filter { !first.contains($0) }.sorted()
    for key in keys {
      guard let value = labels[key], workload.endpoints.allSatisfy({ $0.labels[key] == value }),
        others.allSatisfy({ $0.labels[key] != value })
      else { continue }
      return Label(key: key, value: value)
    }
    return nil
  }

  private func narrowed(_ policy: CompiledPolicy, _ label: Label) -> NetworkPolicy {
    var narrowed = NetworkPolicy()
    narrowed.metadata = ObjectMeta(namespace: policy.name.namespace, name: policy.name.name)
    narrowed.spec = policy.spec
    narrowed.spec.podSelector.matchExpressions.append(
      LabelSelectorRequirement(key: label.key, operator: "NotIn", values: [label.value]))
    return narrowed
  }
}
