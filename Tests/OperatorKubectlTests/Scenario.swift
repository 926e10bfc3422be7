/// Which workload, CronJob and policy the tests edit.
struct Scenario {
  /// Of the workload and its policy.
  var namespace: String
  var row = "deployment-homeassistant"
  var policy = "homeassistant"
  var cronJobNamespace: String
  var cronJob = "home-ip-updater"

  var object: String { "netrisk/\(row) -n \(namespace)" }

  func suspends(_ isSuspended: Bool) -> String {
    "patch cronjob \(cronJob) -n \(cronJobNamespace) --type=merge -p {\"spec\":{\"suspend\":\(isSuspended)}}"
  }

  /// Lets everything out.
  var opensEgress: String {
    "patch networkpolicy \(policy) -n \(namespace) --type=merge -p {\"spec\":{\"egress\":[{}]}}"
  }

  /// `examples/k3s-home-assistant`.
  static let example = Scenario(namespace: "automation", cronJobNamespace: "infra")

  /// For a real cluster; its CronJob is suspended at first.
  static let own = Scenario(namespace: "netrisk-test-e2e", cronJobNamespace: "netrisk-test-e2e")

  var manifest: String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: \(namespace)}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: homeassistant, namespace: \(namespace), annotations: {netrisk.dev/chatty: "true"}}
    spec:
      selector: {matchLabels: {app: homeassistant}}
      template:
        metadata: {labels: {app: homeassistant}}
        spec: {containers: [{name: homeassistant, image: "registry.k8s.io/pause:3.10"}]}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: \(policy), namespace: \(namespace)}
    spec:
      podSelector: {matchLabels: {app: homeassistant}}
      policyTypes: [Ingress, Egress]
      egress: [{ports: [{port: 53, protocol: UDP}]}]
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: \(cronJob), namespace: \(cronJobNamespace)}
    spec:
      schedule: "* * * * *"
      suspend: true
      jobTemplate:
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: c, image: "registry.k8s.io/pause:3.10"}]}
    """
  }
}
