import Foundation
import Glibc
import KubeRuntime
import Support
import TestSupport

/// One process of `netrisk operator`, as a pod runs it. It ends with the tests, even where those are killed.
final class Replica: Sendable {
  struct Ended: Error, CustomStringConvertible {
    var name: String
    var lines: [String]
    var description: String { "the operator \(name) has ended:\n" + lines.joined(separator: "\n") }
  }

  let name: String
  private let process: Process
  private let watchman: Watchman
  private let log: ReplicaLog

  /// Starts it with those arguments and variables.
  init(_ name: String, _ arguments: [String], environment: [String: String]) throws {
    let (process, output, log) = (Process(), Pipe(), ReplicaLog())
    process.executableURL = URL(filePath: try Self.program())
    process.arguments = ["operator"] + arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    output.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      log.take(data)
    }
    process.terminationHandler = { _ in log.end() }
    try process.run()
    do { watchman = try Watchman(of: process.processIdentifier) } catch {
      _ = Glibc.kill(process.processIdentifier, SIGKILL)
      throw error
    }
    (self.name, self.process, self.log) = (name, process, log)
  }

  /// The product lies beside the tests.
  private static func program() throws -> String {
    let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let program = folder.appending(path: "netrisk").path
    guard FileManager.default.isExecutableFile(atPath: program) else { throw CocoaError(.fileNoSuchFile) }
    return program
  }

  // MARK: What it says

  /// The first line of its log that has this in it, when it comes.
  @discardableResult
  func line(_ text: String) async throws -> String {
    while true {
      if let found = log.lines.first(where: { $0.contains(text) }) { return found }
      if log.over.isOpen { throw Ended(name: name, lines: log.lines) }
      try Task.checkCancellation()
      await log.news.wait()
    }
  }

  /// Who it is in the Lease.
  func identity() async throws -> String {
    String(try await line("Started: ").split(separator: " ").last ?? "")
  }

  /// Where it listens: `metrics` or `health probes`.
  func port(of server: String) async throws -> String {
    String(try await line("\(server) on port ").split(separator: " ").last ?? "")
  }

  // MARK: What befalls it

  /// Ends it as the kubelet does; its exit status.
  func stop() async -> Int32 {
    send(SIGTERM)
    await end()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Ends it as running out of memory does.
  func kill() async {
    send(SIGKILL)
    await end()
  }

  func freeze() { send(SIGSTOP) }

  func thaw() { send(SIGCONT) }

  private func send(_ signal: Int32) {
    if process.isRunning { _ = Glibc.kill(process.processIdentifier, signal) }
  }

  private func end() async {
    await log.over.wait()
    watchman.dismiss()
  }
}

/// What a process has said so far, and whether it is over.
private final class ReplicaLog: Sendable {
  let news = Signal()
  let over = Gate()
  private let state = Lock((lines: [String](), rest: [UInt8]()))

  var lines: [String] { state.withLock { $0.lines } }

  func take(_ data: Data) {
    state.withLock { state in
      state.rest += data
      while let end = state.rest.firstIndex(of: 0x0A) {
        state.lines.append(String(decoding: state.rest[..<end], as: UTF8.self))
        state.rest.removeSubrange(...end)
      }
    }
    news.fire()
  }

  func end() {
    over.open()
    news.fire()
  }
}
