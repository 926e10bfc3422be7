import KubeCore
import NetworkSemantics
import Support

/// Moves a workload's pods to the host's network, off the engine's path.
struct HostNetworkPatch {
  private let workload: WorkloadAssessment
  private let assessment: Assessment

  init(_ workload: WorkloadAssessment, in assessment: Assessment) {
    self.workload = workload
    self.assessment = assessment
  }

  /// The patch; `nil` for what has no template that could be changed in place.
  func suggestion(_ whatIf: inout WhatIf) -> SuggestedPatch? {
    guard let kind = ObjectKind(rawValue: workload.key.kind), let template = workload.workload.template,
      [.deployment, .statefulSet, .daemonSet].contains(kind), !template.spec.hostNetwork
    else { return nil }
    let target = SuggestedPatch.Target(apiVersion: kind.apiVersion, key: workload.key)
    let endpoints = workload.endpoints.map { endpoint in
      var moved = endpoint
      moved.hostNetwork = true
      moved.addresses = endpoint.nodeAddress.map { [$0] } ?? []
      return moved
    }
    return SuggestedPatch(
      type: .hostNetwork, target: target,
      addresses: workload.exposure.state == .egressPolicy ? [.egressIsolatedChattyWorkload] : [],
      format: "strategic", changes: [PatchChange(target, .merge(body(kind)))],
      effect: whatIf.effect(on: workload, SnapshotChange(endpoints: endpoints)),
      preconditions: [podSecurity] + HostNetworkPlaces(workload, in: assessment, whatIf.hostPorts).preconditions + [
        kernel
      ],
      sideEffects: sideEffects,
      confidence: .medium, undo: undo(kind, target))
  }

  private func body(_ kind: ObjectKind) -> Tree {
    var spec: Tree = [
      "template": ["spec": ["hostNetwork": true, "dnsPolicy": "ClusterFirstWithHostNet"]]
    ]
    // A surging pod would wait for the host port of the one it replaces (kubernetes#90669).
    if kind == .deployment { spec["strategy"] = ["type": "Recreate", "rollingUpdate": .null] }
    if let surge = daemonSet?.spec.updateStrategy.rollingUpdate?.maxSurge, surge != .int(0), surge != .string("0%") {
      spec["updateStrategy"] = ["rollingUpdate": ["maxSurge": 0, "maxUnavailable": 1]]
    }
    return ["spec": spec]
  }

  private var daemonSet: DaemonSet? {
    assessment.snapshot.daemonSets.first { ObjectKey(.daemonSet, $0.metadata) == workload.key }
  }

  /// The template as it was, and for a Deployment its strategy.
  private func undo(_ kind: ObjectKind, _ target: SuggestedPatch.Target) -> String {
    let rollout = PatchCommands.undoRollout(target)
    let deployment = assessment.snapshot.deployments.first { ObjectKey(.deployment, $0.metadata) == workload.key }
    guard kind == .deployment, let deployment else { return rollout }
    return rollout + " && " + PatchCommands.patch(target, ["spec": ["strategy": deployment.spec.strategy.tree]])
  }

  private var sideEffects: [String] {
    [
      "NetworkPolicies no longer protect its pods, and policies elsewhere that allow them by label stop matching: see "
        + "the lost connections.",
      "Its pods share the node's network: every port they open is open on the node, localhost is the node's.",
      "Cluster names resolve only with dnsPolicy ClusterFirstWithHostNet, which the patch sets.",
    ]
  }

  // MARK: Preconditions

  /// Pod Security's baseline level forbids host namespaces (pod-security-admission, check_hostNamespaces.go).
  private var podSecurity: SuggestedPatch.Precondition {
    let name = workload.key.namespace
    guard let namespace = assessment.snapshot.namespaces.first(where: { $0.metadata.name == name }) else {
      return .init("PodSecurityAllows", .unknown, "Namespace \(name) is not among the objects.")
    }
    let level = namespace.metadata.labels["pod-security.kubernetes.io/enforce"]
    switch level {
    case "baseline", "restricted":
      return .init(
        "PodSecurityAllows", .notMet, "Namespace \(name) enforces \(level ?? ""), which forbids the host's network.")
    case nil:
      return .init(
        "PodSecurityAllows", .met, "Namespace \(name) sets no enforce level; a cluster-wide default cannot be seen.")
    default:
      return .init("PodSecurityAllows", .met, "Namespace \(name) enforces \(level ?? "").")
    }
  }

  /// On an affected kernel broadcasts of a host-network pod can poison the whole node.
  private var kernel: SuggestedPatch.Precondition {
    let nodes = assessment.snapshot.nodes
    guard !nodes.isEmpty else { return .init("KernelNotAffected", .unknown, "No Nodes are among the objects.") }
    let fault = "the broadcast route cache fault (fixed by commit 5189446ba995)"
    if let node = nodes.first(where: { AffectedKernels.verdict($0.status.nodeInfo.kernelVersion) == .affected }) {
      return .init(
        "KernelNotAffected", .notMet,
        "Node \(node.metadata.name) runs \(node.status.nodeInfo.kernelVersion), which has \(fault): broadcasts from "
          + "the host's network would hit the whole node.")
    }
    if let node = nodes.first(where: { AffectedKernels.verdict($0.status.nodeInfo.kernelVersion) == .unknown }) {
      return .init(
        "KernelNotAffected", .unknown,
        "Node \(node.metadata.name) runs \(node.status.nodeInfo.kernelVersion), a kernel whose patches the version "
          + "does not tell; see whether it has \(fault).")
    }
    return .init("KernelNotAffected", .met, "No node's kernel has \(fault).")
  }
}

extension DeploymentStrategy {
  /// As an object has it.
  fileprivate var tree: Tree {
    .members(
      ("type", .string(type)),
      (
        "rollingUpdate",
        rollingUpdate.map {
          .members(("maxSurge", $0.maxSurge?.tree), ("maxUnavailable", $0.maxUnavailable?.tree))
        }
      ))
  }
}
