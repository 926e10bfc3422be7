import CLIApp
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  static let formats = ["table", "wide", "json", "yaml", "markdown", "sarif", "junit"]

  @Test("Findings at or above --fail-on give 2, in every format", arguments: formats)
  func findings(format: String) {
    func run(_ failOn: String...) -> Session {
      Session.run(words: ["analyze", "-f", "x", "-o", format] + failOn, analysis: Synthetic.source())
    }
    #expect(run().exitCode == 0)
    #expect(run("--fail-on", "off").exitCode == 0)
    #expect(run("--fail-on", "critical").exitCode == 0)
    #expect(run("--fail-on", "high").exitCode == 2)
    #expect(run("--fail-on", "High").exitCode == 2)
    #expect(run("--fail-on", "low").exitCode == 2)
    #expect(run("--fail-on", "info").exitCode == 2)
    // The gate changes the exit code alone.
    #expect(run("--fail-on", "low").output == run().output)
  }

  @Test("A problem in the input gives 1 and wins over findings, in every format", arguments: formats)
  func problems(format: String) {
    for gate in [[], ["--fail-on", "low"]] {
      let session = Session.run(
        words: ["analyze", "-f", "x", "-o", format] + gate, analysis: Synthetic.source(Synthetic.withProblem))
      #expect(session.exitCode == 1)
      #expect(
        session.error
          == "manifests/broken.yaml:7:5: spec.schedule: expected a string, found an integer (5)\n")
      #expect(!session.output.isEmpty)
    }
  }

  @Test("A failure gives 1 and writes no data, in every format", arguments: formats)
  func failure(format: String) {
    let failing = AnalysisSource { (_, _) throws(CommandFailure) in throw CommandFailure("it does not work") }
    let session = Session.run("analyze", "-f", "x", "-o", format, analysis: failing)
    #expect(session.exitCode == 1)
    #expect(session.output == "")
    #expect(session.error == "error: it does not work.\n")
  }

  @Test("Notices go to standard error, and -q silences them alone")
  func notices() {
    let loud = Session.run("analyze", "-f", "x", "-o", "json", analysis: Synthetic.source())
    #expect(loud.error == "manifests/chart/templates: Helm templates are passed over.\n")
    let quiet = Session.run("analyze", "-f", "x", "-o", "json", "-q", analysis: Synthetic.source())
    #expect(quiet.error == "")
    #expect(quiet.output == loud.output)
  }

  @Test("What is not shown does not count for --fail-on")
  func filtered() {
    func run(_ words: String...) -> Int32 {
      Session.run(words: ["analyze", "-f", "x", "--fail-on", "high"] + words, analysis: Synthetic.source()).exitCode
    }
    #expect(run("-n", "automation") == 2)
    #expect(run("-n", "infra") == 0)
    #expect(run("-n", "infra", "-A") == 2)
    #expect(run("-l", "app=homeassistant") == 2)
    #expect(run("-l", "app!=homeassistant") == 0)
  }
}
