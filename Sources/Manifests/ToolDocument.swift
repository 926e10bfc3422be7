/// A document of a kind that no analysis reads and that is kept whole all the same.
enum ToolDocument {
  /// It delivers objects.
  case source(DeliverySource.Kind)
  /// A NetRisk or a ClusterNetRisk, whose status has patches.
  case netRisk

  /// `nil` for a kind that is only counted.
  init?(apiVersion: String, kind: String) {
    if let source = DeliverySource.kind(apiVersion: apiVersion, kind: kind) {
      self = .source(source)
    } else if apiVersion.hasPrefix("netrisk.dev/"), kind == "NetRisk" || kind == "ClusterNetRisk" {
      self = .netRisk
    } else {
      return nil
    }
  }
}
