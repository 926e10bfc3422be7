import Foundation
import KubeCore
import Manifests
import RiskEngine
import Support

/// Writes chosen patches where the command line wants them.
struct PatchWriter {
  private let context: CommandContext
  private let input: LoadedInput
  /// Whether all of the input could be used.
  private let isWhole: Bool
  private let patches: [RankedPatch]
  /// Patches that could not be written, and why.
  private(set) var problems: [InputProblem] = []
  /// Patches whose edits went into the files.
  private var workedIn: [RankedPatch] = []

  init(_ context: CommandContext, _ source: PatchSource, patches: [RankedPatch]) {
    self.context = context
    input = source.input
    isWhole = source.problems.isEmpty
    self.patches = patches
  }

  mutating func write(_ delivery: PatchRequest.Delivery) throws {
    if delivery.editsFiles { try refuseAlternatives() }
    switch delivery {
    case .output(.diff): context.write(String(decoding: diff(), as: UTF8.self))
    case .output(let format): writeDocuments(try files(format))
    case .folder(.diff, let folder): try writeDiff(to: folder)
    case .folder(let format, let folder): try writeFolder(folder, format)
    case .inPlace: try writeInPlace()
    }
  }

  // MARK: Files of patches

  /// The patches that can be written, with their files.
  private mutating func files(_ format: PatchFormat) throws(CommandFailure) -> [(RankedPatch, [DeliveredFile])] {
    let delivery = PatchDelivery(format, originals: try originals(format))
    var found: [(RankedPatch, [DeliveredFile])] = []
    for ranked in patches where isOffered(ranked.patch) {
      do throws(DeliveryRefusal) {
        found.append((ranked, try delivery.files(of: ranked.patch)))
        if format == .kustomize { noteRendered(ranked.patch) }
      } catch {
        problems.append(InputProblem(place: SourcePlace(file: ranked.patch.id), message: error.message))
      }
    }
    return found
  }

  /// A kustomization holds no object that Helm renders later on.
  private func noteRendered(_ patch: SuggestedPatch) {
    for owner in patch.owners where [.helm, .helmRelease].contains(owner.managedBy.source) {
      let formats = PatchFormat.owners(of: patch).map(\.rawValue)
      let other = formats.isEmpty ? "" : ", and --format \(formats.joined(separator: " or ")) is for that"
      context.notice("\(patch.id): \(owner.managedBy.title) renders what a kustomization has to hold for it\(other)")
    }
  }

  private func isOffered(_ patch: SuggestedPatch) -> Bool {
    if patch.changes.isEmpty { context.notice("\(patch.id) is not offered: \(patch.refusal)") }
    return !patch.changes.isEmpty
  }

  /// The objects that are changed, whole: from their files, or from the cluster where a format needs them.
  private func originals(_ format: PatchFormat) throws(CommandFailure) -> [ObjectKey: Tree] {
    let targets = patches.flatMap(\.patch.changes).filter { change in
      switch change.action {
      case .merge: input.edits != nil || [.json6902, .manifest].contains(format)
      case .move: input.edits != nil || format != .kustomize
      case .create, .delete: false
      }
    }.map(\.target)
    let origins = input.origins
    guard input.edits == nil else {
      return Dictionary(
        targets.compactMap { target in
          origins[target.key].flatMap { input.tree(at: $0) }.map { (target.key, $0) }
        }
      ) { first, _ in first }
    }
    guard !targets.isEmpty else { return [:] }
    return try WholeObjects.read(targets, ClusterTarget(context.arguments), context.environment)
  }

  private func writeDocuments(_ patches: [(RankedPatch, [DeliveredFile])]) {
    let documents = patches.flatMap { ranked, files in
      files.map { "# \(ranked.patch.id)/\($0.path)\n\($0.text)" }
    }
    context.write(documents.joined(separator: "---\n"))
  }

  private mutating func writeFolder(_ path: String, _ format: PatchFormat) throws(CommandFailure) {
    let delivered = try files(format)
    var folder = PatchFolder(path)
    let delivery = PatchDelivery(format, originals: [:])
    let readme = PatchReadme(
      delivered: delivered.map(\.0), refused: patches.filter { $0.patch.changes.isEmpty }, delivery: delivery,
      folder: path)
    folder.add("README.md", Array(readme.text().utf8))
    for (ranked, files) in delivered {
      for file in files { folder.add("\(ranked.patch.id)/\(file.path)", Array(file.text.utf8)) }
    }
    try folder.write(withdraws: isWhole)
    context.write(lines: [
      "\(path): \(Numbers.count(delivered.count, "patch", "patches")); begin with \(path)/README.md"
    ])
  }

  // MARK: Edits of files

  /// Patches for one workload are alternatives: in one text there is place for one of them.
  private func refuseAlternatives() throws(CommandFailure) {
    let offered = Dictionary(grouping: patches.filter { !$0.patch.changes.isEmpty }, by: \.workload)
    guard let (workload, several) = offered.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key }) else { return }
    throw CommandFailure(
      "\(Words.list(several.map(\.patch.type.rawValue))) for \(workload) are alternatives",
      advice: ["Choose by ID or --type, so that one patch is left for each workload."])
  }

  /// Every chosen patch worked into the files, one after the other; one that does not go is told and left out whole.
  private mutating func edits() -> [ManifestEdits.File] {
    guard var edits = PatchEdits(input) else { return [] }
    for ranked in patches where isOffered(ranked.patch) { edits.add(ranked) }
    problems += edits.problems
    for notice in edits.notices { context.notice(notice) }
    workedIn = edits.workedIn
    return edits.files
  }

  private mutating func diff() -> [UInt8] {
    edits().flatMap { UnifiedDiff.bytes(path: Self.relative($0.path), old: $0.old, new: $0.new) }
  }

  /// As git has paths: from the folder that the program runs in, without `./` before it.
  private static func relative(_ path: String) -> String {
    var rest = path[...]
    let here = FileManager.default.currentDirectoryPath + "/"
    if rest.hasPrefix(here) { rest = rest.dropFirst(here.count) }
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    return String(rest)
  }

  private mutating func writeDiff(to path: String) throws(CommandFailure) {
    let bytes = diff()
    var folder = PatchFolder(path)
    let readme = PatchReadme(
      delivered: workedIn, refused: patches.filter { $0.patch.changes.isEmpty },
      delivery: PatchDelivery(.diff, originals: [:]), folder: path)
    folder.add("README.md", Array(readme.text().utf8))
    folder.add("netrisk.diff", bytes)
    try folder.write(withdraws: isWhole)
    context.write(lines: ["\(path)/netrisk.diff; begin with \(path)/README.md"])
  }

  private mutating func writeInPlace() throws(CommandFailure) {
    for file in edits() {
      if let new = file.new { try PatchFolder.replace(file.path, new) } else { try PatchFolder.remove(file.path) }
      let word = file.new == nil ? "removed" : file.old == nil ? "made" : "changed"
      context.write(lines: [printable("\(file.path) \(word)")])
    }
  }
}
