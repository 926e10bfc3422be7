import Foundation
import Testing

@testable import DevAPIServer

/// The real kubectl against a server of its own, with a folder of its own for its home, cache and manifests.
struct Kubectl {
  struct Answer {
    var status: Int32
    var output: String
    var errors: String

    /// Each line of the output, in words.
    var rows: [[String]] { output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) } }
  }

  enum Missing: Error, CustomStringConvertible {
    case program
    var description: String { "kubectl is neither named by NETRISK_KUBECTL nor on the PATH" }
  }

  let server: DevAPIServer
  private let folder: URL
  private let program: String

  /// Starts a server with TLS, runs `body`, and leaves nothing behind.
  static func with(_ body: (Kubectl) async throws -> Void) async throws {
    var configuration = DevAPIServerConfiguration()
    configuration.tokens["limited-token"] = UserIdentity(
      name: "limited", uid: "u2", groups: ["system:authenticated"])
    let server = DevAPIServer(configuration)
    let program = try program()
    let folder = FileManager.default.temporaryDirectory.appending(path: "kubectl-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await server.start()
    for name in ["admin", "limited"] {
      try server.kubeconfig(token: "\(name)-token").write(
        to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    do {
      try await body(Kubectl(server: server, folder: folder, program: program))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private static func program() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["NETRISK_KUBECTL"] { return named }
    let places = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/kubectl" }
    guard let found = places.first(where: FileManager.default.isExecutableFile) else { throw Missing.program }
    return found
  }

  /// Runs kubectl with those arguments; `manifest` becomes the file that `-f` names.
  func run(_ arguments: [String], manifest: String? = nil, user: String = "admin") async throws -> Answer {
    let run = folder.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
    var all = ["--kubeconfig", folder.appending(path: user).path, "--request-timeout=120s"] + arguments
    if let manifest {
      let file = run.appending(path: "manifest.yaml")
      try manifest.write(to: file, atomically: true, encoding: .utf8)
      all += ["-f", file.path]
    }
    // Files, not pipes: what nobody reads cannot fill up.
    let (output, errors) = (run.appending(path: "output"), run.appending(path: "errors"))
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = all
    process.environment = [
      "HOME": folder.path, "KUBECACHEDIR": folder.appending(path: "cache").path,
      // `kubectl diff` runs diff.
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.opened(output)
    process.standardError = try Self.opened(errors)
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    return Answer(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Runs kubectl, which has to succeed; what it prints.
  @discardableResult
  func done(
    _ arguments: String, manifest: String? = nil, user: String = "admin",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    let answer = try await run(arguments.split(separator: " ").map(String.init), manifest: manifest, user: user)
    #expect(answer.status == 0, "kubectl \(arguments): \(answer.errors)", sourceLocation: sourceLocation)
    return answer
  }

  /// Writes files into a folder of that name; its path.
  func folder(named name: String, _ files: [String: String]) throws -> String {
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: place.appending(path: name), atomically: true, encoding: .utf8)
    }
    return place.path
  }

  private static func opened(_ file: URL) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    return try FileHandle(forWritingTo: file)
  }
}

extension DevAPIServer {
  /// Returns once a request of that kind has been answered, or has been before.
  func isAsked(for verb: String, _ resource: String) async {
    let (requests, continuation) = AsyncStream<AuditEntry>.makeStream()
    audit.onEntry { continuation.yield($0) }
    for entry in audit.entries { continuation.yield(entry) }
    for await entry in requests where entry.verb == verb && entry.resource == resource { return }
  }
}
