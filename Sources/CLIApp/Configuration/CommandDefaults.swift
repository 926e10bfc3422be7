import RiskEngine
import Schedules

/// What a configuration file fixes for the commands that read and analyse: used where an option is not given.
struct CommandDefaults {
  /// Files and folders to read instead of the cluster, as from the working directory.
  var paths: [String] = []
  var engine: PolicyEngine?
  /// The severity from which findings fail `analyze` and `diff`; `nil` for none.
  var failOn: Severity?
  /// The report that `analyze` compares with, as from the working directory.
  var baseline: String?
  /// Sync requests an hour that `diff` lets a change add.
  var maximumAddedRequests: Int?
  /// Sync requests an hour that are accepted (NR109).
  var budget: Int?
  /// The zone of schedules that name none; UTC where it is not given.
  var localZone: TimeZoneRules?
  var thresholds = EvaluationOptions.Thresholds()
  /// Workloads to recognise, beside and over those of the catalogue.
  var catalogueAdditions: [CatalogueEntry] = []
}
