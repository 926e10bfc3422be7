import CLIApp
import Testing

@Suite("Help")
struct HelpTests {
  private static let shown = NetRiskCommand.specs.filter { !$0.isHidden }

  @Test("The program alone, --help and help print the overview")
  func overview() {
    let session = Session.run()
    #expect(session.exitCode == 0)
    #expect(session.error == "")
    #expect(
      session.output == """
        NetRisk tells which workloads of a Kubernetes cluster are exposed to network
        interruption by policy churn, what drives it, and which change would help by how
        much.

        Usage:
          netrisk COMMAND [options]

        Commands:
          analyze       Find exposed workloads, their causes and what would help
          explain       Explain a pod, a workload, the cluster or one connection
          patches       List the suggested patches, and write them as files to review
          diff          Tell what a change does: findings, churn, connections
          connectivity  List every connection that NetworkPolicies allow
          schedule      Tell when a CronJob's schedule runs, and how often
          reconcile     Have the operator look at NetRisks again, and wait for it
          operator      Watch a cluster and write its risks into NetRisk objects
          version       Print the version
          completion    Print a completion script for bash, zsh or fish
          help          Show the help of a command

        Examples:
          # Analyze the cluster of the current kubeconfig
          netrisk analyze

          # Analyze the manifests of a folder
          netrisk analyze -f manifests/

          # See when a CronJob's schedule runs
          netrisk schedule '*/5 * * * *'

        Run 'netrisk COMMAND --help' for the options of a command.

        """)
    #expect(Session.run("--help").output == session.output)
    #expect(Session.run("help").output == session.output)
  }

  @Test("A command's help shows usage, examples, options and exit codes")
  func schedule() {
    #expect(
      Session.run("schedule", "--help").output == """
        Tell what a CronJob's schedule means, when it runs next, how often it runs, and
        whether it looks like another one was meant. It is read exactly as the API
        server and the CronJob controller read it.

        Usage:
          netrisk schedule 'CRON' [options]

        Examples:
          # See when a schedule runs
          netrisk schedule '*/5 * * * *'

          # See what happens when the clocks change
          netrisk schedule '30 2 * * *' --time-zone Europe/Berlin \\
            --from 2027-03-26T00:00:00Z --count 4

          # Read it in a program
          netrisk schedule '@hourly' -o json

        Options:
              --time-zone ZONE      Time zone of the schedule, as in spec.timeZone
                                    (default UTC)
              --from TIME           Count from this moment, RFC 3339 (default now)
              --count N             How many of the next runs to show (default 6)
          -o, --output FORMAT       Output format (default text): text, json, yaml
              --at TIME             Take this moment (RFC 3339) for now
          -h, --help                Show this help

        Exit codes:
          0  The schedule is valid.
          1  The schedule, its time zone or the command line is wrong.

        """)
  }

  @Test("Every help fits 80 columns, names every option and has two examples", arguments: shown.map(\.name))
  func everyCommand(name: String) throws {
    let spec = try #require(Self.shown.first { $0.name == name })
    let session = Session.run(name, "--help")
    #expect(session.exitCode == 0)
    #expect(session.lines(widerThan: 80) == [])
    #expect(spec.examples.count >= 2)
    for option in spec.options { #expect(session.output.contains("--\(option.name)")) }
    #expect(Session.run("help", name).output == session.output)
    #expect(Session.run(name, "-h").output == session.output)
    #expect(!session.output.contains("{program}"))
  }

  /// An example with a wrong option would be refused before anything is read.
  @Test("Every example is a command line that is accepted", arguments: shown.map(\.name))
  func examples(name: String) throws {
    let spec = try #require(Self.shown.first { $0.name == name })
    for example in spec.examples where example.command.hasPrefix("{program} ") {
      // What it would write goes to standard output.
      var words = Self.words(example.command)
      if let out = words.firstIndex(of: "--out") { words[out + 1] = "-" }
      let session = Session.run(words: words, analysis: Synthetic.source())
      #expect(!session.error.contains("--help'"), "\(example.command): \(session.error)")
    }
  }

  /// The arguments of a simple shell command line.
  private static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in command.replacing("\\\n", with: " ") {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    return Array(words.dropFirst())
  }

  @Test("Help names the program as it was called")
  func calledBy() {
    let session = Session.run("analyze", "--help", as: "kubectl-netrisk")
    #expect(session.output.contains("\n  kubectl netrisk analyze [-f PATH...] [options]\n"))
    #expect(!session.output.contains("  netrisk analyze"))
    #expect(session.lines(widerThan: 80) == [])
    #expect(Session.run("nope", as: "kubectl-netrisk").error.hasSuffix("Run 'kubectl netrisk --help'.\n"))
  }

  @Test("The version is printed for people and for programs")
  func version() {
    #expect(Session.run("version").output == "netrisk 0.1.0\n")
    #expect(Session.run("--version").output == "netrisk 0.1.0\n")
    #expect(
      Session.run("version", "-o", "json").output
        == "{\n  \"version\": \"0.1.0\",\n  \"reportApiVersion\": \"netrisk.dev/v1alpha1\"\n}\n")
    #expect(
      Session.run("version", "-o", "yaml").output == "version: 0.1.0\nreportApiVersion: netrisk.dev/v1alpha1\n")
  }
}
