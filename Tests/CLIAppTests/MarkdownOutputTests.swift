import CLIApp
import Testing

/// Whole outputs of the made-up report.
@Suite("Output as Markdown")
struct MarkdownOutputTests {
  @Test("A comment for a pull request")
  func output() {
    let session = Session.run(
      "analyze", "-f", "x", "-o", "markdown", analysis: Synthetic.source(Synthetic.withProblem))
    #expect(session.exitCode == 1)
    #expect(
      session.output == #"""
        ## NetRisk

        2 of 3 workloads at risk (1 High, 1 Low) · 9 findings (1 High, 1 Medium, 7 Low) · 1 suppressed · 1 problem in the input

        ### Problems in the input

        - `manifests/broken.yaml:7:5`: spec.schedule: expected a string, found an integer (5)

        | Cluster | |
        | --- | --- |
        | Engine | kube-router (Node node1: status.nodeInfo.kubeletVersion is v1.32.6+k3s1) |
        | Policies | 130 NetworkPolicies: webapps 99, automation 20, media 10, 1 more namespace |
        | Sync cost | 420 ms each (calibrated, not measured), 100.1/h: 42 s/h of rebuilding |
        | Programming delay | a new pod waits 210 ms on average, 840 ms at worst |
        | Churn | forecast 22 CronJob runs/h cause 66–88 sync requests/h; the engine's timer adds 12 syncs/h |
        | Source | CronJob infra/home-ip-updater: 12 runs/h, 36–48 requests/h (54.5 %) |

        ### Workloads at risk

        | Namespace | Workload | Risk | Score | Evidence | Exposure | Policies | Patches |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | automation | StatefulSet/homeassistant | High | 62 | Predicted | EgressPolicy | 2 | 2 |
        | webapps | Deployment/a-web-application-with-quite-a-long-name | Low | 12 | Predicted | IngressPolicy | 1 | 0 |

        ### Findings

        | Severity | Code | Object | Message |
        | --- | --- | --- | --- |
        | High | NR101 | StatefulSet automation/homeassistant | StatefulSet automation/homeassistant is chatty and egress-isolated by NetworkPolicy automation/homeassistant, and kube-router rebuilds its peer sets about 100 times an hour. (manifests/homeassistant.yaml:12:3) |
        | Medium | NR102 | CronJob infra/home-ip-updater | CronJob infra/home-ip-updater (\*/5 \* \* \* \*) causes 36–48 of 66–88 sync requests per hour. |
        | Low | NR201 | NetworkPolicy webapps/old-1 | NetworkPolicy webapps/old-1 selects no pod. |
        | Low | NR201 | NetworkPolicy webapps/old-2 | NetworkPolicy webapps/old-2 selects no pod. |
        | Low | NR201 | | … and 5 more |

        What to do:

        - **NR101 EgressIsolatedChattyWorkload**: Allow its egress, take it off the policy path, or lower the churn; see the suggested patches.
        - **NR102 FrequentCronJob**: Run it less often, or as a Deployment that sleeps between its rounds.
        - **NR201 UnusedPolicy**: Remove it, or correct its podSelector.

        ### Suggested patches

        <details><summary>EgressAllow for StatefulSet automation/homeassistant: High 62 → Medium 37, connections +2</summary>

        `egressallow-networkpolicy-homeassistant-2353bb8f` on NetworkPolicy automation/homeassistant, confidence Experiment

        - Met OnlyThisWorkload: NetworkPolicy automation/homeassistant selects nothing else
        - Side effect: The workload may open connections to everywhere.
        - HelmRelease automation/homeassistant (Flux, app-template 4.1.1) delivers NetworkPolicy automation/homeassistant and puts back what it sets at its next upgrade, or at its next reconciliation where it corrects drift. Edit manifests/helmrelease.yaml:2: netrisk patches --format diff or post-renderer.

        ```yaml
        spec:
          egress:
          - {}
        ```

        Try: `kubectl -n automation patch networkpolicy homeassistant --type=merge -p '{"spec":{"egress":[{}]}}' --dry-run=server`

        Undo: `kubectl apply -f manifests/homeassistant.yaml`

        </details>
        <details><summary>CronJobToDeployment for StatefulSet automation/homeassistant: 66–88 → 30–40 requests/h, connections −1</summary>

        `cronjobtodeployment-cronjob-home-ip-updater-1bbeea95` on CronJob infra/home-ip-updater, confidence Low

        - Unknown Shell: the image is not known to have a shell
        - NotMet ReadWriteOnce: the claim data is used by another pod

        Not offered: a precondition is not met.

        </details>
        <details><summary>ConsolidatePolicies for Namespace webapps: 130 → 129 NetworkPolicies, 42 → 42 s/h of rebuilding</summary>

        `consolidatepolicies-namespace-webapps-aebfdbdd` on Namespace webapps, confidence High

        - Met Needless: NetworkPolicy webapps/old-1 selects no pod.
        - Side effect: One sync takes 3 ms less.

        ```yaml
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: old-1
          namespace: webapps
        ```

        Try: `kubectl -n webapps delete networkpolicy old-1 --dry-run=server`

        Undo: `kubectl apply -f removed.yaml`

        </details>

        ### Beside patches

        - **EngineMigration** (confidence Medium): kube-router rebuilds all of its policy state. Plan the change to another engine.

        ### Ruled out

        - **KernelBroadcastRouteCache**: every node runs Linux 6.8, and the fault is in kernels from 5.15 to 6.5

        ### Suppressed

        - NR201 NetworkPolicy media/spare: kept for the move (until 2027-01-01T00:00:00Z)

        """#)
  }
}
