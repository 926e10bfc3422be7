import DevAPIServer
import Foundation
import KubeCore
import RiskEngine
import Support
import TestSupport
import Testing

/// Patches through the real kubectl, on a development API server.
@Suite("Patches by kubectl", .timeLimit(.minutes(5)))
struct PatchKubectlTests {
  private static let formats: [PatchFormat] = [.strategic, .merge, .json6902, .manifest]

  /// A server with these objects on it, and kubectl for it.
  private struct Cluster {
    let server: DevAPIServer
    let kubectl: KubectlProgram
    let kubeconfig: String

    static func with(_ objects: [Tree], _ body: (Cluster) async throws -> Void) async throws {
      let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "netrisk-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let server = DevAPIServer(DevAPIServerConfiguration())
      try await server.start()
      let kubeconfig = folder.appending(path: "kubeconfig").path
      try server.kubeconfig().write(toFile: kubeconfig, atomically: true, encoding: .utf8)
      let cluster = Cluster(server: server, kubectl: try KubectlProgram(folder: folder), kubeconfig: kubeconfig)
      do {
        let namespaces = objects.filter { $0["kind"] == "Namespace" }
        for part in [namespaces, objects.filter { $0["kind"] != "Namespace" }] {
          try await cluster.done(["apply"], YAMLWriter().text(documents: part))
        }
        try await body(cluster)
      } catch {
        await server.stop(gracefully: false)
        throw error
      }
      await server.stop(gracefully: false)
    }

    @discardableResult
    func done(_ arguments: [String], _ manifest: String? = nil) async throws -> String {
      let answer = try await kubectl.run(arguments, kubeconfig: kubeconfig, manifest: manifest)
      #expect(answer.status == 0, "kubectl \(arguments.joined(separator: " ")): \(answer.errors)")
      return answer.output
    }

    /// The object as the server has it.
    func object(_ target: SuggestedPatch.Target) async throws -> Tree {
      var words = ["get", target.key.kind.lowercased(), target.key.name, "-o", "json"]
      if !target.key.namespace.isEmpty { words += ["-n", target.key.namespace] }
      return try plainTree(try await done(words))
    }

    /// The objects that patches change.
    func originals(_ patches: [RankedPatch]) async throws -> [ObjectKey: Tree] {
      var found: [ObjectKey: Tree] = [:]
      for change in patches.flatMap(\.patch.changes) where found[change.target.key] == nil {
        switch change.action {
        case .merge, .move: found[change.target.key] = try await object(change.target)
        case .create, .delete: break
        }
      }
      return found
    }

    /// Writes the files of a patch and runs its commands, with `--dry-run=server` or without.
    func run(_ patch: SuggestedPatch, _ delivery: PatchDelivery, isDryRun: Bool) async throws {
      let folder = kubectl.folder.appending(path: "\(delivery.format.rawValue)-\(patch.id)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in try delivery.files(of: patch) {
        try file.text.write(to: folder.appending(path: file.path), atomically: true, encoding: .utf8)
      }
      for command in delivery.tryCommands(of: patch, in: folder.path) {
        var words = command.split(separator: " ").map(String.init)
        #expect(words.removeFirst() == "kubectl" && ["--dry-run=server", "--dry-run=client"].contains(words.last))
        if !isDryRun { words.removeLast() }
        try await done(words)
      }
    }
  }

  private static func tryAll(_ objects: [Tree], _ cluster: WholeCluster) async throws -> Int {
    let offered = cluster.report().rankedPatches.filter { !$0.patch.changes.isEmpty }
    try await Cluster.with(objects) { running in
      let originals = try await running.originals(offered)
      for format in formats {
        let delivery = PatchDelivery(format, originals: originals)
        for ranked in offered { try await running.run(ranked.patch, delivery, isDryRun: true) }
      }
    }
    return offered.count
  }

  @Test("The server takes every patch of generated clusters, in every format")
  func generated() async throws {
    var count = 0
    for seed in 1000..<1020 as Range<UInt64> {
      let objects = GeneratedCluster(seed: seed).objects
      count += try await Self.tryAll(objects, try WholeCluster(objects))
    }
    #expect(count > 20)
  }

  @Test("The server takes every patch of incident 3, and what it has then is what was proven")
  func incident() async throws {
    let whole = try WholeCluster(example: "k3s-home-assistant")
    let kinds = ["Namespace", "Node", "Deployment", "StatefulSet", "DaemonSet", "CronJob", "NetworkPolicy", "Service"]
    let objects = whole.trees.sorted { $0.key < $1.key }.filter { kinds.contains($0.key.kind) }.map {
      $0.value.withoutServerFields
    }
    let report = whole.report()
    try await Cluster.with(objects) { running in
      for type in SuggestedPatch.PatchType.allCases {
        let ranked = report.rankedPatches.first { $0.patch.type == type && !$0.patch.changes.isEmpty }
        guard let patch = ranked?.patch else { continue }
        let originals = try await running.originals([RankedPatch(workload: patch.target.key, patch: patch)])
        try await running.run(patch, PatchDelivery(.json6902, originals: originals), isDryRun: false)
        for change in patch.changes {
          if change.targetAfter != change.target {
            let moved = try await running.object(change.targetAfter)
            #expect(moved["metadata"]?["namespace"] == .string(change.targetAfter.key.namespace), "\(patch.id)")
            let left = try await running.done([
              "get", change.target.key.kind, "-n", change.target.key.namespace, "-o", "name",
            ])
            #expect(!left.split(separator: "\n").contains { $0.hasSuffix("/\(change.target.key.name)") }, "\(patch.id)")
          }
          guard case .merge = change.action else { continue }
          // The server adds to it: a pod on the host's network gets host ports. Making the change again changes nothing.
          let found = try await running.object(change.target)
          #expect(change.applied(to: found)?.isSameJSON(as: found) == true, "\(patch.id)")
        }
      }
    }
  }

  @Test("kustomize builds every component over the objects that it patches")
  func kustomize() async throws {
    let whole = try WholeCluster(example: "k3s-home-assistant")
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "netrisk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kubectl = try KubectlProgram(folder: folder)
    let delivery = PatchDelivery(.kustomize, originals: whole.trees)
    for ranked in whole.report().rankedPatches where !ranked.patch.changes.isEmpty {
      let place = folder.appending(path: ranked.patch.id)
      for file in try delivery.files(of: ranked.patch) {
        let url = place.appending(path: "component/\(file.path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.text.write(to: url, atomically: true, encoding: .utf8)
      }
      let changed = ranked.patch.changes.compactMap { whole.trees[$0.target.key] }
      try YAMLWriter().text(documents: changed).write(
        to: place.appending(path: "base.yaml"), atomically: true, encoding: .utf8)
      try "resources: [base.yaml]\ncomponents: [component]\n".write(
        to: place.appending(path: "kustomization.yaml"), atomically: true, encoding: .utf8)
      let answer = try await kubectl.run(["kustomize", place.path], kubeconfig: "/dev/null")
      #expect(answer.status == 0, "\(ranked.patch.id): \(answer.errors)")
      for change in ranked.patch.changes {
        guard let wanted = change.applied(to: whole.trees[change.target.key]) else { continue }
        let built = try plainTrees(answer.output).first {
          $0["kind"]?.stringValue == change.target.key.kind
            && $0["metadata"]?["name"]?.stringValue == change.target.key.name
        }
        #expect(built?.isSameJSON(as: wanted) == true, "\(ranked.patch.id): \(change.target.key)")
      }
    }
  }
}
