import Foundation
import KubeCore
import Manifests
import RiskEngine
import Schedules
import Support
import Testing

/// The example clusters, read as the command reads them.
enum Example: String, CaseIterable {
  case k3sHomeAssistant = "k3s-home-assistant"
  case microk8sCalico = "microk8s-calico"
  case metallbBGP = "metallb-bgp"
  case flannelPrefix = "flannel-prefix"

  static let now = Timestamp(seconds: 1_771_156_800)

  private var folder: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "examples/\(rawValue)").path
  }

  func objects() throws -> [KubeObject] {
    let set = ManifestLoader().load([.path(folder)])
    #expect(set.problems.isEmpty, "\(set.problems.map(\.text))")
    return set.objects.map { $0.object.defaulted() }
  }

  static var options: EvaluationOptions {
    EvaluationOptions(
      now: now, zones: ["UTC": .utc, "Etc/UTC": .utc, "Europe/Berlin": .utc] as [String: TimeZoneRules])
  }

  func assessment(_ change: (inout [KubeObject]) -> Void = { _ in }) throws -> Assessment {
    var objects = try objects()
    change(&objects)
    return Assessment(Snapshot(objects: objects), options: Self.options)
  }

  func report() throws -> AnalysisReport { RiskEngine.evaluate(try objects(), options: Self.options) }
}
