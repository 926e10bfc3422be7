import Foundation
import KubeClient
import Testing

/// Real programs: the shell is the only one that every machine has.
@Suite("Running programs")
struct SystemProcessesTests {
  private static func shell(_ script: String, _ variables: [String: String] = [:]) -> ProcessCommand {
    ProcessCommand(
      executable: "sh", arguments: ["-c", script],
      environment: variables.merging(["PATH": "/usr/bin:/bin"]) { first, _ in first })
  }

  private static func run(_ command: ProcessCommand) async -> Result<ProcessOutput, ProcessFailure> {
    do throws(ProcessFailure) { return .success(try await SystemProcesses().run(command)) } catch {
      return .failure(error)
    }
  }

  @Test("A program gets its arguments and its environment alone, and its output comes back")
  func output() async {
    let command = Self.shell(#"echo "$A-$HOME-$1""#, ["A": "x"])
    var more = command
    more.arguments += ["sh", "y z"]
    #expect(await Self.run(more) == .success(ProcessOutput(exitCode: 0, output: Array("x--y z\n".utf8))))
  }

  @Test("An exit code comes back, and a signal as the shell counts it")
  func exitCodes() async {
    #expect(await Self.run(Self.shell("exit 7")) == .success(ProcessOutput(exitCode: 7, output: [])))
    #expect(await Self.run(Self.shell("kill -TERM $$")) == .success(ProcessOutput(exitCode: 143, output: [])))
  }

  @Test("What does not exist is not found, what may not run says why")
  func missing() async throws {
    var command = Self.shell("")
    command.executable = "no-such-program"
    #expect(await Self.run(command) == .failure(.notFound))
    command.executable = "/no/such/program"
    #expect(await Self.run(command) == .failure(.notFound))
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    command.executable = path
    #expect(await Self.run(command) == .failure(.notStarted("Permission denied")))
  }

  @Test("Standard input is empty")
  func emptyInput() async {
    #expect(
      await Self.run(Self.shell("cat; echo end")) == .success(ProcessOutput(exitCode: 0, output: Array("end\n".utf8))))
  }

  @Test("A program that writes without end is ended")
  func tooMuchOutput() async {
    var command = Self.shell("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done")
    command.outputLimit = 4096
    #expect(await Self.run(command) == .failure(.tooMuchOutput))
  }

  @Test("Cancelling ends a program with all that it started")
  func cancellation() async {
    let task = Task { await Self.run(Self.shell("sh -c 'while :; do :; done' & wait")) }
    task.cancel()
    #expect(await task.value == .failure(.cancelled))
  }

  @Test("A hundred programs leave no file descriptor behind")
  func descriptors() async throws {
    // Other tests open files beside this one; a leak of two for each run shows all the same.
    func count() -> Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0 }
    let before = count()
    for _ in 0..<100 { _ = await Self.run(Self.shell(":")) }
    #expect(count() < before + 50)
  }
}
