import CLIApp
import Testing

/// Whole outputs of the made-up report.
@Suite("Output as a wide table")
struct WideOutputTests {
  @Test("Everything is there: all workloads and findings, evidence, patches in full")
  func output() {
    let session = Session.run(
      "analyze", "-f", "x", "-o", "wide", analysis: Synthetic.source(Synthetic.withProblem))
    #expect(session.exitCode == 1)
    #expect(
      session.output == #"""
        Engine     kube-router (Node node1: status.nodeInfo.kubeletVersion is
                   v1.32.6+k3s1)
                   node1: kube-router (kubeletVersion v1.32.6+k3s1)
        Policies   130 NetworkPolicies: webapps 99, automation 20, media 10, infra 1
        Sync cost  420 ms each (calibrated, not measured), 100.1/h: 42 s/h of rebuilding
                   a new pod waits 210 ms on average, 840 ms at worst
        Churn      forecast 22 CronJob runs/h cause 66–88 sync requests/h; the engine's
                   timer adds 12 syncs/h
                   CronJob infra/home-ip-updater: 12 runs/h, 36–48 requests/h (54.5 %)

        WHAT HELPS MOST
          EgressAllow for StatefulSet automation/homeassistant: High → Medium (an
            experiment)

        WORKLOADS
        NAMESPACE   KIND         NAME                                      RISK  SCORE  EVIDENCE   EXPOSURE       POLICIES  PATCHES  CHATTY                                              REASON
        automation  StatefulSet  homeassistant                             High     62  Predicted  EgressPolicy          2        2  the image is ghcr.io/home-assistant/home-assistant  automation/homeassistant isolates its egress
        webapps     Deployment   a-web-application-with-quite-a-long-name  Low      12  Predicted  IngressPolicy         1        0  <none>                                              webapps/web isolates its ingress
        monitoring  DaemonSet    node-exporter                             None      0  Predicted  Exempt                0        0  <none>                                              it runs on the host's network

        FINDINGS
        High
          NR101 EgressIsolatedChattyWorkload
            StatefulSet automation/homeassistant is chatty and egress-isolated by
              NetworkPolicy automation/homeassistant, and kube-router rebuilds its peer
              sets about 100 times an hour.
              - Predicted: NetworkPolicy automation/homeassistant: spec.policyTypes has
                Egress.
              manifests/homeassistant.yaml:12:3
            Why: Its new connections depend on peer sets that the engine rebuilds whole
              on every pod start and end.
            Do: Allow its egress, take it off the policy path, or lower the churn; see
              the suggested patches.

        Medium
          NR102 FrequentCronJob
            CronJob infra/home-ip-updater (*/5 * * * *) causes 36–48 of 66–88 sync
              requests per hour.
            Why: Each run starts, finishes and deletes pods, and each of these steps
              makes every node rebuild its policies.
            Do: Run it less often, or as a Deployment that sleeps between its rounds.

        Low
          NR201 UnusedPolicy
            NetworkPolicy webapps/old-1 selects no pod.
            NetworkPolicy webapps/old-2 selects no pod.
            NetworkPolicy webapps/old-3 selects no pod.
            NetworkPolicy webapps/old-4 selects no pod.
            NetworkPolicy webapps/old-5 selects no pod.
            NetworkPolicy webapps/old-6 selects no pod.
            NetworkPolicy webapps/old-7 selects no pod.
            Why: It selects no pod, yet every sync pays for it.
            Do: Remove it, or correct its podSelector.

        SUGGESTED PATCHES
          StatefulSet automation/homeassistant
            EgressAllow High 62 → Medium 37, on NetworkPolicy automation/homeassistant
              id: egressallow-networkpolicy-homeassistant-2353bb8f
              confidence: Experiment
              addresses: NR101
              - Met OnlyThisWorkload: NetworkPolicy automation/homeassistant selects
                nothing else
              - side effect: The workload may open connections to everywhere.
              - HelmRelease automation/homeassistant (Flux, app-template 4.1.1) delivers
                NetworkPolicy automation/homeassistant and puts back what it sets at its
                next upgrade, or at its next reconciliation where it corrects drift.
                Edit manifests/helmrelease.yaml:2: netrisk patches --format diff or
                post-renderer.
              - gains automation/homeassistant → webapps/web-1: TCP all, UDP all, SCTP
                all
              - gains 1 more connection
              merge:
                spec:
                  egress:
                  - {}
              try: kubectl -n automation patch networkpolicy homeassistant --type=merge
              -p '{"spec":{"egress":[{}]}}' --dry-run=server
              undo: kubectl apply -f manifests/homeassistant.yaml
            CronJobToDeployment 66–88 → 30–40 requests/h, on CronJob
              infra/home-ip-updater
              id: cronjobtodeployment-cronjob-home-ip-updater-1bbeea95
              confidence: Low
              addresses: NR102
              - Unknown Shell: the image is not known to have a shell
              - NotMet ReadWriteOnce: the claim data is used by another pod
              - loses 1 connection
              not offered: a precondition is not met
          ConsolidatePolicies of Namespace webapps: 130 → 129 NetworkPolicies, 42 → 42 s/h
            of rebuilding
              id: consolidatepolicies-namespace-webapps-aebfdbdd
              confidence: High
              addresses: NR201
              - Met Needless: NetworkPolicy webapps/old-1 selects no pod.
              - side effect: One sync takes 3 ms less.
              delete:
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: old-1
                  namespace: webapps
              try: kubectl -n webapps delete networkpolicy old-1 --dry-run=server
              undo: kubectl apply -f removed.yaml

        BESIDE PATCHES
          EngineMigration: kube-router rebuilds all of its policy state.
            Do: Plan the change to another engine.
            About: Node node1
            Confidence: Medium
            - Predicted: Felix changes what differs alone.

        RULED OUT
          KernelBroadcastRouteCache: every node runs Linux 6.8, and the fault is in
            kernels from 5.15 to 6.5
            - RuledOut: Node node1: status.nodeInfo.kernelVersion is 6.8.0

        SUPPRESSED
          NR201 NetworkPolicy media/spare: kept for the move (until
            2027-01-01T00:00:00Z)

        2 of 3 workloads at risk (1 High, 1 Low) · 9 findings (1 High, 1 Medium, 7 Low)
        · 1 suppressed · 1 problem in the input

        """#)
  }
}
