import CLIApp
import Foundation
import Testing

/// What the keys of `.netrisk.yaml` do, and that options win over them.
@Suite("Values of the configuration file")
struct ConfigurationValueTests {
  /// `analyze` of a folder, or `words`, with this configuration.
  private static func run(_ text: String, _ words: [String]) -> Session {
    Session.run(words: words, configuration: [".netrisk.yaml": ConfigurationFileTests.head + text + "\n"])
  }

  @Test("failOn is the gate of analyze, and --fail-on another one")
  func failOn() throws {
    let folder = try SmallCluster.folder()
    let words = ["analyze", "-f", folder.path]
    #expect(Self.run("failOn: medium", words).exitCode == 2)
    #expect(Self.run("failOn: critical", words).exitCode == 0)
    #expect(Self.run("failOn: off", words).exitCode == 0)
    #expect(Self.run("failOn: medium", words + ["--fail-on", "off"]).exitCode == 0)
    #expect(Self.run("failOn: critical", words + ["--fail-on", "low"]).exitCode == 2)
  }

  @Test("A budget and thresholds change what is found")
  func settings() throws {
    let folder = try SmallCluster.folder()
    let words = ["analyze", "-f", folder.path]
    func found(_ code: String, _ text: String, _ more: String...) -> Bool {
      Self.run(text, words + more).output.contains(code)
    }
    #expect(!found("NR109", "") && found("NR109", "budget: 10") && !found("NR109", "budget: 10", "--budget", "500"))
    let runs = "thresholds: {frequentCronJobRunsPerHour: 20}"
    #expect(found("NR102", "") && !found("NR102", runs))
    #expect(found("NR102", runs, "--frequent-cronjob-runs-per-hour", "10"))
  }

  /// On 2026-11-21 in UTC, the 22nd has begun in Kolkata by the evening.
  @Test("The time zone is that of schedules that name none")
  func timeZone() throws {
    let folder = try SmallCluster.folder()
    let path = folder.path + "/all.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8).replacing("0 3 * * *", with: "* * 22 11 *")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let words = ["analyze", "-f", folder.path, "-o", "json"]
    let plain = Self.run("", words)
    #expect(plain.exitCode == 0)
    #expect(Self.run("timeZone: UTC", words) == plain)
    #expect(Self.run("timeZone: Asia/Kolkata", words).output != plain.output)
  }

  @Test("An addition to the catalogue makes a workload chatty, for analyze and explain alike")
  func catalogue() throws {
    let folder = try SmallCluster.folder()
    let text = "catalogue: [{name: Acme hub, images: [acme/hub], traits: [chatty], reason: polls sensors}]"
    for words in [["analyze", "-o", "json"], ["explain", "workload", "Deployment/home/hub"]] {
      #expect(Self.run(text, words + ["-f", folder.path]).output.contains("Acme hub"), "\(words)")
      #expect(!Self.run("", words + ["-f", folder.path]).output.contains("Acme hub"))
    }
  }

  @Test("The limits of diff hold where no option gives one")
  func diff() throws {
    let (base, head) = (try SmallCluster.folder(jobs: false), try SmallCluster.folder())
    let words = ["diff", base.path, head.path]
    #expect(Self.run("", words).exitCode == 1)
    #expect(Self.run("", words + ["--limits-only"]).exitCode == 0)
    #expect(Self.run("maxAddedRequests: 500", words).exitCode == 0)
    #expect(Self.run("maxAddedRequests: 5", words + ["--limits-only"]).exitCode == 1)
    #expect(Self.run("maxAddedRequests: 5", words + ["--max-added-requests", "500"]).exitCode == 0)
    #expect(Self.run("failOn: low", words + ["--limits-only"]).exitCode == 1)
    #expect(Self.run("failOn: critical", words).exitCode == 0)
    #expect(Self.run("failOn: critical", words + ["--fail-on", "off"]).exitCode == 1)
  }

  @Test(
    "filename chooses what diff reads of two revisions, and nothing of folders",
    .enabled(if: FileManager.default.fileExists(atPath: ".git"), "needs the repository"))
  func revisions() throws {
    let text = "filename: [examples/no-such-example]"
    #expect(Self.run(text, ["diff", "HEAD", "HEAD"]).exitCode == 2)
    #expect(Self.run(text, ["diff", "HEAD", "HEAD", "-f", "examples/flannel-prefix", "-q"]).exitCode == 0)
    let folder = try SmallCluster.folder()
    #expect(Self.run(text, ["diff", folder.path, folder.path]).exitCode == 0)
    let known = Self.run("filename: [examples/flannel-prefix]", ["diff", "HEAD", "HEAD", "-q"])
    #expect(known.exitCode == 0 && known.output == "Nothing differs.\n", "\(known.error)")
  }
}
