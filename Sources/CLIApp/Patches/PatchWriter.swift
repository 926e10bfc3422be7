import Foundation
import KubeCore
import Manifests
import RiskEngine
import Support

/// Writes chosen patches where the command line wants them.
struct PatchWriter {
  private let context: CommandContext
  private let input: LoadedInput
  private let patches: [RankedPatch]
  /// Patches that could not be written, and why.
  private(set) var problems: [InputProblem] = []
  /// Patches whose edits went into the files.
  private var workedIn: [RankedPatch] = []

  init(_ context: CommandContext, input: LoadedInput, patches: [RankedPatch]) {
    self.context = context
    self.input = input
    self.patches = patches
  }

  mutating func write(_ delivery: PatchRequest.Delivery) throws {
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
      do throws(DeliveryRefusal) { found.append((ranked, try delivery.files(of: ranked.patch))) } catch {
        problems.append(InputProblem(place: SourcePlace(file: ranked.patch.id), message: error.message))
      }
    }
    return found
  }

  private func isOffered(_ patch: SuggestedPatch) -> Bool {
    if patch.changes.isEmpty { context.notice("\(patch.id) is not offered: \(patch.refusal)") }
    return !patch.changes.isEmpty
  }

  /// The objects that are changed, whole: from their files, or from the cluster where a format needs them.
  private func originals(_ format: PatchFormat) throws(CommandFailure) -> [ObjectKey: Tree] {
    let targets = patches.flatMap(\.patch.changes).filter { change in
      if case .merge = change.action { true } else { false }
    }.map(\.target)
    let origins = input.origins
    guard input.edits == nil else {
      return Dictionary(
        targets.compactMap { target in
          origins[target.key].flatMap { input.tree(at: $0) }.map { (target.key, $0) }
        }
      ) { first, _ in first }
    }
    guard [.json6902, .manifest].contains(format) else { return [:] }
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
    try folder.write(withdraws: input.problems.isEmpty)
    context.write(lines: [
      "\(path): \(Numbers.count(delivered.count, "patch", "patches")); begin with \(path)/README.md"
    ])
  }

  // MARK: Edits of files

  /// Every chosen patch worked into the files, one after the other; one that does not go is told and left out whole.
  private mutating func edits() -> ManifestEdits? {
    guard var edits = input.edits else { return nil }
    let origins = input.definitions
    for ranked in patches where isOffered(ranked.patch) {
      var next = edits
      do throws(ManifestEditRefusal) {
        let made = try OwnerEdits(input.manifests?.sources ?? []).make(ranked.patch, in: &next)
        for change in ranked.patch.changes where !made.contains(change.target.key) {
          try Self.make(change, of: ranked, in: &next, origins)
        }
        edits = next
        workedIn.append(ranked)
      } catch {
        problems.append(
          InputProblem(
            place: SourcePlace(file: error.file, line: error.line, column: error.column),
            message: "\(ranked.patch.id) is not worked in: \(error.message); --format kustomize patches it from outside"
          ))
      }
    }
    return edits
  }

  private static func make(
    _ change: PatchChange, of ranked: RankedPatch, in edits: inout ManifestEdits, _ origins: [ObjectKey: ObjectOrigin]
  ) throws(ManifestEditRefusal) {
    let key = change.target.key
    // What is new stands beside what it is for: the object that the patch changes, or the workload.
    let others = ranked.patch.changes.map(\.target.key) + [ranked.workload]
    switch change.action {
    case .merge(let patch):
      guard let origin = origins[key] else { throw ManifestEditRefusal(missing: key) }
      try edits.edit(origin) { MergePatch(patch).apply(to: $0) }
    case .create(let object):
      guard let origin = others.lazy.compactMap({ origins[$0] }).first else { throw ManifestEditRefusal(missing: key) }
      try edits.create(
        YAMLWriter().text(object), named: "\(key.kind.lowercased())-\(key.name).yaml", beside: origin)
    case .delete:
      guard let origin = origins[key] else { throw ManifestEditRefusal(missing: key) }
      try edits.remove(origin)
    }
  }

  private mutating func diff() -> [UInt8] {
    (edits()?.files ?? []).flatMap { UnifiedDiff.bytes(path: Self.relative($0.path), old: $0.old, new: $0.new) }
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
    try folder.write(withdraws: input.problems.isEmpty)
    context.write(lines: ["\(path)/netrisk.diff; begin with \(path)/README.md"])
  }

  private mutating func writeInPlace() throws(CommandFailure) {
    for file in edits()?.files ?? [] {
      if let new = file.new { try PatchFolder.replace(file.path, new) } else { try PatchFolder.remove(file.path) }
      let word = file.new == nil ? "removed" : file.old == nil ? "made" : "changed"
      context.write(lines: [printable("\(file.path) \(word)")])
    }
  }
}
