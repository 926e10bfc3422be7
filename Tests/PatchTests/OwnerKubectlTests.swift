import Foundation
import KubeCore
import RiskEngine
import Support
import TestSupport
import Testing

/// Entries for post-renderers and for Kustomizations of Flux, built by the kustomize of the real kubectl, as both
/// controllers build them: a kustomization with the objects as its resources and the entries as its patches.
@Suite("Patches for Flux by kubectl", .timeLimit(.minutes(5)))
struct OwnerKubectlTests {
  private static let owners: [PatchFormat: [String: String]] = [
    .postRenderer: ["helm.toolkit.fluxcd.io/name": "all", "helm.toolkit.fluxcd.io/namespace": "apps"],
    .fluxPatches: ["kustomize.toolkit.fluxcd.io/name": "all", "kustomize.toolkit.fluxcd.io/namespace": "apps"],
  ]

  @Test("What is built is what was proven", arguments: [PatchFormat.postRenderer, .fluxPatches])
  func build(format: PatchFormat) async throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "netrisk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kubectl = try KubectlProgram(folder: folder)
    let cluster = try WholeCluster(example: "k3s-home-assistant").labelled(Self.owners[format] ?? [:])
    var types: Set<SuggestedPatch.PatchType> = []
    for ranked in cluster.report().rankedPatches where !ranked.patch.changes.isEmpty {
      types.insert(ranked.patch.type)
      if ranked.patch.type == .dedicatedNamespace {
        // The deliverer's own namespace decides.
        #expect(throws: DeliveryRefusal.self) { try OwnerFragment.all(of: ranked.patch, as: format) }
        continue
      }
      let built = try await Self.built(ranked.patch, format, cluster, kubectl)
      for change in ranked.patch.changes {
        if case .create = change.action { continue }
        let wanted = change.applied(to: cluster.trees[change.target.key])
        let found = built[change.target.key]
        #expect(
          wanted.map { found?.isSameJSON(as: $0) == true } ?? (found == nil),
          "\(ranked.patch.id): \(change.target.key)")
      }
    }
    #expect(types.count >= 4, "\(types)")
  }

  /// What kustomize makes of the objects that a patch changes, and of all others of their names.
  private static func built(
    _ patch: SuggestedPatch, _ format: PatchFormat, _ cluster: WholeCluster, _ kubectl: KubectlProgram
  ) async throws -> [ObjectKey: Tree] {
    let fragments = try OwnerFragment.all(of: patch, as: format)
    let entries = fragments.flatMap { fragment -> [Tree] in
      let spec = fragment.tree["spec"]
      return format == .fluxPatches
        ? spec?["patches"]?.elements ?? []
        : spec?["postRenderers"]?.elements.flatMap { $0["kustomize"]?["patches"]?.elements ?? [] } ?? []
    }
    let place = kubectl.folder.appending(path: patch.id)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let names = Set(patch.changes.map { [$0.target.key.kind, $0.target.key.name] })
    let resources = cluster.trees.filter { names.contains([$0.key.kind, $0.key.name]) }.map(\.value)
    let other: Tree = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"]]
    try YAMLWriter().text(documents: resources + [other]).write(
      to: place.appending(path: "base.yaml"), atomically: true, encoding: .utf8)
    try YAMLWriter().text(["resources": ["base.yaml"], "patches": .array(entries)]).write(
      to: place.appending(path: "kustomization.yaml"), atomically: true, encoding: .utf8)
    let answer = try await kubectl.run(["kustomize", place.path], kubeconfig: "/dev/null")
    #expect(answer.status == 0, "\(patch.id): \(answer.errors)")
    let trees = try plainTrees(answer.output).map { tree in
      (
        ObjectKey(
          kind: tree["kind"]?.stringValue ?? "", namespace: tree["metadata"]?["namespace"]?.stringValue ?? "",
          name: tree["metadata"]?["name"]?.stringValue ?? ""), tree
      )
    }
    return Dictionary(trees) { first, _ in first }
  }
}
