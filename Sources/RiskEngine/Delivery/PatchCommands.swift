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

  /// Puts objects of one namespace back that were kept in a file before they were removed.
  static func restore(_ targets: [SuggestedPatch.Target]) -> String {
    guard let first = targets.first else { return "" }
    let isOneKind = targets.allSatisfy { $0.key.kind == first.key.kind }
    let names =
      isOneKind
      ? [first.key.kind.lowercased()] + targets.map(\.key.name)
      : targets.map { "\($0.key.kind.lowercased())/\($0.key.name)" }
    let keep = line(["kubectl"] + place(first) + ["get"] + names + ["-o", "yaml"])
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
    // In a namespace that is yet to come the server tries nothing.
    let side = movesToNewNamespace ? "client" : "server"
    let make = "netrisk patches \(id) --format manifest | kubectl apply --dry-run=\(side) -f -"
    let makes = changes.contains { $0.isWhole }
    return (makes ? [make] : [])
      + changes.compactMap { change in
        switch change.action {
        case .create: nil
        case .merge(let body): PatchCommands.patch(change.target, body) + " --dry-run=server"
        case .move, .delete: PatchCommands.delete(change.target) + " --dry-run=server"
        }
      }
  }
}

extension PatchChange {
  /// Whether the whole object is needed to say it.
  package var isWhole: Bool {
    switch action {
    case .create, .move: true
    case .merge, .delete: false
    }
  }
}

extension SuggestedPatch {
  fileprivate var movesToNewNamespace: Bool {
    changes.contains { if case .move = $0.action { true } else { false } }
  }
}

extension PatchDelivery {
  /// Commands that try the files of a patch as they lie in `folder`, one for each change.
  package func tryCommands(of patch: SuggestedPatch, in folder: String) -> [String] {
    if format == .kustomize || format.isForOwner { return [] }
    let side = patch.movesToNewNamespace ? "client" : "server"
    return patch.changes.flatMap { change -> [String] in
      let (file, target) = (PatchCommands.quoted("\(folder)/\(path(of: change))"), change.target)
      let namespace = target.key.namespace.isEmpty ? "" : " -n \(target.key.namespace)"
      let object = "\(target.key.kind.lowercased()) \(target.key.name)"
      switch change.action {
      case .delete: return [PatchCommands.delete(target) + " --dry-run=server"]
      case .move:
        return ["kubectl apply -f \(file) --dry-run=\(side)", PatchCommands.delete(target) + " --dry-run=server"]
      case .merge where format != .manifest:
        let type = format == .json6902 ? "json" : format.rawValue
        return ["kubectl\(namespace) patch \(object) --type=\(type) --patch-file=\(file) --dry-run=server"]
      case .create, .merge: return ["kubectl apply -f \(file) --dry-run=\(side)"]
      }
    }
  }
}
