import CLIApp
import Testing

/// Whole outputs of the made-up report.
@Suite("Output as help of analyze")
struct AnalyzeHelpOutputTests {
  @Test("Usage, examples, options and exit codes")
  func output() {
    let session = Session.run("analyze", "--help")
    #expect(session.exitCode == 0)
    #expect(
      session.output == #"""
        Analyze a cluster, or manifests: which workloads depend on network policy state
        that is rebuilt whenever pods come and go, what causes the rebuilding, and which
        change would help by how much. Nothing is written.

        Objects come from the files, folders or standard input that -f names, such as a
        dump of a cluster; without -f, from the cluster of the current kubeconfig, which
        is asked for lists and nothing else.

        Defaults for a repository may stand in .netrisk.yaml of the folder that the
        command runs in: what to read (filename), engine, failOn and more; docs/ci.md
        lists the keys. Options win over it; where it has filename, --kubeconfig or
        --context still chooses a cluster.

        All namespaces are read, whatever is to be shown, since policies and their peers
        cross namespaces; -n, -A and -l choose what is shown.

        Data goes to standard output, notices and problems of the input to standard
        error.

        Usage:
          netrisk analyze [-f PATH...] [options]

        Examples:
          # Analyze the cluster of the current kubeconfig
          netrisk analyze

          # Analyze the manifests of a folder
          netrisk analyze -f manifests/

          # Fail a pipeline on findings of severity High or Critical
          netrisk analyze -f manifests/ --fail-on high -o markdown

          # Fail it only on findings that are new since a report was kept
          netrisk analyze -f manifests/ --baseline baseline.json --fail-on low

          # Write SARIF for code scanning
          netrisk analyze -f manifests/ -o sarif

          # Look at one namespace, knowing the engine
          netrisk analyze -f manifests/ -n automation --engine kube-router

          # Read a cluster in a folder whose .netrisk.yaml names manifests
          netrisk analyze --context homelab

        Options:
          -f, --filename PATH       File or folder of YAML or JSON manifests to read, -
                                    for standard input; may be repeated
              --kubeconfig FILE     Kubeconfig to use (default KUBECONFIG,
                                    ~/.kube/config, or the pod's own)
              --context NAME        Context of the kubeconfig
          -o, --output FORMAT       Output format (default table): table, wide, json,
                                    yaml, markdown, sarif, junit
              --fail-on SEVERITY    Exit with 2 when a finding that is shown has this
                                    severity or a higher one (default off): off, info,
                                    low, medium, high, critical
              --baseline FILE       Count and show only what is new or more severe than
                                    in FILE, which an earlier -o json wrote
          -n, --namespace NAMESPACE
                                    Show only what is in this namespace
          -A, --all-namespaces      Show every namespace, even where -n is given
                                    (default)
          -l, --selector SELECTOR   Show only objects with these labels; supports =, ==,
                                    !=, in, notin, key and !key
              --engine NAME         Policy engine of the cluster, where the input does
                                    not tell it: kube-router, calico-iptables,
                                    calico-ebpf, canal, cilium, kube-network-policies,
                                    antrea, ovn-kubernetes, weave, flannel, none
              --budget N            Sync requests per hour that are accepted; more is
                                    finding NR109
              --frequent-cronjob-runs-per-hour N
                                    Runs per hour from which a CronJob is finding NR102
                                    (default 4)
              --programming-delay-seconds S
                                    Seconds that a new peer waits from which it is
                                    finding NR106 (default 0.5)
              --config FILE         Take defaults from FILE (default .netrisk.yaml or
                                    .netrisk.yml, if there)
              --no-config           Read no configuration file
              --at TIME             Take this moment (RFC 3339) for now
              --max-file-size SIZE  Refuse a file that is larger (default 256Mi)
              --color WHEN          When to use colour (default auto): auto, always,
                                    never
              --no-color            The same as --color never
          -q, --quiet               Leave notices out; errors and problems stay
          -h, --help                Show this help

        Exit codes:
          0  No finding at or above --fail-on.
          1  The command line is wrong, something in the input could not be used, or no
             cluster could be read.
          2  A finding at or above --fail-on, and no problem in the input.

        """#)
    #expect(session.lines(widerThan: 80) == [])
  }
}
