package import RiskEngine
package import Schedules

/// What an evaluation is told beside the objects.
package struct EvaluationSettings: Sendable {
  package var thresholds = EvaluationOptions.Thresholds()
  package var catalogue = Catalogue.standard
  /// The engine that is given by hand.
  package var engine: PolicyEngine?
  /// The zone of schedules that name none.
  package var localZone = TimeZoneRules.utc
  /// Sources in other namespaces are folded into one row.
  package var isolatesTenants = false
  package var zones: any ZoneSource

  package init(zones: any ZoneSource) { self.zones = zones }
}
