import KubeCore
import NetworkSemantics
import Support

/// Removes the policies of a namespace that do nothing: those that select no pod, and those that others make needless.
///
/// No connection and no isolation changes; where the comparison of the cluster with and without them finds one, there is
/// no patch.
struct ConsolidatePoliciesPatch {
  /// Why one of them may go.
  private enum Reason {
    case unused
    case neededBy(NamespacedName)
  }

  private let assessment: Assessment
  private let spared: Set<ObjectKey>

  /// - Parameter spared: policies whose findings somebody has excepted.
  init(in assessment: Assessment, sparing spared: Set<ObjectKey>) {
    self.assessment = assessment
    self.spared = spared
  }

  /// By namespace.
  func suggestions(_ whatIf: inout WhatIf) -> [SuggestedPatch] {
    guard assessment.engine.enforcesPolicy else { return [] }
    let byNamespace = Dictionary(grouping: removable, by: \.name.namespace)
    return byNamespace.keys.sorted().compactMap { namespace in
      suggestion(namespace, byNamespace[namespace, default: []], &whatIf)
    }
  }

  // MARK: Which

  private var removable: [(name: NamespacedName, reason: String)] {
    var reasons: [(NamespacedName, Reason)] = FindingChecks.unusedPolicy(assessment).map {
      (NamespacedName($0.object.namespace, $0.object.name), .unused)
    }
    for group in assessment.network.duplicatePolicies {
      guard let kept = group.first else { continue }
      reasons += group.dropFirst().map { ($0, .neededBy(kept)) }
    }
    reasons += assessment.network.subsumedPolicies.map { ($0.policy, .neededBy($0.by)) }
    var gone: [NamespacedName: NamespacedName?] = [:]
    var found: [(NamespacedName, String)] = []
    for (name, reason) in reasons.sorted(by: { $0.0 < $1.0 }) where gone[name] == nil && !isSpared(name) {
      switch reason {
      case .unused:
        gone.updateValue(nil, forKey: name)
        found.append((name, "selects no pod"))
      case .neededBy(let other):
        guard let kept = Self.kept(other, gone, except: name) else { continue }
        gone[name] = other
        found.append((name, "is made needless by \(kept)"))
      }
    }
    return found
  }

  private func isSpared(_ name: NamespacedName) -> Bool {
    spared.contains(ObjectKey(kind: ObjectKind.networkPolicy.rawValue, namespace: name.namespace, name: name.name))
  }

  /// The policy that stays in another's place, through those that go too; `nil` where that leads back to it, or to one
  /// that selects nothing.
  private static func kept(
    _ name: NamespacedName, _ gone: [NamespacedName: NamespacedName?], except: NamespacedName
  ) -> NamespacedName? {
    var name = name
    while name != except {
      guard let next = gone[name] else { return name }
      guard let next else { return nil }
      name = next
    }
    return nil
  }

  // MARK: One namespace

  private func suggestion(
    _ namespace: String, _ policies: [(name: NamespacedName, reason: String)], _ whatIf: inout WhatIf
  ) -> SuggestedPatch? {
    let names = policies.map(\.name)
    guard let effect = whatIf.effect(removing: names), effect.gainedCount == 0, effect.lostCount == 0,
      keepsIsolation(without: names)
    else { return nil }
    let targets = names.map { SuggestedPatch.Target(.networkPolicy, namespace: $0.namespace, name: $0.name) }
    let saved =
      SyncDuration.seconds(policies: effect.before.policies) - SyncDuration.seconds(policies: effect.after.policies)
    return SuggestedPatch(
      type: .consolidatePolicies, target: SuggestedPatch.Target(.namespace, namespace: "", name: namespace),
      addresses: [.unusedPolicy, .duplicatePolicy, .subsumedPolicy], format: "delete",
      changes: targets.map { PatchChange($0, .delete) }, effect: effect,
      preconditions: policies.map { .init("Needless", .met, "NetworkPolicy \($0.name) \($0.reason).") },
      sideEffects: [
        "One sync takes \(Int((saved * 1000).rounded())) ms less.",
        "A pod that comes later with labels that an unused policy selects is not selected by it.",
      ],
      confidence: .high, undo: PatchCommands.restore(targets))
  }

  /// Whether every pod stays as isolated as it is.
  private func keepsIsolation(without names: [NamespacedName]) -> Bool {
    let network = assessment.network.applying(SnapshotChange(removedPolicies: names))
    return assessment.network.endpoints.allSatisfy { endpoint in
      let (before, after) = (assessment.network.isolation(of: endpoint), network.isolation(of: endpoint))
      return before.ingressIsolated == after.ingressIsolated && before.egressIsolated == after.egressIsolated
    }
  }
}
