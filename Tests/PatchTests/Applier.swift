import KubeCore
import RiskEngine
import Support
import Testing

/// Applies the files of a delivered patch as the programs do that they are for.
struct Applier {
  let format: PatchFormat
  let patch: SuggestedPatch
  let files: [String: String]

  init(_ format: PatchFormat, _ patch: SuggestedPatch, _ cluster: WholeCluster) throws {
    self.format = format
    self.patch = patch
    let delivery = PatchDelivery(format, originals: cluster.trees)
    files = Dictionary(try delivery.files(of: patch).map { ($0.path, $0.text) }) { first, _ in first }
  }

  /// The cluster after all changes of the patch.
  func apply(to cluster: WholeCluster) throws -> WholeCluster {
    var result = cluster
    for change in patch.changes {
      let key = change.target.key
      let tree = try changed(change, cluster.trees[key])
      if change.targetAfter.key != key { result.set(key, nil) }
      result.set(change.targetAfter.key, tree)
    }
    return result
  }

  private func content(_ change: PatchChange) throws -> Tree {
    let name = "\(change.target.key.kind.lowercased())-\(change.target.key.name)"
    let text = files.first { $0.key.hasPrefix("\(name).") }?.value
    return try plainTree(try #require(text, "no file for \(name) among \(files.keys.sorted())"))
  }

  private func changed(_ change: PatchChange, _ original: Tree?) throws -> Tree? {
    switch change.action {
    case .create: return try content(change)
    case .delete:
      if format == .kustomize { #expect(try content(change)["$patch"] == "delete") }
      return nil
    case .move:
      let content = try content(change)
      return format == .kustomize ? try JSONPatch(request: content).apply(to: try #require(original)) : content
    case .merge: break
    }
    let original = try #require(original)
    let content = try content(change)
    switch format {
    case .merge: return try MergePatch(request: content).apply(to: original)
    case .json6902: return try JSONPatch(request: content).apply(to: original)
    case .manifest: return content
    case .strategic, .kustomize, .diff, .postRenderer, .fluxPatches, .helmValues:
      let parts = change.target.apiVersion.split(separator: "/").map(String.init)
      let type = MergeKeyTable.typeName(group: parts.count == 2 ? parts[0] : "", kind: change.target.key.kind)
      return try StrategicMergePatch(request: content).apply(to: original, type: type)
    }
  }
}
