import CLIApp
import Foundation
import Testing

@Suite("Completion")
struct CompletionTests {
  @Test("Scripts name every command and every long option", arguments: ["bash", "zsh", "fish"])
  func scripts(shell: String) {
    let session = Session.run("completion", shell)
    #expect(session.exitCode == 0)
    for spec in NetRiskCommand.specs {
      #expect(session.output.contains(spec.name) == !spec.isHidden)
      for option in spec.options where !spec.isHidden { #expect(session.output.contains(option.name)) }
    }
    #expect(!session.output.contains("{program}"))
  }

  @Test("Other shells are refused")
  func otherShell() {
    #expect(Session.run("completion", "csh").error.hasPrefix("error: there is no script for 'csh'"))
    #expect(Session.run("completion").exitCode == 1)
  }

  @Test("bash accepts its script, and completes with it")
  func bash() throws {
    let script = Session.run("completion", "bash").output
    let probe = """
      \(script)
      complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _netrisk; echo "${COMPREPLY[*]}"; }
      complete_words netrisk sch
      complete_words netrisk analyze -o js
      complete_words netrisk explain co
      complete_words netrisk analyze --fa
      """
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", probe]
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output == "schedule\njson\nconnection\n--fail-on\n")
  }

  /// The protocol of kubectl's plugin completion: candidates, then a directive.
  @Test(
    "The words of a command line are completed",
    arguments: [
      (["conn"], "connectivity\tList every connection that NetworkPolicies allow\n:4\n"),
      (
        ["analyze", "--fi"],
        "--filename\tFile or folder of YAML or JSON manifests to read, - for standard input; "
          + "may be repeated\n:4\n"
      ),
      (["analyze", "-f", ""], ":0\n"),
      (["analyze", "-qf", "x"], ":0\n"),
      (["analyze", "-o", "w"], "wide\n:4\n"),
      (["analyze", "--output=y"], "yaml\n:4\n"),
      (["explain", ""], "pod\nworkload\ncluster\nconnection\n:4\n"),
      (["explain", "-f", "x", "w"], "workload\n:4\n"),
      (["explain", "pod", ""], ":4\n"),
      (["completion", "z"], "zsh\n:4\n"),
      (["help", "ver"], "version\n:4\n"),
      (["nothing", ""], ":4\n"),
    ])
  func candidates(words: [String], expected: String) {
    let session = Session.run(words: ["__complete"] + words)
    #expect(session.output == expected)
    #expect(session.exitCode == 0)
    // kubectl runs this name, with the plugin's words alone.
    #expect(Session.run(words: words, as: "kubectl_complete-netrisk").output == expected)
  }

  @Test("Hidden commands are not offered")
  func hidden() { #expect(!Session.run("__complete", "").output.contains("__complete")) }
}
