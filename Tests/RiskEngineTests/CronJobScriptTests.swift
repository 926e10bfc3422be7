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
  private func script(_ schedule: String, job: String = #""backoffLimit":0,"#, spec: String = "") throws -> String {
    let report = try Cluster.k3s().cronJob("tick", schedule, job: job, spec: spec).report
    let patch = try #require(report.workloads.first?.suggestedPatches.first { $0.type == .cronJobToDeployment })
    let lines = patch.body.text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.contains("# One round") })
    let indent = lines[first].prefix { $0 == " " }.count
    let last = try #require(lines[first...].firstIndex { $0 == String(repeating: " ", count: indent) + "done" })
    return lines[first...last].map { $0.dropFirst(indent) }.joined(separator: "\n")
      .replacingOccurrences(of: "$$(", with: "$(")
  }

  private struct Outcome: Equatable {
    var status: Int32
    var starts: [Int]
  }

  /// Runs the loop around `round`, a script that finds the number of its run in `$n` and the loop's process in `main`.
  ///
  /// - Parameter sleep: the patterns of a `case` over the seconds, each with what it does in place of moving the clock.
  private func run(_ shell: [String], _ script: String, from clock: Int, sleep: String = "", round: String) throws
    -> Outcome
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "\(clock)\n".write(toFile: folder + "/clock", atomically: true, encoding: .utf8)
    let functions = """
      cd '\(folder)'; echo $$ > main
      date() { cat clock; }
      pass() { echo $(( $(cat clock) + $1 )) > clock; }
      sleep() { case $1 in \(sleep) *) pass $1;; esac; }

      """
    let recorded = """
      t=$(cat clock); echo "$t" >> log; n=$(grep -c . log)
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

  @Test("Starts at the schedule's times, outlives failing rounds, ends at SIGTERM", arguments: shells)
  func times(shell: [String]) throws {
    // The second round takes 400 s and fails; the fourth ends the loop.
    let round = "case $n in 2) echo $(( t + 400 )) > clock; exit 3;; 4) kill -TERM $(cat main);; esac; exit 1"
    let every5 = try run(shell, script("*/5 * * * *"), from: Self.start + 37, round: round)
    // The run of 900 is made up for at 1000, as by the controller.
    #expect(every5 == Outcome(status: 0, starts: [300, 600, 1000, 1200].map { Self.start + $0 }))
    let shifted = try run(shell, script("4,19,34,49 * * * *"), from: Self.start + 37, round: round)
    #expect(shifted == Outcome(status: 0, starts: [240, 1140, 2040, 2940].map { Self.start + $0 }))
    let strict = try script("*/5 * * * *", spec: #","startingDeadlineSeconds":60"#)
    let late = try run(shell, strict, from: Self.start + 37, round: round)
    #expect(late == Outcome(status: 0, starts: [300, 600, 1200, 1500].map { Self.start + $0 }))
  }

  @Test(
    "A failed round is tried again after longer and longer pauses, as often as backoffLimit says", arguments: shells)
  func backOff(shell: [String]) throws {
    let round = "[ $n -lt 5 ] || kill -TERM $(cat main); exit 1"
    let twice = try run(
      shell, script("*/5 * * * *", job: #""backoffLimit":2,"#), from: Self.start + 37, round: round)
    #expect(twice == Outcome(status: 0, starts: [300, 310, 330, 600, 610].map { Self.start + $0 }))
    let standard = try run(shell, script("*/5 * * * *", job: ""), from: Self.start + 37, round: round)
    #expect(standard == Outcome(status: 0, starts: [300, 310, 330, 370, 450].map { Self.start + $0 }))
  }

  /// Ends at SIGTERM and says so in the log; the clock of whoever waits for it moves on only while it runs.
  private static let endless =
    "[ $n -eq 1 ] || { kill -TERM $(cat main); exit; }; trap 'echo 7 >> log; : > ended; exit' TERM; : > running; "
    + "while :; do :; done"
  private static let afterStart = "while [ ! -e running ]; do :; done; rm running; pass $1"

  @Test("activeDeadlineSeconds ends a round, and it is not tried again", arguments: shells)
  func deadline(shell: [String]) throws {
    let script = try script("*/5 * * * *", job: #""activeDeadlineSeconds":60,"#)
    let outcome = try run(
      shell, script, from: Self.start, sleep: "60) \(Self.afterStart);; 30) while [ ! -e ended ]; do :; done;;",
      round: Self.endless)
    #expect(outcome == Outcome(status: 0, starts: [Self.start + 300, 7, Self.start + 600]))
  }

  @Test("A round that does not mind SIGTERM is killed after its grace period", arguments: shells)
  func killed(shell: [String]) throws {
    let script = try script("*/5 * * * *", job: #""activeDeadlineSeconds":60,"#)
    let deaf = "[ $n -eq 1 ] || { kill -TERM $(cat main); exit; }; trap '' TERM; : > running; while :; do :; done"
    let outcome = try run(shell, script, from: Self.start, sleep: "60) \(Self.afterStart);;", round: deaf)
    #expect(outcome == Outcome(status: 0, starts: [Self.start + 300, Self.start + 600]))
  }

  @Test("With Replace a round gives way to the next one", arguments: shells)
  func replaced(shell: [String]) throws {
    let script = try script("*/5 * * * *", spec: #","concurrencyPolicy":"Replace""#)
    let grace = "30) while [ ! -e ended ]; do :; done;;"
    let outcome = try run(
      shell, script, from: Self.start + 1, sleep: "300) \(Self.afterStart);; \(grace)", round: Self.endless)
    #expect(outcome == Outcome(status: 0, starts: [Self.start + 300, 7, Self.start + 600]))
  }

  @Test("SIGTERM ends a running round too", arguments: shells)
  func stopsRound(shell: [String]) throws {
    let round = "trap 'echo 7 >> log; exit' TERM; kill -TERM $(cat main); while :; do :; done"
    let outcome = try run(shell, script("*/5 * * * *"), from: Self.start, round: round)
    #expect(outcome == Outcome(status: 0, starts: [Self.start + 300, 7]))
  }

  @Test("Without a sleep that works the loop ends instead of running the job without pause", arguments: shells)
  func sleepFails(shell: [String]) throws {
    let outcome = try run(
      shell, script("*/5 * * * *"), from: Self.start, sleep: "*) return 127;;",
      round: "[ $n -lt 5 ] || kill -TERM $(cat main)")
    #expect(outcome == Outcome(status: 1, starts: []))
  }

  @Test("A line break in the schedule does not end the comment that quotes it")
  func lineBreak() throws {
    #expect(
      try script(#"*/5 * * *\n*"#).hasPrefix("# One round every 300 s, at the times of the schedule '*/5 * * * *'.\n"))
  }
}
