/// Collects the files to read below the given paths, each once, in an order that does not depend on theirs.
struct FileWalk {
  struct File {
    var path: String
    var identity: FileSystem.Identity
    /// Whether the path itself was given: then it is read whatever its name, and has to hold something.
    var isGiven: Bool
    /// Whether a kustomization stands in its folder or in one above it.
    var isInKustomization: Bool
  }

  private(set) var problems: [ManifestProblem] = []
  private(set) var notices: [String] = []
  /// The folders with a kustomization.
  private(set) var kustomizations: [String] = []
  /// What those say that can be read.
  private(set) var builds: [Kustomization] = []
  /// Given folders.
  private(set) var folders: [String] = []
  /// Files that a kustomization names as patches: fragments, not objects.
  private var patches: Set<FileSystem.Identity> = []
  private var files: [FileSystem.Identity: File] = [:]
  private var visited: Set<FileSystem.Identity> = []

  /// The files, sorted by path.
  var manifests: [File] {
    files.values.filter { $0.isGiven || !patches.contains($0.identity) }.sorted { $0.path < $1.path }
  }

  /// How many patches of kustomizations are left out.
  var patchCount: Int { files.values.count { !$0.isGiven && patches.contains($0.identity) } }

  /// Takes a given path.
  mutating func visit(_ given: String) {
    let path = Self.normal(given)
    do throws(FileSystem.Failure) {
      let status = try FileSystem.status(path)
      switch status.kind {
      case .folder:
        folders.append(path)
        visit(folder: path, status.identity, above: [], isInKustomization: false)
      case .file, .other:
        add(File(path: path, identity: status.identity, isGiven: true, isInKustomization: false))
      }
    } catch {
      problems.append(ManifestProblem(file: path, message: "cannot be read: \(error.message)"))
    }
  }

  private mutating func add(_ file: File) {
    guard let known = files[file.identity] else {
      files[file.identity] = file
      return
    }
    var merged = known.path <= file.path ? known : file
    merged.isGiven = known.isGiven || file.isGiven
    merged.isInKustomization = known.isInKustomization || file.isInKustomization
    files[file.identity] = merged
  }

  private mutating func visit(
    folder: String, _ identity: FileSystem.Identity, above: [FileSystem.Identity], isInKustomization: Bool
  ) {
    if above.contains(identity) {
      notices.append("\(folder): skipped: this symbolic link leads back to a folder above it (a loop)")
      return
    }
    guard visited.insert(identity).inserted else { return }
    if isTemplates(folder) {
      let chart = Self.parent(of: folder)
      notices.append(
        "\(folder): skipped: Helm templates; render them first: helm template \(chart) | netrisk analyze -f -")
      return
    }
    do throws(FileSystem.Failure) {
      let names = try FileSystem.names(in: folder)
      let kustomization = Kustomization.fileNames.first(where: names.contains)
      if let kustomization {
        kustomizations.append(folder)
        if let build = Kustomization(kustomization, in: folder) {
          builds.append(build)
          notePatches(of: build)
        }
      }
      for name in names {
        visit(
          Self.join(folder, name), named: name, above: above + [identity],
          isInKustomization: isInKustomization || kustomization != nil)
      }
    } catch {
      problems.append(ManifestProblem(file: folder, message: "cannot be read: \(error.message)"))
    }
  }

  private mutating func visit(
    _ path: String, named name: String, above: [FileSystem.Identity], isInKustomization: Bool
  ) {
    let isManifest = [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    do throws(FileSystem.Failure) {
      let status = try FileSystem.status(path)
      switch status.kind {
      case .folder: visit(folder: path, status.identity, above: above, isInKustomization: isInKustomization)
      case .file where isManifest:
        add(File(path: path, identity: status.identity, isGiven: false, isInKustomization: isInKustomization))
      default: break
      }
    } catch {
      guard isManifest else { return }
      problems.append(ManifestProblem(file: path, message: "cannot be read: \(error.message)"))
    }
  }

  private mutating func notePatches(of build: Kustomization) {
    for entry in build.patches {
      if let status = try? FileSystem.status(entry.path) { patches.insert(status.identity) }
    }
  }

  /// Whether the folder holds a chart's templates.
  private func isTemplates(_ folder: String) -> Bool {
    guard folder.split(separator: "/").last == "templates" else { return false }
    return (try? FileSystem.status(Self.join(Self.parent(of: folder), "Chart.yaml"))) != nil
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// A path that a file of `folder` names, with `.` and `..` worked in as far as names are there to take away.
  static func resolved(_ path: String, in folder: String) -> String {
    guard !path.hasPrefix("/"), !path.contains("://") else { return path }
    var parts: [Substring] = []
    for part in join(folder, path).split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let text = parts.joined(separator: "/")
    return folder.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without `./` in front and slashes behind.
  private static func normal(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    while path.hasPrefix("./"), path.count > 2 { path.removeFirst(2) }
    return path == "./" ? "." : String(path)
  }
}
