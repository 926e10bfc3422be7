import CLIApp
import KubeCore
import RiskEngine
import Testing

@Suite("Terminal")
struct TerminalTests {
  private static func isColored(
    _ words: [String] = [], variables: [String: String] = [:], isTerminal: Bool = true
  ) -> Bool {
    Session.run(
      words: ["analyze", "-f", "x"] + words, variables: variables, isTerminal: isTerminal,
      analysis: Synthetic.source()
    ).output.contains("\u{1b}[")
  }

  @Test("Colour is for terminals, and can be forced and forbidden")
  func color() {
    #expect(Self.isColored())
    #expect(!Self.isColored(isTerminal: false))
    #expect(!Self.isColored(variables: ["NO_COLOR": "1"]))
    #expect(Self.isColored(variables: ["NO_COLOR": ""]))
    #expect(!Self.isColored(variables: ["TERM": "dumb"]))
    #expect(!Self.isColored(["--no-color"]))
    #expect(!Self.isColored(["--color", "never"]))
    #expect(Self.isColored(["--color", "always"], variables: ["NO_COLOR": "1"], isTerminal: false))
    #expect(!Self.isColored(["-o", "json"]))
    #expect(!Self.isColored(["-o", "markdown"]))
  }

  @Test("Colour changes nothing but the colour")
  func sameText() {
    let plain = Session.run("analyze", "-f", "x", analysis: Synthetic.source()).output
    let colored = Session.run("analyze", "-f", "x", "--color", "always", analysis: Synthetic.source()).output
    #expect(colored.replacing(#/\u{1b}\[[0-9;]*m/#, with: "") == plain)
  }

  @Test("Lines are as wide as the terminal, from 60 columns on", arguments: [20, 60, 80, 100, 200])
  func width(columns: Int) {
    let session = Session.run(
      "analyze", "-f", "x", "--no-color", isTerminal: true, terminalWidth: columns, analysis: Synthetic.source())
    #expect(session.lines(widerThan: max(60, columns)) == [])
    let byVariable = Session.run(
      "analyze", "-f", "x", "--no-color", variables: ["COLUMNS": "\(columns)"], isTerminal: true,
      analysis: Synthetic.source())
    #expect(byVariable.output == session.output)
  }

  @Test("A pipe is 80 columns wide, whatever COLUMNS says")
  func pipe() {
    let session = Session.run("analyze", "-f", "x", variables: ["COLUMNS": "200"], analysis: Synthetic.source())
    #expect(session.output == Session.run("analyze", "-f", "x", analysis: Synthetic.source()).output)
    #expect(session.lines(widerThan: 80) == [])
  }

  @Test("Notices cannot drive the terminal")
  func controlCharactersInNotices() {
    let session = Session.run(
      "analyze", "-f", "-", standardInput: #"{"apiVersion":"v1","kind":"Po\u001b[31md","metadata":{"name":"x"}}"#)
    #expect(session.error == #"1 object of kinds that NetRisk does not read: Po\u{1b}[31md"# + "\n")
  }

  @Test("Input cannot drive the terminal or break a table", arguments: ["table", "wide", "markdown"])
  func controlCharacters(format: String) {
    var analysis = Synthetic.analysis
    analysis.report.workloads[0].key.name = "evil\u{1b}]0;title\u{7}|name\n|"
    analysis.report.findings[0].message = "@everyone <img src=x> **bold** \u{1b}[31mred\u{202e}"
    let output = Session.run("analyze", "-f", "x", "-o", format, analysis: Synthetic.source(analysis)).output
    #expect(!output.contains("\u{1b}") && !output.contains("\u{7}") && !output.contains("\u{202e}"))
    if format == "markdown" {
      #expect(!output.contains("<img") && !output.contains("@everyone") && !output.contains("**bold**"))
    }
  }
}
