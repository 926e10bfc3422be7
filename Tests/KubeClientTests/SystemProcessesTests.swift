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

  @Test("Two hundred programs leave no file descriptor behind")
  func descriptors() async throws {
    // Other tests have pipes too, few at a time; a leak of one for each run shows all the same.
    func pipes() -> Int {
      let files = FileManager.default
      let descriptors = (try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
      return descriptors.count { descriptor in
        let target = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
        return target?.hasPrefix("pipe:") == true
      }
    }
    let before = pipes()
    for _ in 0..<200 { _ = await Self.run(Self.shell(":")) }
    #expect(pipes() < before + 150)
  }
}
