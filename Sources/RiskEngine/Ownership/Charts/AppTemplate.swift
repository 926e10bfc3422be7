import KubeCore
import Support

/// The values of bjw-s' chart `app-template`.
///
/// Source: bjw-s-labs/helm-charts charts/library/common at the tags common-2.0.3 to common-4.1.1 (templates/classes,
/// templates/lib/pod/_getOption.tpl, templates/lib/controller), and the commit that released 1.5.1. From 2 on a release
/// has several controllers, and `controllers.<id>.pod` goes before `defaultPodOptions`, which is all controllers'.
struct AppTemplate: ChartValues {
  let chart: ChartReference

  init?(_ chart: ChartReference) {
    guard chart.name == "app-template", chart.isAtLeast(1, 0) else { return nil }
    self.chart = chart
  }

  /// The id of the controller that an object is: common 4, common 3.0.0, and all others from 2 on.
  static func controller(_ labels: Labels) -> String? {
    ["controller", "component"].lazy.compactMap { labels["app.kubernetes.io/\($0)"] }.first
      ?? labels["common.bjw-s.dev/controller"]
  }

  func assignment(of path: [String], _ value: Tree, in object: ManagedObject) throws(DeliveryRefusal) -> Assignment {
    if object.key.kind == ObjectKind.networkPolicy.rawValue, path == ["spec", "egress"] {
      return .set(try policy(object) + ["rules", "egress"], value)
    }
    switch path {
    case ["spec", "template", "spec", "hostNetwork"], ["spec", "template", "spec", "dnsPolicy"]:
      return .set((try pod(object)) + [path[3]], value)
    case ["spec", "strategy", "type"]: return .set(try controller(object) + ["strategy"], value)
    // The chart writes it for RollingUpdate alone (templates/classes/_deployment.tpl).
    case ["spec", "strategy", "rollingUpdate"] where value == .null: return .none
    case ["spec", "suspend"] where chart.isAtLeast(2, 5):
      return .set(try controller(object) + ["cronjob", "suspend"], value)
    default: return .missing
    }
  }

  func removal(of object: ManagedObject) throws(DeliveryRefusal) -> Assignment {
    guard object.key.kind == ObjectKind.networkPolicy.rawValue else { return .missing }
    return .set(try policy(object) + ["enabled"], false)
  }

  private func pod(_ object: ManagedObject) throws(DeliveryRefusal) -> [String] {
    chart.isAtLeast(2, 0) ? try controller(object) + ["pod"] : []
  }

  private func controller(_ object: ManagedObject) throws(DeliveryRefusal) -> [String] {
    guard chart.isAtLeast(2, 0) else { return ["controller"] }
    guard let id = object.valuesID else {
      throw DeliveryRefusal("no label of \(object.key) says which of the chart's controllers it is")
    }
    return ["controllers", id]
  }

  private func policy(_ object: ManagedObject) throws(DeliveryRefusal) -> [String] {
    guard chart.isAtLeast(2, 0) else { throw DeliveryRefusal("\(chart) makes no NetworkPolicies") }
    guard let id = object.valuesID else {
      throw DeliveryRefusal(
        "what \(object.key) is called under networkpolicies is known from the HelmRelease alone: give its file with -f")
    }
    return ["networkpolicies", id]
  }
}
