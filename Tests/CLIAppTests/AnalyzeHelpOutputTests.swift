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
        Analyze Kubernetes objects from manifests or from a dump of a cluster: which
        workloads depend on network policy state that is rebuilt whenever pods come and
        go, what causes the rebuilding, and which change would help by how much. Nothing
        is written and no cluster is contacted.

        Data goes to standard output, notices and problems of the input to standard
        error.

        Usage:
          netrisk analyze -f PATH... [options]

        Examples:
          # Analyze the manifests of a folder
          netrisk analyze -f manifests/

          # Analyze a running cluster as it is now
          kubectl get no,ns,po,svc,netpol,endpointslices,cj,job,deploy,rs,sts,ds -A \
            -o yaml | netrisk analyze -f -

          # Fail a pipeline on findings of severity High or Critical
          netrisk analyze -f manifests/ --fail-on high -o markdown

          # Look at one namespace, knowing the engine
          netrisk analyze -f manifests/ -n automation --engine kube-router

        Options:
          -f, --filename PATH       File or folder of YAML or JSON manifests to read, -
                                    for standard input; may be repeated
          -o, --output FORMAT       Output format (default table): table, wide, json,
                                    yaml, markdown
              --fail-on SEVERITY    Exit with 2 when a finding that is shown has this
                                    severity or a higher one (default off): off, info,
                                    low, medium, high, critical
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
              --at TIME             Take this moment (RFC 3339) for now
              --max-file-size SIZE  Refuse a file that is larger (default 256Mi)
              --color WHEN          When to use colour (default auto): auto, always,
                                    never
              --no-color            The same as --color never
          -q, --quiet               Leave notices out; errors and problems stay
          -h, --help                Show this help

        Exit codes:
          0  No finding at or above --fail-on.
          1  The command line is wrong, or something in the input could not be used.
          2  A finding at or above --fail-on, and no problem in the input.

        """#)
    #expect(session.lines(widerThan: 80) == [])
  }
}
