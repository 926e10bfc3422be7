import Foundation
import TestSupport
import Testing

@testable import DevAPIServer

/// The real kubectl against a server of its own, with a folder of its own for its home, cache and manifests.
struct Kubectl {
  let server: DevAPIServer
  private let program: KubectlProgram

  /// Starts a server with TLS, runs `body`, and leaves nothing behind.
  static func with(_ body: (Kubectl) async throws -> Void) async throws {
    var configuration = DevAPIServerConfiguration()
    configuration.tokens["limited-token"] = UserIdentity(
      name: "limited", uid: "u2", groups: ["system:authenticated"])
    let server = DevAPIServer(configuration)
    let folder = FileManager.default.temporaryDirectory.appending(path: "kubectl-\(UUID().uuidString)")
    let program = try KubectlProgram(folder: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await server.start()
    for name in ["admin", "limited"] {
      try server.kubeconfig(token: "\(name)-token").write(
        to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    do {
      try await body(Kubectl(server: server, program: program))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// Runs kubectl with those arguments; `manifest` becomes the file that `-f` names.
  func run(
    _ arguments: [String], manifest: String? = nil, user: String = "admin"
  ) async throws -> KubectlProgram.Answer {
    try await program.run(arguments, kubeconfig: program.folder.appending(path: user).path, manifest: manifest)
  }

  /// Runs kubectl, which has to succeed; what it prints.
  @discardableResult
  func done(
    _ arguments: String, manifest: String? = nil, user: String = "admin",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> KubectlProgram.Answer {
    let answer = try await run(arguments.split(separator: " ").map(String.init), manifest: manifest, user: user)
    #expect(answer.status == 0, "kubectl \(arguments): \(answer.errors)", sourceLocation: sourceLocation)
    return answer
  }

  /// Writes files into a folder of that name; its path.
  func folder(named name: String, _ files: [String: String]) throws -> String {
    let place = program.folder.appending(path: name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: place.appending(path: name), atomically: true, encoding: .utf8)
    }
    return place.path
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
