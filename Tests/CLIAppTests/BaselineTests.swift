import CLIApp
import Foundation
import RiskEngine
import Testing

@Suite("Baseline")
struct BaselineTests {
  /// Runs `body` with a file of this text.
  private static func with(_ text: String, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  private static func run(_ format: String, _ analysis: Analysis = Synthetic.analysis, _ words: String...) -> Session {
    Session.run(words: ["analyze", "-f", "x", "-q", "-o", format] + words, analysis: Synthetic.source(analysis))
  }

  /// Without the finding about the CronJob.
  private static func earlier(_ change: (inout [Finding]) -> Void = { $0.remove(at: 1) }) -> Analysis {
    var analysis = Synthetic.analysis
    change(&analysis.report.findings)
    return analysis
  }

  @Test("What the baseline has does not fail, whatever its words and numbers")
  func known() throws {
    let reworded = Self.earlier { findings in
      for index in findings.indices {
        findings[index].message = "Other words \(index)."
        findings[index].path = []
      }
    }
    try Self.with(Self.run("json", reworded).output) { file in
      #expect(Self.run("table", Synthetic.analysis, "--fail-on", "info").exitCode == 2)
      #expect(Self.run("table", Synthetic.analysis, "--fail-on", "info", "--baseline", file).exitCode == 0)
    }
  }

  @Test("What is new fails, by its own severity")
  func new() throws {
    try Self.with(Self.run("json", Self.earlier()).output) { file in
      #expect(Self.run("table", Synthetic.analysis, "--fail-on", "medium", "--baseline", file).exitCode == 2)
      #expect(Self.run("table", Synthetic.analysis, "--fail-on", "high", "--baseline", file).exitCode == 0)
    }
  }

  @Test("A finding that became more severe is new, one that became less severe is not")
  func severity() throws {
    let milder = Self.earlier { $0[0].severity = .medium }
    let severer = Self.earlier { $0[0].severity = .critical }
    try Self.with(Self.run("json", milder).output) { file in
      let session = Self.run("sarif", Synthetic.analysis, "--fail-on", "high", "--baseline", file)
      #expect(session.exitCode == 2)
      #expect(session.output.contains("\"baselineState\": \"updated\""))
    }
    try Self.with(Self.run("json", severer).output) { file in
      #expect(Self.run("json", Synthetic.analysis, "--fail-on", "info", "--baseline", file).exitCode == 0)
    }
  }

  @Test("A finding whose exception is gone is new")
  func exception() throws {
    var excepted = Synthetic.analysis
    let finding = excepted.report.findings.remove(at: 1)
    excepted.report.suppressed.append(SuppressedFinding(finding: finding, reason: "for now", until: nil))
    try Self.with(Self.run("json", excepted).output) { file in
      #expect(Self.run("json", Synthetic.analysis, "--fail-on", "medium", "--baseline", file).exitCode == 2)
      let states = Self.run("sarif", excepted, "--baseline", file).output
      #expect(!states.contains("\"baselineState\": \"new\""))
    }
  }

  @Test("Tables and Markdown show what is new, and how much is not shown", arguments: ["table", "wide", "markdown"])
  func shown(format: String) throws {
    try Self.with(Self.run("json", Self.earlier()).output) { file in
      let output = Self.run(format, Synthetic.analysis, "--baseline", file).output
      #expect(output.contains("\n\n8 findings of the baseline are not shown.\n"))
      #expect(output.contains("NR102"))
      #expect(!output.contains("NR201 UnusedPolicy"))
      #expect(output.contains("1 finding (1 Medium)"))
    }
    try Self.with(Self.run("json").output) { file in
      let output = Self.run(format, Synthetic.analysis, "--baseline", file).output
      #expect(output.contains("\nNo new findings.\n"))
      #expect(output.contains("\n9 findings of the baseline are not shown.\n"))
    }
  }

  @Test("JSON keeps every finding and says which are known; SARIF has their state, JUnit skips them")
  func marked() throws {
    try Self.with(Self.run("json", Self.earlier()).output) { file in
      let json = try JSONValue(Self.run("json", Synthetic.analysis, "--baseline", file).output)
      let known = json["findings"]?.elements.map { $0["known"] == .bool(true) }
      #expect(known == [true, false] + Array(repeating: true, count: 7))
      let sarif = try JSONValue(Self.run("sarif", Synthetic.analysis, "--baseline", file).output)
      let states = sarif["runs"]?.elements.first?["results"]?.elements.map { $0["baselineState"]?.text }
      #expect(states == ["unchanged", "new"] + Array(repeating: "unchanged", count: 8))
      let junit = Self.run("junit", Synthetic.analysis, "--baseline", file).output
      #expect(junit.contains("failures=\"1\" errors=\"0\">"))
      #expect(junit.contains("<skipped message=\"In the baseline: NetworkPolicy webapps/old-1 selects no pod.\"/>"))
    }
  }

  @Test(
    "A file that is no report is told with its line and column",
    arguments: [
      ("", ":1:1: expected "), ("{\n  \"kind\": x", ":2:11: expected "),
      ("{\n  \"kind\": \"List\"}", ":2:11: kind: expected AnalysisReport, found \"List\""),
      ("{\"kind\": \"AnalysisReport\"}", ":1:1: apiVersion: expected netrisk.dev/v1alpha1, found nothing"),
      (report("\"findings\": 1"), ":2:13: findings: expected a list, found another type"),
      (
        report("\"findings\": [\n {\"severity\": \"Low\"}]"),
        ":3:2: findings[0].fingerprint: expected a fingerprint, found nothing"
      ),
      (
        report("\"findings\": [\n {\"fingerprint\":\"0123456789abcdef0123456789abcdef\", \"severity\":\"Hot\"}]"),
        ":3:64: findings[0].severity: expected a severity, found \"Hot\""
      ),
      (report("\"findings\": [], \"suppressed\": []") + "\n{}", ":3:1: expected the end of the report"),
    ])
  func broken(text: String, message: String) throws {
    try Self.with(text) { file in
      let session = Self.run("json", Synthetic.analysis, "--baseline", file)
      #expect(session.exitCode == 1)
      #expect(session.output == "")
      #expect(session.error.hasPrefix("error: \(file)\(message)"), "\(session.error)")
      let advice = "A baseline is what 'netrisk analyze -o json' wrote: netrisk analyze … -o json > FILE\n"
      #expect(session.error.hasSuffix("\n" + advice))
    }
  }

  private static func report(_ rest: String) -> String {
    "{\"kind\": \"AnalysisReport\", \"apiVersion\": \"netrisk.dev/v1alpha1\",\n\(rest)}"
  }

  @Test("A file that is not there is told by the system's words")
  func missing() {
    let session = Self.run("json", Synthetic.analysis, "--baseline", "/does/not/exist")
    #expect(session.exitCode == 1)
    #expect(
      session.error.hasPrefix("error: the baseline /does/not/exist cannot be read: No such file or directory.\n"))
  }
}
