import KubeClient
import OperatorApp
import RiskEngine
import Support

/// Reads the file that `netrisk operator --config` names.
///
/// Its keys are the flags' names in camel case, thresholds and additions to the catalogue; docs/operator.md lists them.
struct OperatorFile {
  static let kind = "OperatorConfiguration"

  private var reader: ConfigReader
  private var options = OperatorOptions()

  /// The options that a file gives, those that it does not as they are by themselves.
  static func read(_ path: String, files: any FileAccess) throws(CommandFailure) -> OperatorOptions {
    let bytes = try ConfigReader.bytes(of: path, namedBy: "--config", files: files)
    return try ConfigReader.read(path, bytes, kind: kind, keys: keys) { reader, root in
      var file = OperatorFile(reader: reader)
      file.take(root)
      reader = file.reader
      return file.options
    }
  }

  private static let keys = [
    "kubeconfig", "context", "watchNamespaces", "discovery", "leaderElect", "leaderElectionNamespace",
    "metricsBindAddress", "metricsSecure", "metricsCertPath", "healthProbeBindAddress", "engine", "tenantIsolation",
    "timeZone", "thresholds", "catalogue",
  ]

  private mutating func take(_ root: ConfigNode) {
    takeCluster(root)
    takeAddresses(root)
    options.thresholds = reader.thresholds(root, "thresholds")
    options.catalogueAdditions = reader.catalogueEntries(root, "catalogue")
  }

  private mutating func takeCluster(_ root: ConfigNode) {
    options.kubeconfig = reader.text(root, "kubeconfig")
    options.context = reader.text(root, "context") ?? ""
    options.watchedNamespaces = reader.texts(root, "watchNamespaces")
    if let mode = reader.choice(root, "discovery", DiscoveryMode.allCases) { options.discovery = mode }
    options.usesLeaderElection = reader.flag(root, "leaderElect") ?? options.usesLeaderElection
    options.ownNamespace = reader.text(root, "leaderElectionNamespace")
    options.engine = reader.choice(root, "engine", PolicyEngine.allCases)
    options.isolatesTenants = reader.flag(root, "tenantIsolation") ?? options.isolatesTenants
    options.localZone = reader.text(root, "timeZone")
  }

  private mutating func takeAddresses(_ root: ConfigNode) {
    options.metricsAddress = reader.text(root, "metricsBindAddress") ?? options.metricsAddress
    options.securesMetrics = reader.flag(root, "metricsSecure") ?? options.securesMetrics
    options.metricsCertificates = reader.text(root, "metricsCertPath")
    options.healthAddress = reader.text(root, "healthProbeBindAddress") ?? options.healthAddress
  }
}
