import KubeCore
import NetworkSemantics
import Support

/// Moves a workload, and the Services that select it alone, to a namespace of its own, in which no policy is.
struct DedicatedNamespacePatch {
  private let workload: WorkloadAssessment
  private let assessment: Assessment
  private let kind: ObjectKind
  /// The Services of its namespace that select its pods.
  private let services: [Service]

  /// `nil` for what no policy selects, and for what has no template to be made from elsewhere.
  init?(_ workload: WorkloadAssessment, in assessment: Assessment) {
    guard let kind = ObjectKind(rawValue: workload.key.kind), workload.workload.template != nil,
      [.deployment, .statefulSet, .daemonSet].contains(kind), !workload.exposure.selectedBy.isEmpty
    else { return nil }
    self.workload = workload
    self.assessment = assessment
    self.kind = kind
    services = assessment.snapshot.services.filter { service in
      service.metadata.namespace == workload.key.namespace && service.selects(workload.workload.podLabels)
    }
  }

  private var old: String { workload.key.namespace }
  private var new: String { KubernetesNames.bounded("\(old)-\(workload.key.name)") }

  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch {
    var namespace = Namespace()
    namespace.metadata = ObjectMeta(namespace: "", name: new, labels: podSecurityLabels)
    let endpoints = workload.endpoints.map { endpoint in
      var moved = endpoint
      moved.namespace = new
      return moved
    }
    let target = SuggestedPatch.Target(apiVersion: kind.apiVersion, key: workload.key)
    let moved = [target] + services.map { .init(.service, namespace: old, name: $0.metadata.name) }
    return SuggestedPatch(
      type: .dedicatedNamespace, target: target,
      addresses: workload.exposure.state == .egressPolicy ? [.egressIsolatedChattyWorkload] : [], format: "move",
      changes: [PatchChange(.init(.namespace, namespace: "", name: new), .create(manifest(namespace)))]
        + moved.map { PatchChange($0, .move(namespace: new)) },
      effect: whatIf.effect(on: workload, SnapshotChange(endpoints: endpoints, namespaces: [namespace])),
      preconditions: [
        namespaceFree(isTaken: whatIf.hasNamespace(new)), servicesAlone(among: whatIf.endpoints(in: old)),
        nothingLeftBehind,
      ], sideEffects: sideEffects, confidence: .low,
      undo: PatchCommands.delete(.init(.namespace, namespace: "", name: new)) + " && " + PatchCommands.restore(moved))
  }

  /// What Pod Security asks of the pods stays what it is.
  private var podSecurityLabels: Labels {
    let labels = assessment.snapshot.namespaces.first { $0.metadata.name == old }?.metadata.labels ?? [:]
    var kept = Labels()
    for label in labels where label.key.hasPrefix("pod-security.kubernetes.io/") { kept[label.key] = label.value }
    return kept
  }

  private func manifest(_ namespace: Namespace) -> Tree {
    let labels = namespace.metadata.labels
    return [
      "apiVersion": .string(ObjectKind.namespace.apiVersion), "kind": "Namespace",
      "metadata": .members(
        ("name", .string(namespace.metadata.name)),
        ("labels", labels.isEmpty ? nil : .object(labels.map { Tree.Member($0.key, .string($0.value)) }))),
    ]
  }

  // MARK: What goes along

  private func namespaceFree(isTaken: Bool) -> SuggestedPatch.Precondition {
    .init(
      "NamespaceFree", isTaken ? .notMet : .met,
      isTaken ? "There is a Namespace \(new) already." : "No Namespace \(new) is there.")
  }

  private func servicesAlone(among endpoints: [PodEndpoint]) -> SuggestedPatch.Precondition {
    let own = Set(workload.endpoints.map(\.id))
    let others = services.isEmpty ? [] : endpoints.filter { !own.contains($0.id) && !$0.isFinished }
    if let shared = services.first(where: { service in others.contains { service.selects($0.labels) } }) {
      return .init(
        "ServicesSelectItAlone", .notMet,
        "Service \(old)/\(shared.metadata.name) selects other pods too: it can be in one namespace only.")
    }
    let names = services.map { "\(old)/\($0.metadata.name)" }
    return .init(
      "ServicesSelectItAlone", .met,
      names.isEmpty ? "No Service selects it." : "What selects it goes along: \(Words.list(names)).")
  }

  private var nothingLeftBehind: SuggestedPatch.Precondition {
    let account = workload.workload.template?.spec.serviceAccountName ?? ""
    let named = account.isEmpty || account == "default" ? "" : " (\(account))"
    let claims =
      kind == .statefulSet
      ? " The claims of its volumeClaimTemplates stay behind: its pods begin with new, empty volumes." : ""
    return .init(
      "NothingLeftBehind", .unknown,
      "Claims, ConfigMaps, Secrets and the ServiceAccount\(named) that its pods use are objects of namespace \(old) and "
        + "are not moved: they must be in \(new) first.\(claims)")
  }

  private var sideEffects: [String] {
    var effects = ["No policy protects it, and policies elsewhere that name namespace \(old) no longer mean it."]
    if let service = services.first?.metadata.name {
      effects.append(
        "\(service).\(old) becomes \(service).\(new): whoever connects by that name has to be told, and Ingresses, routes "
          + "and permissions do not follow.")
    }
    if services.contains(where: { service in service.spec.ports.contains { $0.nodePort != 0 } }) {
      effects.append("Node ports are free only once the old Service is gone: delete it before the new one is applied.")
    }
    return effects + [
      "Its pods leave the policies' chains, not the firewall chain that every local pod has: whether failures end can "
        + "only be tried."
    ]
  }
}

extension Service {
  /// Whether it has a selector and pods with these labels match (`v1.ServiceSpec.selector`).
  func selects(_ labels: Labels) -> Bool {
    !spec.selector.isEmpty && spec.selector.allSatisfy { labels[$0.key] == $0.value }
  }
}
