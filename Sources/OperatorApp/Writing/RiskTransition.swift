import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// A change of a workload's level, which an Event tells of. Nothing else makes one.
struct RiskTransition: Hashable, Sendable {
  let object: ObjectReference
  let before: RiskLevel
  let after: RiskLevel
  let message: String

  /// `nil` where the level is what it was; an object that has just come counts as None before.
  init?(_ netRisk: NetRisk, status: Tree) {
    let (before, after) = (Self.level(netRisk.statusTree), Self.level(status))
    guard before != after else { return nil }
    var object = ObjectReference()
    object.apiVersion = NetRiskAPI.apiVersion
    object.kind = NetRisk.resource.kind
    object.namespace = netRisk.metadata.namespace
    object.name = netRisk.metadata.name
    object.uid = netRisk.metadata.uid
    self.object = object
    self.before = before
    self.after = after
    let condition = status["conditions"]?.elements.first { $0["type"] == "AtRisk" }
    message = condition?["message"]?.stringValue ?? ""
  }

  func record(in events: EventRecorder) {
    let rises = after > before
    events.record(
      object, type: rises && after >= .medium ? "Warning" : "Normal", reason: rises ? "RiskRaised" : "RiskLowered",
      action: "Analyse", note: "Risk went from \(before.name) to \(after.name). \(message)")
  }

  private static func level(_ status: Tree?) -> RiskLevel {
    let name = status?["risk"]?["level"]?.stringValue
    return RiskLevel.allCases.first { $0.name == name } ?? .none
  }
}
