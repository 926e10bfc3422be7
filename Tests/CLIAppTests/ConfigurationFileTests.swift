import CLIApp
import Foundation
import Testing

/// `.netrisk.yaml`: where it is looked for, and what is wrong with it.
@Suite("Configuration file of the command line")
struct ConfigurationFileTests {
  static let head = "apiVersion: netrisk.dev/v1alpha1\nkind: Configuration\n"

  /// Runs a command in a folder with this file; the cluster cannot be read, and says which one was asked for.
  static func run(_ text: String, as name: String = ".netrisk.yaml", _ words: String...) -> Session {
    let cluster = ClusterSource { (target, _) throws(CommandFailure) in
      throw CommandFailure("asked for the cluster '\(target.context)'")
    }
    return Session.run(words: words, cluster: cluster, configuration: [name: head + text])
  }

  @Test("Its files are read where neither files nor a cluster are given")
  func filename() throws {
    let folder = try SmallCluster.folder()
    let text = "filename: ['\(folder.path)']\n"
    for command in [["analyze"], ["explain", "cluster"], ["patches"], ["connectivity"]] {
      let expected = Session.run(words: command + ["-f", folder.path])
      #expect(expected.exitCode == 0 && !expected.output.isEmpty, "\(expected.error)")
      let configuration = [".netrisk.yaml": Self.head + text]
      #expect(Session.run(words: command, configuration: configuration) == expected)
      #expect(Session.run(words: command, configuration: [".netrisk.yml": Self.head + text]) == expected)
    }
    let diff = Self.run(text, "patches", "--format", "diff")
    #expect(diff == Session.run("patches", "-f", folder.path, "--format", "diff"))
    #expect(Self.run(text, "analyze", "--context", "home").error.contains("asked for the cluster 'home'"))
    #expect(Self.run(text, "analyze", "--no-config").error.contains("asked for the cluster ''"))
    #expect(Self.run("engine: none\n", "analyze").error.contains("asked for the cluster ''"))
    let other = Self.run("filename: [/does/not/exist]\n", "analyze", "-f", folder.path)
    #expect(other == Session.run("analyze", "-f", folder.path))
  }

  @Test("Of .netrisk.yaml and .netrisk.yml the first is read, and --config in the place of both")
  func lookup() throws {
    let folder = try SmallCluster.folder()
    let texts = [".netrisk.yaml": Self.head + "engine: weave\n", ".netrisk.yml": Self.head + "engine: antrea\n"]
    let words = ["analyze", "-f", folder.path]
    #expect(Session.run(words: words, configuration: texts).output.contains("weave"))
    try (Self.head + "engine: calico-ebpf\n").write(toFile: folder.path + "/c", atomically: true, encoding: .utf8)
    let named = Session.run(words: words + ["--config", folder.path + "/c"], configuration: texts)
    #expect(named.output.contains("calico-ebpf"), "\(named.error)")
    #expect(!Session.run(words: words + ["--no-config"], configuration: texts).output.contains("weave"))
  }

  @Test("Paths are relative to the file")
  func relative() throws {
    let folder = try SmallCluster.folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/ci", withIntermediateDirectories: true)
    let file = folder.path + "/ci/netrisk.yaml"
    let kept = Session.run("analyze", "-f", folder.path + "/all.yaml", "-o", "json").output
    try kept.write(toFile: folder.path + "/ci/baseline.json", atomically: true, encoding: .utf8)
    try (Self.head + "filename: [../all.yaml]\nbaseline: baseline.json\n").write(
      toFile: file, atomically: true, encoding: .utf8)
    let session = Session.run("analyze", "--config", file)
    #expect(session.exitCode == 0 && session.error.isEmpty, "\(session.error)")
    #expect(session.output.contains("No new findings."))
    #expect(!Session.run("analyze", "--config", file, "--baseline", "").output.contains("No new findings."))
  }

  @Test("Commands that do not analyse have nothing to do with it", arguments: ["version", "operator", "help"])
  func others(command: String) {
    #expect(Self.run("filname: []\n", command) == Session.run(command))
    #expect(Self.run("filname: []\n", "analyze", "--help").exitCode == 0)
  }

  @Test(
    "What is wrong is told with its place and what was expected",
    arguments: [
      ("filenames: [a]", "3:1: filenames: there is no such key; did you mean filename?"),
      ("filename: a", "3:1: filename: expected a list, found a string"),
      ("filename: [a, '-']", "3:15: filename[1]: expected a path, found '-'"),
      ("baseline: ''", "3:1: baseline: expected a path, found ''"),
      ("engine: iptables", "3:1: engine: expected one of kube-router, calico-iptables, calico-ebpf, canal, cilium, "),
      ("failOn: hgh", "3:1: failOn: expected one of off, info, low, medium, high, critical, found 'hgh'"),
      ("budget: -1", "3:1: budget: expected a whole number that is not negative"),
      ("maxAddedRequests: 1.5", "3:1: maxAddedRequests: expected a whole number that is not negative"),
      ("timeZone: Nowhere", "3:1: timeZone: expected a time zone such as Europe/Berlin, found 'Nowhere'"),
      ("thresholds:\n  delay: 1", "4:3: thresholds.delay: there is no such key"),
      ("catalogue: [{images: [a], reason: b}]", "3:13: catalogue[0].name: expected a string"),
    ])
  func problems(text: String, expected: String) {
    let session = Self.run(text + "\n", "connectivity")
    #expect(session.exitCode == 1 && session.output.isEmpty)
    #expect(session.error.hasPrefix("error: .netrisk.yaml:\(expected)"), "\(session.error)")
    #expect(Self.run(text + "\n", "diff", "a", "b").exitCode == 2)
  }

  @Test("A file that cannot be read, another kind, and options that contradict each other are errors")
  func unreadable() {
    let folder = Session.run(words: ["analyze"], configuration: [".netrisk.yaml/x": ""])
    #expect(
      folder.error == """
        error: cannot read .netrisk.yaml: Is a directory.
        With --no-config it is not looked for.

        """)
    #expect(
      Session.run("analyze", "--config", "/does/not/exist").error
        == "error: --config: cannot read /does/not/exist: No such file or directory.\n")
    let kind = Session.run(
      words: ["analyze"], configuration: [".netrisk.yml": "apiVersion: netrisk.dev/v1alpha1\nkind: NetRisk\n"])
    #expect(kind.error == "error: .netrisk.yml:2:1: kind: expected 'Configuration', found 'NetRisk'.\n")
    let both = Session.run("analyze", "--config", "a", "--no-config")
    #expect(both.error.hasPrefix("error: --config reads a file and --no-config reads none: give one of them.\n"))
    #expect(folder.exitCode == 1 && kind.exitCode == 1 && both.exitCode == 1)
  }

  @Test("The table in docs/ci.md has every key, and the file that it shows is read")
  func documented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/ci.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("`.netrisk.yaml`") })
    let rows = section.components(separatedBy: "\n| `").dropFirst().compactMap { $0.components(separatedBy: "`").first }
    #expect(rows.count == 9)
    for key in rows {
      let error = Self.run("\(key): 'x y'\n", "analyze").error
      let isKnown = error.contains(":3:1: \(key): expected ") || error.contains("the baseline x y cannot be read")
      #expect(isKnown, "\(error)")
    }
    let yaml = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
    let text = yaml.components(separatedBy: "\n```")[0] + "\n"
    let session = Session.run(
      words: ["analyze", "--baseline", ""], configuration: [".netrisk.yaml": text])
    #expect(session.error.contains("manifests"), "\(session.error)")
    #expect(!session.error.contains(".netrisk.yaml:"), "\(session.error)")
    for key in rows { #expect(text.contains("\n\(key):")) }
    // The error that the page shows.
    #expect(section.contains("```\n" + Self.run("filenames: [a]\n", "analyze").error + "```"))
  }
}
