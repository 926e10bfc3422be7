import CLIApp
import Foundation
import OperatorApp
import RiskEngine
import Support
import Testing

/// The file that `netrisk operator --config` names.
@Suite("Operator configuration file")
struct OperatorFileTests {
  private static let head = "apiVersion: netrisk.dev/v1alpha1\nkind: OperatorConfiguration\n"

  /// Runs the command with a file of this text, named `FILE` in what was said.
  private static func run(_ text: String, _ words: String...) throws -> (options: OperatorOptions?, session: Session) {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let taken = Lock<OperatorOptions?>(nil)
    var session = Session.run(
      words: ["operator", "--config", path] + words,
      operation: OperatorSource { options, _ in taken.withLock { $0 = options } })
    session.error = session.error.replacing(path, with: "FILE")
    return (taken.withLock { $0 }, session)
  }

  @Test("The file that docs/operator.md shows is read, key by key")
  func documented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/operator.md"), encoding: .utf8)
    let text = try #require(page.components(separatedBy: "```yaml\n").dropFirst().first)
    let (taken, session) = try Self.run(text.components(separatedBy: "\n```")[0] + "\n")
    #expect(session.error == "")
    let options = try #require(taken)
    #expect(options.kubeconfig == "/home/me/.kube/config")
    #expect(options.context == "homelab")
    #expect(options.watchedNamespaces == ["automation", "infra"])
    #expect(options.discovery == .catalogue)
    #expect(options.usesLeaderElection)
    #expect(options.ownNamespace == "netrisk-system")
    #expect(options.metricsAddress == ":8443")
    #expect(options.securesMetrics)
    #expect(options.metricsCertificates == "/certs")
    #expect(options.healthAddress == ":8081")
    #expect(options.engine == .kubeRouter)
    #expect(options.localZone == "Europe/Berlin")
    #expect(!options.isolatesTenants)
    #expect(options.thresholds == EvaluationOptions.Thresholds())
    let entry = try #require(options.catalogueAdditions.first)
    #expect(entry.name == "Acme sensor hub")
    #expect(entry.images == ["acme/sensor-hub"])
    #expect(entry.hints == ["sensor-hub"])
    #expect(entry.traits == [.chatty, .discovery])
    #expect(entry.reason == "polls a hundred sensors")
    // The error that the page shows.
    let wrong = try Self.run(Self.head + "\nwatchNamespace: [a]\n").session.error
    #expect(page.contains(wrong.replacing("FILE", with: "operator.yaml")), "\(wrong)")
  }

  @Test("Flags win over the file, and the file over what is so by itself")
  func precedence() throws {
    let text =
      Self.head + """
        discovery: all
        context: file
        leaderElect: true
        metricsSecure: false
        tenantIsolation: true
        watchNamespaces: [a]
        thresholds: {programmingDelaySeconds: 2, frequentCronJobRunsPerHour: 8}
        """
    let file = try #require(try Self.run(text).options)
    #expect(file.discovery == .all)
    #expect(file.context == "file")
    #expect(file.usesLeaderElection && !file.securesMetrics && file.isolatesTenants)
    #expect(file.watchedNamespaces == ["a"])
    #expect(file.thresholds.programmingDelaySeconds == 2)
    #expect(file.healthAddress == OperatorOptions().healthAddress)
    let flags = try #require(
      try Self.run(
        text, "--discovery", "off", "--context", "flag", "--leader-elect=false", "--metrics-secure", "true",
        "--tenant-isolation=false", "--watch-namespaces", "b,c", "--programming-delay-seconds", "3"
      ).options)
    #expect(flags.discovery == .off)
    #expect(flags.context == "flag")
    #expect(!flags.usesLeaderElection && flags.securesMetrics && !flags.isolatesTenants)
    #expect(flags.watchedNamespaces == ["b", "c"])
    #expect(flags.thresholds.programmingDelaySeconds == 3)
    #expect(flags.thresholds.frequentCronJobRunsPerHour == 8)
  }

  /// YAML 1.1 takes a bare `off` for false.
  @Test("off is off, with quotes and without", arguments: ["off", "'off'"])
  func off(word: String) throws {
    #expect(try Self.run(Self.head + "discovery: \(word)\n").options?.discovery == .off)
  }

  @Test("Every option of the command is a key")
  func everyFlag() throws {
    let elsewhere = ["config", "help", "frequent-cronjob-runs-per-hour", "programming-delay-seconds"]
    let spec = try #require(NetRiskCommand.specs.first { $0.name == "operator" })
    for option in spec.options where !elsewhere.contains(option.name) {
      let words = option.name.split(separator: "-")
      let key = words[0] + words.dropFirst().map(\.capitalized).joined()
      // An object is the type of none of them.
      let error = try Self.run(Self.head + "\(key): {}\n").session.error
      #expect(error.hasPrefix("error: FILE:3:1: \(key): expected "), "\(error)")
    }
  }

  @Test(
    "What is wrong is told with its place and what was expected",
    arguments: [
      ("discovery: chatty", "3:1: discovery: expected one of catalogue, all, off, found 'chatty'"),
      ("leaderElect: \"yes\"", "3:1: leaderElect: expected true or false, found a string"),
      ("watchNamespaces: a", "3:1: watchNamespaces: expected a list, found a string"),
      ("watchNamespaces: [a, 5]", "3:22: watchNamespaces[1]: expected a string, found a number"),
      ("metricsBindAddress: 0", "3:1: metricsBindAddress: expected a string, found a number"),
      (
        "thresholds: {programmingDelaySeconds: -1}",
        "3:14: thresholds.programmingDelaySeconds: expected a number that is not negative"
      ),
      ("thresholds:\n  delay: 1", "4:3: thresholds.delay: there is no such key"),
      ("catalogue: [{images: [a], reason: b}]", "3:13: catalogue[0].name: expected a string"),
      (
        "catalogue: [{name: a, reason: b}]",
        "3:13: catalogue[0]: expected images or hints by which a workload is recognised"
      ),
      (
        "catalogue: [{name: a, hints: [b], reason: c, traits: [loud]}]",
        "3:55: catalogue[0].traits[0]: expected one of chatty, discovery, broker, dns, stream, database, "
          + "infrastructure, found 'loud'"
      ),
      (
        "catalogue: [{name: a, images: [\"A B\"], reason: c}]",
        "3:32: catalogue[0].images[0]: expected an image such as ghcr.io/acme/sensor"
      ),
    ])
  func problems(text: String, expected: String) throws {
    let (options, session) = try Self.run(Self.head + text + "\n")
    #expect(options == nil)
    #expect(session.exitCode == 1)
    #expect(session.error == "error: FILE:\(expected).\n")
  }

  @Test("All problems are told at once; broken YAML and another kind are problems, too")
  func several() throws {
    let text = "apiVersion: v1\nkind: ConfigMap\nleaderElekt: true\n"
    #expect(
      try Self.run(text).session.error == """
        error: FILE:1:1: apiVersion: expected 'netrisk.dev/v1alpha1', found 'v1'.
        FILE:2:1: kind: expected 'OperatorConfiguration', found 'ConfigMap'
        FILE:3:1: leaderElekt: there is no such key; did you mean leaderElect?

        """)
    #expect(try Self.run("a: [").session.error.hasPrefix("error: FILE:"))
    #expect(try Self.run("").session.error.hasPrefix("error: FILE:1:1: expected an object, found null"))
    #expect(
      Session.run("operator", "--config", "/does/not/exist").error
        == "error: --config: cannot read /does/not/exist: No such file or directory.\n")
  }
}
