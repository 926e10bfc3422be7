import CLIApp
import Foundation
import Testing

/// `netrisk diff` over folders and over git revisions.
@Suite("The command diff")
struct DiffCommandTests {
  private static let (cluster, policy, job) = (SmallCluster.workloads, SmallCluster.policy, SmallCluster.often)

  private static func folders(_ base: String, _ head: String) throws -> FileFolder {
    try FileFolder(["base/all.yaml": base, "head/all.yaml": head])
  }

  @Test("The same is the same")
  func same() throws {
    let session = try Self.folders(Self.cluster, Self.cluster).diff()
    #expect(session.exitCode == 0 && session.error.isEmpty)
    #expect(session.output == "Nothing differs.\n")
  }

  @Test("A policy and a CronJob that come show in findings, churn, levels and connections")
  func added() throws {
    let folders = try Self.folders(Self.cluster, Self.cluster + Self.policy + Self.job)
    let session = folders.diff()
    #expect(session.exitCode == 1 && session.error.isEmpty)
    #expect(session.lines(widerThan: 80).isEmpty)
    let output = session.output.replacingOccurrences(of: "\n", with: " ")
    #expect(output.contains("this change adds 60 sync requests an hour"))
    #expect(output.contains("NR102: CronJob home/often runs 15 times an hour"))
    #expect(output.contains("Deployment home/web: None → Medium"))
    #expect(output.contains("CONNECTIONS LOST") && output.contains("home/web -> home/hub: all"))
    #expect(!output.contains("CONNECTIONS GAINED"))
    let markdown = folders.diff("-o", "markdown").output
    #expect(markdown.contains("| Sync requests/h | 0 | 45–60 |") && markdown.contains("### New findings"))
    let back = try Self.folders(Self.cluster + Self.policy + Self.job, Self.cluster).diff()
    #expect(back.output.contains("GONE FINDINGS") && back.output.contains("CONNECTIONS GAINED"))
  }

  @Test("With limits, only what exceeds them counts")
  func gates() throws {
    let folders = try Self.folders(Self.cluster, Self.cluster + Self.policy + Self.job)
    #expect(folders.diff("--max-added-requests", "60").exitCode == 0)
    #expect(folders.diff("--max-added-requests", "59").exitCode == 1)
    #expect(folders.diff("--fail-on", "medium").exitCode == 1)
    #expect(folders.diff("--fail-on", "critical").exitCode == 0)
    #expect(folders.diff("--fail-on", "critical", "--max-added-requests", "10").exitCode == 1)
  }

  @Test("JSON says the same in numbers")
  func json() throws {
    let session = try Self.folders(Self.cluster, Self.cluster + Self.job).diff("-o", "json")
    let tree = try JSONValue(session.output)
    #expect(tree["kind"]?.text == "AnalysisDifference")
    #expect(session.output.contains("\"addedRequestsPerHour\": 60"))
    #expect(tree["newFindings"]?.elements.isEmpty == false && tree["goneFindings"]?.elements.isEmpty == true)
  }

  @Test("Errors end with 2")
  func errors() throws {
    let folders = try Self.folders(Self.cluster, Self.cluster + "---\na: [\n")
    #expect(folders.diff().exitCode == 2)
    #expect(Session.run("diff", folders.path).exitCode == 2)
    let unknown = Session.run(words: ["diff", "\(folders.path)/base", "no-such-revision"])
    #expect(unknown.exitCode == 2)
    #expect(unknown.error.contains("is no file, no folder, and no revision"))
    #expect(Session.run(words: ["diff", "\(folders.path)/base", "--output=x"]).exitCode == 2)
    #expect(folders.diff("-f", "x").exitCode == 2)
  }

  @Test(
    "Git revisions are read as they were, -f choosing what of them",
    .enabled(if: FileManager.default.fileExists(atPath: ".git"), "needs the repository"))
  func revisions() throws {
    let same = Session.run("diff", "HEAD", "HEAD", "-f", "examples/k3s-home-assistant", "-q")
    #expect(same.exitCode == 0 && same.output == "Nothing differs.\n", "\(same.error)")
    let folders = try Self.folders(Self.cluster, Self.cluster)
    let session = Session.run(
      words: ["diff", "HEAD", "\(folders.path)/head", "-f", "examples/k3s-home-assistant", "-q"])
    #expect(session.exitCode == 1 && session.output.contains(" 130 "), "\(session.output)")
    #expect(Session.run("diff", "HEAD", "HEAD", "-f", "no/such/path").exitCode == 2)
  }
}

extension FileFolder {
  fileprivate func diff(_ words: String...) -> Session {
    Session.run(words: ["diff", "\(path)/base", "\(path)/head"] + words)
  }
}
