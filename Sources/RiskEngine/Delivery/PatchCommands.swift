import KubeCore
import Support

/// What to type: every command that NetRisk shows is made here.
package enum PatchCommands {
  /// A word as a POSIX shell takes it for itself.
  package static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=@,+%".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// `-n automation`, and nothing for what has no namespace.
  private static func place(_ target: SuggestedPatch.Target) -> [String] {
    target.key.namespace.isEmpty ? [] : ["-n", target.key.namespace]
  }

  static func patch(_ target: SuggestedPatch.Target, _ body: Tree) -> String {
    line(
      ["kubectl"] + place(target)
        + ["patch", target.key.kind.lowercased(), target.key.name, "--type=merge", "-p", JSONWriter().text(body)])
  }

  /// Puts objects back that were kept in a file before they were removed.
  static func restore(_ targets: [SuggestedPatch.Target]) -> String {
    guard let first = targets.first else { return "" }
    let names = targets.map(\.key.name)
    let keep = line(["kubectl"] + place(first) + ["get", first.key.kind.lowercased()] + names + ["-o", "yaml"])
    return "kubectl apply -f removed.yaml # kept before by: \(keep) > removed.yaml"
  }

  /// Brings a workload's pod template back to what it was before its last change.
  static func undoRollout(_ target: SuggestedPatch.Target) -> String {
    line(["kubectl"] + place(target) + ["rollout", "undo", target.key.kind.lowercased(), target.key.name])
  }

  static func delete(_ target: SuggestedPatch.Target) -> String {
    line(["kubectl"] + place(target) + ["delete", target.key.kind.lowercased(), target.key.name])
  }
}

extension SuggestedPatch {
  /// Commands that let the API server say what it would do with the patch, and change nothing. They are complete where
  /// the patch makes no object; what it makes has to be printed first.
  package var tryCommands: [String] {
    changes.map { change in
      switch change.action {
      case .create: "netrisk patches \(id) --format manifest | kubectl apply --dry-run=server -f -"
      case .merge(let body): PatchCommands.patch(change.target, body) + " --dry-run=server"
      case .delete: PatchCommands.delete(change.target) + " --dry-run=server"
      }
    }
  }
}

extension PatchDelivery {
  /// Commands that try the files of a patch as they lie in `folder`, one for each change.
  package func tryCommands(of patch: SuggestedPatch, in folder: String) -> [String] {
    if format == .kustomize || format.isForOwner { return [] }
    return patch.changes.map { change in
      let (file, target) = (PatchCommands.quoted("\(folder)/\(path(of: change))"), change.target)
      let namespace = target.key.namespace.isEmpty ? "" : " -n \(target.key.namespace)"
      let object = "\(target.key.kind.lowercased()) \(target.key.name)"
      switch change.action {
      case .delete: return PatchCommands.delete(target) + " --dry-run=server"
      case .merge where format != .manifest:
        let type = format == .json6902 ? "json" : format.rawValue
        return "kubectl\(namespace) patch \(object) --type=\(type) --patch-file=\(file) --dry-run=server"
      case .create, .merge: return "kubectl apply -f \(file) --dry-run=server"
      }
    }
  }
}
