import KubeCore
import Manifests
import RiskEngine
import Support

/// Works patches into the files that were read, one after the other.
struct PatchEdits {
  /// What earlier patches did to an object.
  private struct Earlier {
    var id: String
    /// What they gave the fields that they set.
    var fields: [[String]: Tree]
    /// Whether they removed or moved it.
    var isGone: Bool
  }

  private let input: LoadedInput
  private let origins: [ObjectKey: ObjectOrigin]
  private var edits: ManifestEdits
  private var earlier: [ObjectKey: Earlier] = [:]
  /// Patches that are in the files now.
  private(set) var workedIn: [RankedPatch] = []
  /// Patches that are not, and why.
  private(set) var problems: [InputProblem] = []
  /// Patches that are in the files in another way than by an edit of the object's own document.
  private(set) var notices: [String] = []

  /// `nil` where no files were read.
  init?(_ input: LoadedInput) {
    guard let edits = input.edits else { return nil }
    self.input = input
    self.edits = edits
    origins = input.definitions
  }

  /// The files that differ, by path.
  var files: [ManifestEdits.File] { edits.files }

  /// Works one in, or leaves every file as it is.
  mutating func add(_ ranked: RankedPatch) {
    let patch = ranked.patch
    if let reason = conflict(patch) {
      problems.append(
        InputProblem(place: SourcePlace(file: patch.id), message: "is not worked in: \(reason)"))
      return
    }
    do throws(ManifestEditRefusal) {
      var next = edits
      let made = try OwnerEdits(input.manifests?.sources ?? []).make(patch, in: &next)
      for change in patch.changes where !made.contains(change.target.key) { try make(change, of: ranked, in: &next) }
      accept(ranked, next)
    } catch { addFromOutside(ranked, refusal: error) }
  }

  private mutating func accept(_ ranked: RankedPatch, _ next: ManifestEdits) {
    edits = next
    workedIn.append(ranked)
    for change in ranked.patch.changes {
      var entry = earlier[change.target.key] ?? Earlier(id: ranked.patch.id, fields: [:], isGone: false)
      entry.id = ranked.patch.id
      entry.fields.merge(change.fields) { _, new in new }
      entry.isGone = entry.isGone || change.action == .delete || change.targetAfter != change.target
      earlier[change.target.key] = entry
    }
  }

  private func make(
    _ change: PatchChange, of ranked: RankedPatch, in edits: inout ManifestEdits
  ) throws(ManifestEditRefusal) {
    let key = change.target.key
    switch change.action {
    case .merge, .move:
      guard let origin = origins[key] else { throw ManifestEditRefusal(missing: key) }
      try edits.edit(origin) { change.applied(to: $0) ?? $0 }
    case .create(let object):
      guard let origin = place(of: ranked) else { throw ManifestEditRefusal(missing: key) }
      let path = try edits.create(YAMLWriter().text(object), named: change.target.fileName, beside: origin)
      try edits.list(path, beside: origin.file)
    case .delete:
      guard let origin = origins[key] else { throw ManifestEditRefusal(missing: key) }
      try edits.remove(origin)
      try edits.unlistIfGone(origin.file)
    }
  }

  /// What is new stands beside what it is for: the object that the patch changes, or the workload.
  private func place(of ranked: RankedPatch) -> ObjectOrigin? {
    (ranked.patch.changes.map(\.target.key) + [ranked.workload]).lazy.compactMap { origins[$0] }.first
  }

  // MARK: Patches that others change

  /// Why a patch would undo part of an earlier one; `nil` where both go.
  private func conflict(_ patch: SuggestedPatch) -> String? {
    for change in patch.changes {
      guard let before = earlier[change.target.key] else { continue }
      let again = "apply one of them, and analyze again"
      if before.isGone { return "\(before.id) has already taken \(change.target.key) away: \(again)" }
      if change.fields.isEmpty { return "\(before.id) has already changed \(change.target.key): \(again)" }
      for (path, value) in change.fields where before.fields[path].map({ $0 != value }) == true {
        return "\(before.id) has already changed \(path.joined(separator: ".")) of \(change.target.key): \(again)"
      }
    }
    return nil
  }

  // MARK: Patches from outside

  /// Patches from the kustomization that lists the objects' files, where these cannot be edited.
  private mutating func addFromOutside(_ ranked: RankedPatch, refusal: ManifestEditRefusal) {
    let place = SourcePlace(file: refusal.file, line: refusal.line, column: refusal.column)
    var reason = "\(ranked.patch.id) is not worked in: \(refusal.message)"
    do throws(ManifestEditRefusal) {
      var next = edits
      if let file = try patchFromOutside(ranked, in: &next) {
        accept(ranked, next)
        notices.append("\(place.text): \(reason); \(file) patches it instead")
        return
      }
      reason += "; --format kustomize patches it from outside"
    } catch { reason += "; nor from \(error.file): \(error.message)" }
    problems.append(InputProblem(place: place, message: reason))
  }

  /// The kustomization that does it; `nil` where none lists all of the files.
  private func patchFromOutside(
    _ ranked: RankedPatch, in edits: inout ManifestEdits
  ) throws(ManifestEditRefusal) -> String? {
    var found: [ObjectOrigin] = []
    var originals: [ObjectKey: Tree] = [:]
    for change in ranked.patch.changes {
      if case .create = change.action { continue }
      guard let origin = origins[change.target.key] else { return nil }
      found.append(origin)
      originals[change.target.key] = input.tree(at: origin)
    }
    let delivery = PatchDelivery(.kustomize, originals: originals)
    guard let files = try? delivery.files(of: ranked.patch) else { return nil }
    let entries = delivery.kustomizeEntries(of: ranked.patch)
    return try edits.patch(
      found, files: files.filter { $0.path != "kustomization.yaml" }.map { ($0.path, $0.text) },
      resources: entries.resources.compactMap(\.stringValue), patches: entries.patches)
  }
}

extension PatchChange {
  /// The fields that a change of an object sets or removes, by path; a list is one value. None for what is made, moved
  /// or removed whole.
  fileprivate var fields: [[String]: Tree] {
    guard case .merge(let body) = action else { return [:] }
    var fields: [[String]: Tree] = [:]
    func collect(_ tree: Tree, _ path: [String]) {
      if case .object(let members) = tree, !members.isEmpty {
        for member in members { collect(member.value, path + [member.name]) }
      } else {
        fields[path] = tree
      }
    }
    collect(body, [])
    return fields
  }
}
