import Foundation

/// Where the two sides of a diff are read from: paths as they are, git revisions from a copy.
struct DiffInput {
  /// Empty where a revision has none of the paths that are asked for.
  private(set) var base: [String] = []
  private(set) var head: [String] = []
  private let copies: String

  init(_ context: CommandContext) throws {
    copies = FileManager.default.temporaryDirectory.appendingPathComponent("netrisk-\(UUID().uuidString)").path
    let names = context.arguments.positionals
    let paths = context.arguments.all(DiffCommand.paths)
    guard paths.isEmpty || names.contains(where: { !Self.isPath($0) }) else {
      throw UsageError("-f chooses what to read of git revisions, and both sides are paths")
    }
    let chosen = paths.isEmpty && !names.contains(where: Self.isPath) ? context.defaults.paths : paths
    do {
      try check(names.filter { !Self.isPath($0) }, chosen)
      base = try sources(names[0], "base", chosen)
      head = try sources(names[1], "head", chosen)
    } catch {
      removeCopies()
      throw error
    }
  }

  private static func isPath(_ name: String) -> Bool { FileManager.default.fileExists(atPath: name) }

  func removeCopies() { try? FileManager.default.removeItem(atPath: copies) }

  /// Whether the revisions are some, and each path is in one of them: it may come or go with the change.
  private func check(_ revisions: [String], _ paths: [String]) throws(CommandFailure) {
    for revision in revisions {
      // Nothing that begins with a dash is a revision, and git would take it for an option.
      guard !revision.hasPrefix("-"),
        run("git", ["rev-parse", "--verify", "--quiet", revision + "^{commit}"]) == nil
      else {
        throw CommandFailure("\(quoted(revision)) is no file, no folder, and no revision of a git repository here")
      }
    }
    for path in paths where !revisions.contains(where: { has($0, path) }) {
      throw CommandFailure("\(quoted(path)) is not in \(revisions.map(quoted).joined(separator: " or "))")
    }
  }

  /// Whether a path, as from the folder that the program runs in, is there in a revision.
  private func has(_ revision: String, _ path: String) -> Bool {
    run("git", ["cat-file", "-e", "\(revision):./\(path)"], isQuiet: true) == nil
  }

  /// What to read of a side; nothing where it has none of the paths.
  private func sources(
    _ name: String, _ side: String, _ paths: [String]
  ) throws -> [String] {
    if Self.isPath(name) { return [name] }
    let present = paths.filter { has(name, $0) }
    if present.isEmpty, !paths.isEmpty { return [] }
    let folder = "\(copies)/\(side)"
    try extract(name, to: folder, present)
    return present.isEmpty ? [folder] : present.map { "\(folder)/\($0)" }
  }

  /// Puts the files of a revision into a folder; of the folder that the program runs in, and below.
  private func extract(
    _ revision: String, to folder: String, _ paths: [String]
  ) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let archive = folder + ".tar"
    let git = ["archive", "--format=tar", "--output=\(archive)", revision, "--"] + paths
    if let failure = run("git", git) { throw CommandFailure("\(quoted(revision)) cannot be read: \(failure)") }
    if let failure = run("tar", ["-xf", archive, "-C", folder]) {
      throw CommandFailure("\(quoted(revision)) cannot be unpacked: \(failure)")
    }
  }

  /// Why the program failed; `nil` where it did not. What it says goes where the command's own errors go.
  ///
  /// Not by `SystemProcesses`: waiting for a task would block for good where commands run on the threads of tasks, as in
  /// tests.
  private func run(_ program: String, _ arguments: [String], isQuiet: Bool = false) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if isQuiet { process.standardError = FileHandle.nullDevice }
    do { try process.run() } catch { return "\(program) cannot be run: \(error.localizedDescription)" }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : "\(program) ended with status \(process.terminationStatus)"
  }
}
