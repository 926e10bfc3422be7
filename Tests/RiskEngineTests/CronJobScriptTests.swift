import Foundation
import KubeCore
import RiskEngine
import Testing

/// The loop of CronJobToDeployment, run by a shell whose `date` and `sleep` move a clock in a file.
@Suite("The loop that replaces a CronJob")
struct CronJobScriptTests {
  private static let shells = [["/bin/sh"], ["/bin/dash"], ["/bin/busybox", "sh"], ["/usr/bin/busybox", "sh"]]
    .filter { FileManager.default.isExecutableFile(atPath: $0[0]) }

  @Test("dash and BusyBox are here")
  func shellsAreHere() {
    #expect(Self.shells.contains(["/bin/dash"]), "install dash")
    #expect(Self.shells.contains { $0.count == 2 }, "install busybox")
  }

  private static let start = 1_771_156_800

  /// The script as it stands in the patch, after Kubernetes has read `$$(` as `$(`.
  private func script(_ schedule: String) throws -> String {
    let report = try Cluster.k3s().cronJob("tick", schedule).report
    let patch = try #require(report.workloads.first?.suggestedPatches.first { $0.type == .cronJobToDeployment })
    let lines = patch.body.text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.contains("# One round") })
    let last = try #require(lines[first...].firstIndex { $0.trimmingCharacters(in: .whitespaces) == "done" })
    let indent = lines[first].prefix { $0 == " " }.count
    return lines[first...last].map { $0.dropFirst(indent) }.joined(separator: "\n")
      .replacingOccurrences(of: "$$(", with: "$(")
  }

  private struct Outcome: Equatable {
    var status: Int32
    var starts: [Int]
  }

  /// Runs the loop around `round`, a script that finds the number of its run in `$n`.
  private func run(_ shell: [String], _ script: String, from clock: Int, sleep: String? = nil, round: String) throws
    -> Outcome
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "\(clock)\n".write(toFile: folder + "/clock", atomically: true, encoding: .utf8)
    let functions = """
      date() { cat '\(folder)/clock'; }
      sleep() { \(sleep ?? "echo $(( $(cat '\(folder)/clock') + $1 )) > '\(folder)/clock'"); }

      """
    let recorded = """
      cd '\(folder)'; t=$(cat clock); echo "$t" >> log; n=$(grep -c . log)
      \(round)
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell[0])
    process.arguments = shell.dropFirst() + ["-c", functions + script, "round", "/bin/sh", "-c", recorded]
    process.standardError = FileHandle.nullDevice
    try Self.unblocked { try process.run() }
    process.waitUntilExit()
    let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    return Outcome(status: process.terminationStatus, starts: log.split(separator: "\n").compactMap { Int($0) })
  }

  /// A process inherits the signals that its parent's thread blocks, and test threads block most of them.
  private static func unblocked(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  @Test(
    "Starts at the schedule's times, outlives failing rounds, leaves out what it misses, ends at SIGTERM",
    arguments: shells)
  func times(shell: [String]) throws {
    // The second round takes 400 s and fails; the fourth ends the loop.
    let round = "case $n in 2) echo $(( t + 400 )) > clock; exit 3;; 4) kill -TERM $PPID;; esac; exit 1"
    let every5 = try run(shell, script("*/5 * * * *"), from: Self.start + 37, round: round)
    #expect(every5 == Outcome(status: 0, starts: [300, 600, 1200, 1500].map { Self.start + $0 }))
    let shifted = try run(shell, script("4,19,34,49 * * * *"), from: Self.start + 37, round: round)
    #expect(shifted == Outcome(status: 0, starts: [240, 1140, 2040, 2940].map { Self.start + $0 }))
  }

  @Test("SIGTERM ends a running round too", arguments: shells)
  func stopsRound(shell: [String]) throws {
    let round = "trap 'echo 7 >> log; exit' TERM; kill -TERM $PPID; while :; do :; done"
    let outcome = try run(shell, script("*/5 * * * *"), from: Self.start, round: round)
    #expect(outcome == Outcome(status: 0, starts: [Self.start + 300, 7]))
  }

  @Test("Without a sleep that works the loop ends instead of running the job without pause", arguments: shells)
  func sleepFails(shell: [String]) throws {
    let outcome = try run(
      shell, script("*/5 * * * *"), from: Self.start, sleep: "return 127", round: "[ $n -lt 5 ] || kill -TERM $PPID")
    #expect(outcome == Outcome(status: 1, starts: []))
  }

  @Test("A line break in the schedule does not end the comment that quotes it")
  func lineBreak() throws {
    #expect(
      try script(#"*/5 * * *\n*"#).hasPrefix("# One round every 300 s, at the times of the schedule '*/5 * * * *'.\n"))
  }
}
