import Foundation
import KubeCore
import Manifests
import RiskEngine
import Schedules
import Support
import Testing
import YAML

/// The objects of a cluster with everything in them, so that patches can be applied to them as a server would.
struct WholeCluster {
  private(set) var trees: [ObjectKey: Tree] = [:]

  static let examples = ["k3s-home-assistant", "microk8s-calico", "metallb-bgp", "flannel-prefix", "flux-repository"]

  init(_ objects: [Tree]) throws { try self.init(Self.load(objects)) }

  /// A folder of `examples/`.
  init(example: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "examples/\(example)")
    try self.init(ManifestLoader().load([.path(folder.path)]))
  }

  private init(_ set: ManifestSet) throws {
    #expect(set.problems.isEmpty, "\(set.problems)")
    for loaded in set.objects {
      let tree: Tree = try #require(set.tree(at: loaded.origin))
      trees[loaded.object.defaulted().key] = tree
    }
  }

  private static func load(_ objects: [Tree]) -> ManifestSet {
    ManifestLoader().load([.standardInput(Array(YAMLWriter().text(documents: objects).utf8))])
  }

  /// As the engine reads them, in an order that depends on nothing.
  var objects: [KubeObject] {
    let set = Self.load(trees.sorted { $0.key < $1.key }.map(\.value))
    #expect(set.problems.isEmpty, "\(set.problems)")
    return set.objects.map { $0.object.defaulted() }
  }

  static var options: EvaluationOptions {
    EvaluationOptions(
      now: Timestamp(seconds: 1_771_156_800),
      zones: ["UTC": .utc, "Etc/UTC": .utc, "Europe/Berlin": .utc] as [String: TimeZoneRules])
  }

  func report() -> AnalysisReport { RiskEngine.evaluate(objects, options: Self.options) }

  mutating func set(_ key: ObjectKey, _ tree: Tree?) { trees[key] = tree }

  /// Every object that a patch may change with these labels, as what delivers it would set them.
  func labelled(_ labels: [String: String]) -> WholeCluster {
    var labelled = self
    for (key, tree) in trees where ["Deployment", "StatefulSet", "CronJob", "NetworkPolicy"].contains(key.kind) {
      let change = Tree.object(labels.map { Tree.Member($0.key, .string($0.value)) })
      labelled.trees[key] = MergePatch(["metadata": ["labels": change]]).apply(to: tree)
    }
    return labelled
  }

  /// Without the pods of a workload: its controller makes them anew from a template that has changed.
  mutating func removePods(of workload: ObjectKey) {
    for found in WorkloadBuilder.workloads(of: Snapshot(objects: objects)) where found.key == workload {
      for pod in found.pods { trees[ObjectKey(.pod, pod.metadata)] = nil }
    }
  }
}

/// A document of YAML, or JSON, as a plain tree.
func plainTree(_ text: String) throws -> Tree { try #require(try plainTrees(text).first) }

func plainTrees(_ text: String) throws -> [Tree] {
  try YAMLParser().documents(Array(text.utf8)).map { document in
    let tree = try document.content.get()
    return tree.plain(tree.root)
  }
}
