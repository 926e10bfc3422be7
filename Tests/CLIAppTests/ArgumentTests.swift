import Testing

@Suite("Arguments")
struct ArgumentTests {
  /// Command lines that mean the same.
  @Test(
    "An option is read in every spelling",
    arguments: [
      ["-f", "a", "-o", "json"], ["-fa", "-ojson"], ["-f=a", "-o=json"], ["--filename", "a", "--output", "json"],
      ["--filename=a", "--output=json"], ["-qf", "a", "-o", "JSON"], ["-qAfa", "--output=json"],
      ["-f", "a", "-o", "table", "-o", "json"], ["--quiet=true", "-fa", "-ojson", "--"],
    ])
  func spellings(words: [String]) {
    let session = Session.run(words: ["analyze"] + words, analysis: Synthetic.source())
    #expect(session.exitCode == 0)
    #expect(session.output.hasPrefix("{\n  \"apiVersion\": \"netrisk.dev/v1alpha1\""))
  }

  /// Each error is one sentence, and says where help is.
  @Test(
    "Wrong command lines are refused",
    arguments: [
      (["analyze", "--outptu", "json"], "there is no option --outptu; did you mean --output?"),
      (["analyze", "--xyzzy"], "there is no option --xyzzy."),
      (["analyze", "-z"], "there is no option -z."),
      (["analyze", "-f"], "-f needs a value: PATH."),
      (["analyze", "-f", "a", "--output"], "--output needs a value: FORMAT."),
      (
        ["analyze", "-f", "a", "-o", "jsn"],
        "-o cannot be 'jsn': it is one of table, wide, json, yaml, markdown, sarif, junit; did you mean json?"
      ),
      (["analyze", "-f", "a", "extra"], "analyze takes no argument 'extra'."),
      (["analyze", "-f", "a", "--", "-o"], "analyze takes no argument '-o'."),
      (["analyze", "-f", ""], "--filename needs a path, and it is empty."),
      (["analyze", "-f", "-", "-f", "-"], "standard input can be read once: -f - is given twice."),
      (["analyze", "-f", "a", "--budget", "-3"], "--budget takes a whole number of at least 0, not '-3'."),
      (["analyze", "-f", "a", "--at", "noon"], "--at takes a time such as 2026-11-21T06:00:00Z, not 'noon'."),
      (
        ["analyze", "-f", "a", "--programming-delay-seconds", "1e999"],
        "--programming-delay-seconds takes a number such as 0.5, not '1e999'."
      ),
      (["analyze", "-f", "a", "--max-file-size", "5X"], "--max-file-size takes a size such as 256Mi, not '5X'."),
      (
        ["analyze", "-f", "a", "--max-file-size", "9223372036854775807Gi"],
        "--max-file-size takes a size such as 256Mi, not '9223372036854775807Gi'."
      ),
      (["analyze", "-f", "a", "--quiet=maybe"], "--quiet is a flag and takes no value but true or false."),
      (
        ["analyze", "-f", "a", "-l", "a=b=c"],
        "--selector cannot be read at 'a=b=c': it takes for example app=web,tier!=test,!legacy."
      ),
      (
        ["analyze", "-f", "a", "--context", "x"],
        "--context chooses a cluster to read, and -f reads manifests instead: give one of them."
      ),
      (["reconcile"], "reconcile needs names of NetRisks, --all, --all-namespaces or --cluster."),
      (["reconcile", "a", "--all"], "give names, or --all, or --all-namespaces."),
      (["reconcile", "pod/a"], "'pod/a' is no name of a NetRisk."),
      (["reconcile", "a", "--timeout", "1d"], "--timeout takes a duration such as 90s or 2m, not '1d'."),
      (["reconcile", "a", "--timeout", "s"], "--timeout takes a duration such as 90s or 2m, not 's'."),
      (["schedule", "* * * * *", "--count", "0x5"], "--count takes a whole number from 0 to 10000, not '0x5'."),
      (["explain"], "explain needs pod NAMESPACE/NAME [-f PATH...]."),
      (
        ["explain", "pods", "a/b"],
        "explain knows no topic 'pods': it is one of pod, workload, cluster, connection; "
          + "did you mean pod?"
      ),
      (["explain", "pod", "a"], "explain pod takes NAMESPACE/NAME, not 'a'."),
      (["explain", "workload", "a/b"], "explain workload takes KIND/NAMESPACE/NAME, not 'a/b'."),
      (["explain", "pod", "a/b", "--port", "TCP/1"], "--port belongs to explain connection."),
      (
        ["explain", "connection", "--from", "a/b", "--to", "a/c", "--port", "TCP/0"],
        "--port takes TCP, UDP or SCTP, / and a number from 1 to 65535, not 'TCP/0'."
      ),
      (
        ["explain", "connection", "--from", "10.0.0.0/33", "--to", "a/c", "--port", "80"],
        "--from takes a pod NAMESPACE/NAME, an address or a CIDR block, not '10.0.0.0/33'."
      ),
    ])
  func refusals(words: [String], message: String) {
    let session = Session.run(words: words)
    #expect(session.exitCode == 1)
    #expect(session.output == "")
    #expect(session.error == "error: \(message)\nRun 'netrisk \(words[0]) --help'.\n")
  }

  @Test("An unknown command gets a suggestion where one is near")
  func unknownCommand() {
    #expect(
      Session.run("analyse").error
        == "error: there is no command 'analyse'; did you mean analyze?\nRun 'netrisk --help'.\n")
    #expect(Session.run("deploy").error == "error: there is no command 'deploy'.\nRun 'netrisk --help'.\n")
    #expect(Session.run("-f", "x").error.hasPrefix("error: there is no option '-f' before a command."))
    #expect(Session.run("help", "scedule").error.hasPrefix("error: there is no command 'scedule'; did you mean sch"))
    #expect(Session.run("analyse").exitCode == 1)
  }

  @Test("Control characters of the command line do not reach the terminal")
  func controlCharacters() {
    #expect(Session.run("\u{1b}[2J").error.hasPrefix("error: there is no command '\\u{1b}[2J'."))
  }

  @Test(
    "Without -f and without a kubeconfig, every command that reads says what it needs",
    arguments: [
      ["analyze"], ["explain", "cluster"], ["connectivity"],
    ])
  func noCluster(words: [String]) {
    let session = Session.run(words: words, as: "kubectl-netrisk")
    #expect(session.exitCode == 1)
    #expect(session.output == "")
    #expect(
      session.error == """
        error: there is no cluster to read: no kubeconfig names one.
        Name a kubeconfig with --kubeconfig FILE or in KUBECONFIG.
        To read manifests instead, give -f PATH.

        """)
  }
}
