import CLIApp
import Testing

/// Whole outputs of the made-up report.
@Suite("Output as a table")
struct TableOutputTests {
  @Test("Everything that matters fits 80 columns; much of the same is folded")
  func output() {
    let session = Session.run("analyze", "-f", "x", analysis: Synthetic.source(Synthetic.withProblem))
    #expect(session.exitCode == 1)
    #expect(
      session.output == #"""
        Engine     kube-router (Node node1: status.nodeInfo.kubeletVersion is
                   v1.32.6+k3s1)
        Policies   130 NetworkPolicies: webapps 99, automation 20, media 10, 1 more
                   namespace
        Sync cost  420 ms each (calibrated, not measured), 100.1/h: 42 s/h of rebuilding
                   a new pod waits 210 ms on average, 840 ms at worst
        Churn      forecast 22 CronJob runs/h cause 66–88 sync requests/h; the engine's
                   timer adds 12 syncs/h
                   CronJob infra/home-ip-updater: 12 runs/h, 36–48 requests/h (54.5 %)

        WHAT HELPS MOST
          EgressAllow for StatefulSet automation/homeassistant: High → Medium (an
            experiment)

        WORKLOADS  (evidence of all: Predicted)
        NAMESPACE   NAME                            RISK  SCORE  EXPOSURE       POLICIES
        automation  sts/homeassistant               High     62  EgressPolicy          2
        webapps     deploy/a-web-application-with-  Low      12  IngressPolicy         1
                    quite-a-long-name
        1 workload without risk.

        FINDINGS
        High
          NR101 EgressIsolatedChattyWorkload
            StatefulSet automation/homeassistant is chatty and egress-isolated by
              NetworkPolicy automation/homeassistant, and kube-router rebuilds its peer
              sets about 100 times an hour.
              manifests/homeassistant.yaml:12:3
            Do: Allow its egress, take it off the policy path, or lower the churn; see
              the suggested patches.

        Medium
          NR102 FrequentCronJob
            CronJob infra/home-ip-updater (*/5 * * * *) causes 36–48 of 66–88 sync
              requests per hour.
            Do: Run it less often, or as a Deployment that sleeps between its rounds.

        Low
          NR201 UnusedPolicy
            NetworkPolicy webapps/old-1 selects no pod.
            NetworkPolicy webapps/old-2 selects no pod.
            … and 5 more; -o wide shows all
            Do: Remove it, or correct its podSelector.

        SUGGESTED PATCHES
          PATCH                EFFECT                    CONNECTIONS  CHECKS
        StatefulSet automation/homeassistant
          EgressAllow          High 62 → Medium 37       +2
          CronJobToDeployment  66–88 → 30–40 requests/h  −1           1 not met
        ConsolidatePolicies of Namespace webapps: 130 → 129 NetworkPolicies, 42 → 42 s/h
          of rebuilding
        The changes in full: -o wide; as files: netrisk patches.

        BESIDE PATCHES
          EngineMigration: kube-router rebuilds all of its policy state.
            Do: Plan the change to another engine.

        RULED OUT
          KernelBroadcastRouteCache: every node runs Linux 6.8, and the fault is in
            kernels from 5.15 to 6.5

        2 of 3 workloads at risk (1 High, 1 Low) · 9 findings (1 High, 1 Medium, 7 Low)
        · 1 suppressed · 1 problem in the input

        """#)
    #expect(session.lines(widerThan: 80) == [])
  }
}
