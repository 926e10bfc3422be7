import KubeCore
import Support
import YAML

/// Gathers objects, problems and counts file by file.
struct ManifestCollector {
  let options: ManifestLoader.Options
  var result = ManifestSet()
  var interner = StringInterner()
  /// Files that are Helm templates, with the place that tells.
  var templates: [String: SourceMark] = [:]
  /// Objects that a cluster returned and that are written in several files.
  var undefined: Set<ObjectKey> = []
  private var unknown: [[String]: Int] = [:]
  /// Objects whose names kustomize or Flux has yet to fill in.
  private var placeholders: [LoadedObject] = []
  private var files: [String: FileWalk.File] = [:]
  /// Files that hold at least one object of any kind, or a problem.
  private var useful: Set<String> = []

  init(options: ManifestLoader.Options) {
    self.options = options
  }

  mutating func readInput(_ bytes: [UInt8]) {
    read(bytes, of: "-", mustHoldObjects: true)
  }

  mutating func read(_ file: FileWalk.File) {
    files[file.path] = file
    do throws(FileSystem.Failure) {
      let bytes = try FileSystem.bytes(of: file.path, limit: options.maxFileSize)
      read(bytes, of: file.path, mustHoldObjects: file.isGiven)
    } catch {
      report("cannot be read: \(error.message)", file.path)
    }
  }

  private mutating func read(_ bytes: [UInt8], of file: String, mustHoldObjects: Bool) {
    result.fileCount += 1
    guard bytes.count <= options.maxFileSize else {
      report("is larger than \(Self.size(options.maxFileSize)) (--max-file-size allows more)", file)
      return
    }
    if let refusal = EncodingCheck.refusal(of: bytes) {
      report(refusal.message, file, refusal.mark)
      return
    }
    let start = EncodingCheck.byteOrderMarkLength(bytes, at: 0)
    let first = bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard let first else {
      if mustHoldObjects { report("is empty: expected Kubernetes manifests", file) }
      return
    }
    let before = (result.passedOver, result.objects.count + result.sources.count)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      readJSON(bytes, of: file)
    } else {
      readYAML(bytes, of: file)
    }
    if result.objects.count + result.sources.count > before.1 { result.texts[file] = bytes }
    if mustHoldObjects, !useful.contains(file) {
      let count = result.passedOver - before.0
      let passed =
        switch count {
        case 0: "no document in it holds anything"
        case 1: "expected apiVersion and kind; 1 document without them was passed over"
        default: "expected apiVersion and kind; \(count) without them were passed over"
        }
      report("holds no Kubernetes manifest: \(passed)", file)
    }
  }

  mutating func report(_ message: String, _ file: String, _ mark: SourceMark? = nil) {
    useful.insert(file)
    result.problems.append(ManifestProblem(file: file, mark: mark, message: message))
  }

  mutating func add(_ object: KubeObject, _ origin: ObjectOrigin) {
    useful.insert(origin.file)
    let loaded = LoadedObject(object: object, origin: origin)
    if isPlaceholder(object.metadata.name, in: origin.file) || object.metadata.namespace.contains("${") {
      placeholders.append(loaded)
    } else {
      result.objects.append(loaded)
    }
  }

  /// Whether a name is to be replaced: by Flux (`${APP}`), or in a kustomization one that no object may have, such as
  /// the `_` of a Namespace whose name kustomize's `namespace` sets.
  private func isPlaceholder(_ name: String, in file: String) -> Bool {
    if name.contains("${") { return true }
    let isPossible = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
    }
    return !isPossible && files[file]?.isInKustomization == true
  }

  /// Says that the file is a template, once: a problem of a file that was given, a notice of one that was found.
  mutating func reportTemplate(_ file: String, _ mark: SourceMark) {
    useful.insert(file)
    guard templates[file] == nil else { return }
    templates[file] = mark
    if files[file]?.isGiven != false {
      report("looks like a Helm template: render it first: \(Self.helm)", file, mark)
    }
  }

  mutating func add(_ use: ToolDocument, _ document: Tree, at origin: ObjectOrigin) {
    switch use {
    case .source(let kind):
      if let source = DeliverySource(kind, document, at: origin) { result.sources.append(source) }
    case .netRisk: result.netRisks.append(document)
    }
  }

  mutating func addUnknown(apiVersion: String, kind: String, in file: String) {
    useful.insert(file)
    unknown[[apiVersion, kind], default: 0] += 1
  }

  /// An empty list: Kubernetes, though it holds nothing.
  mutating func addList(in file: String) { useful.insert(file) }

  /// Puts everything in order and settles objects that are given twice.
  mutating func finish(_ walk: FileWalk, files walked: [FileWalk.File]) {
    result.problems += walk.problems
    result.sources.sort { $0.origin < $1.origin }
    result.kustomizations = walk.builds.sorted { $0.file < $1.file }
    for kustomization in result.kustomizations { result.texts[kustomization.file] = kustomization.text }
    result.notices += walk.notices
    result.passedOver += walk.patchCount
    noteKustomizations(walk.kustomizations)
    noteTemplates()
    notePlaceholders()
    for folder in walk.folders { checkFolder(folder, walk, files: walked) }
    result.unknownKinds = unknown.map { .init(apiVersion: $0.key[0], kind: $0.key[1], count: $0.value) }
      .sorted { ($0.apiVersion, $0.kind) < ($1.apiVersion, $1.kind) }
    let files = files
    settleDuplicates { files[$0]?.isInKustomization ?? false }
    result.problems.sort()
    result.notices.sort()
  }

  /// A given folder has to hold something.
  private mutating func checkFolder(_ folder: String, _ walk: FileWalk, files walked: [FileWalk.File]) {
    let inside = walked.filter { Self.lies($0.path, in: folder) }
    if inside.contains(where: { useful.contains($0.path) }) || walk.notices.contains(where: { $0.hasPrefix(folder) })
      || walk.problems.contains(where: { $0.file == folder || Self.lies($0.file, in: folder) })
    {
      return
    }
    report(
      inside.isEmpty
        ? "holds no manifest: no file that ends in .yaml, .yml or .json"
        : "holds no Kubernetes manifest: no document has apiVersion and kind", folder)
  }

  private mutating func noteKustomizations(_ folders: [String]) {
    guard let first = folders.min() else { return }
    let subject = folders.count == 1 ? "\(first) is a kustomization" : "\(folders.count) folders are kustomizations"
    result.notices.append(
      "\(subject): files are read as they are; for what it builds: kubectl kustomize \(first) | netrisk analyze -f -")
  }

  private mutating func noteTemplates() {
    let found = templates.filter { files[$0.key]?.isGiven == false }.sorted { $0.key < $1.key }
    guard let (file, mark) = found.first else { return }
    let place = "\(file):\(mark.line):\(mark.column)"
    result.notices.append(
      found.count == 1
        ? "\(place): looks like a Helm template and is not read; render it first: \(Self.helm)"
        : "\(found.count) files look like Helm templates and are not read, the first \(place); "
          + "render them first: \(Self.helm)")
  }

  private mutating func notePlaceholders() {
    guard let first = placeholders.min(by: { $0.origin < $1.origin }) else { return }
    let example = "\(first.object.key) in \(first.origin.text)"
    result.notices.append(
      placeholders.count == 1
        ? "1 object is passed over, its name is for kustomize or Flux to fill in: \(example)"
        : "\(placeholders.count) objects are passed over, their names are for kustomize or Flux to fill in, "
          + "the first \(example)")
  }

  private static let helm = "helm template CHART | netrisk analyze -f -"

  private static func lies(_ path: String, in folder: String) -> Bool {
    folder == "." ? !path.hasPrefix("/") : path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
