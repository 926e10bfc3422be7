import CLIApp
import RiskEngine
import Testing

/// What JUnit's format says of the made-up report; Tests/ReportTests holds the golden file to a schema.
@Suite("Output as JUnit")
struct JUnitOutputTests {
  @Test("The whole output; NETRISK_WRITE_DOCS=1 writes it")
  func golden() throws {
    let session = Session.run(
      "analyze", "-f", "x", "-o", "junit", analysis: Synthetic.source(Synthetic.withProblem))
    #expect(session.exitCode == 1)
    #expect(session.output == (try Golden.text("synthetic.junit.xml", written: session.output)))
  }

  @Test("Several findings of a check about an object are one test case")
  func several() {
    var analysis = Synthetic.analysis
    analysis.report.findings = [
      Finding(.churningPeer, .medium, Synthetic.policy, "First.", about: "a"),
      Finding(.churningPeer, .medium, Synthetic.policy, "Second.", about: "b"),
    ]
    let output = Session.run("analyze", "-f", "x", "-o", "junit", analysis: Synthetic.source(analysis)).output
    #expect(
      output.contains(
        """
            <testcase classname="netrisk.NR106" name="NetworkPolicy automation/homeassistant">
              <failure message="First. (and 1 more)" type="Medium">First.
        Second.
        """))
    #expect(output.contains("<testsuite name=\"NR106 ChurningPeer\" tests=\"1\" failures=\"1\""))
  }

  @Test("-n leaves the objects of other namespaces out")
  func filtered() {
    let output = Session.run(
      "analyze", "-f", "x", "-o", "junit", "-n", "automation", analysis: Synthetic.source()
    ).output
    #expect(output.contains("automation/homeassistant"))
    #expect(!output.contains("webapps"))
    let other = Session.run("analyze", "-f", "x", "-o", "junit", "-n", "x", analysis: Synthetic.source()).output
    #expect(
      other == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="netrisk" tests="0" failures="0" errors="0"/>

        """)
  }
}
