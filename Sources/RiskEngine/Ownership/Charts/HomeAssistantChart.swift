import Support

/// The values of pajikos' chart `home-assistant`.
///
/// Source: pajikos/home-assistant-helm-chart charts/home-assistant (values.yaml, templates/statefulset.yaml and
/// deployment.yaml) at the tags home-assistant-0.1.42 to 0.3.72. It makes no NetworkPolicies and no CronJobs.
struct HomeAssistantChart: ChartValues {
  let chart: ChartReference

  /// Charts of the same name by others have other versions.
  init?(_ chart: ChartReference) {
    guard chart.name == "home-assistant", chart.isAtLeast(0, 1), !chart.isAtLeast(0, 4) else { return nil }
    self.chart = chart
  }

  func assignment(of path: [String], _ value: Tree, in object: ManagedObject) throws(DeliveryRefusal) -> Assignment {
    switch path {
    case ["spec", "template", "spec", "hostNetwork"] where chart.isAtLeast(0, 1, 43): .set(["hostNetwork"], value)
    case ["spec", "template", "spec", "dnsPolicy"] where chart.isAtLeast(0, 2, 70): .set(["dnsPolicy"], value)
    case ["spec", "strategy", "type"] where chart.isAtLeast(0, 3, 11): .set(["deploymentStrategy"], value)
    // The chart never writes it.
    case ["spec", "strategy", "rollingUpdate"] where value == .null: .none
    default: .missing
    }
  }

  func removal(of object: ManagedObject) -> Assignment { .missing }
}
