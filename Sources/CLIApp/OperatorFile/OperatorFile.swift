import KubeClient
import OperatorApp
import RiskEngine
import Support

/// Reads the file that `netrisk operator --config` names; collects everything that is wrong with it.
///
/// Its keys are the flags' names in camel case, thresholds and additions to the catalogue; docs/operator.md lists them.
struct OperatorFile {
  static let apiVersion = "netrisk.dev/v1alpha1"
  static let kind = "OperatorConfiguration"

  private(set) var options = OperatorOptions()
  private(set) var problems: [ConfigProblem] = []

  /// The options that a file gives, those that it does not as they are by themselves.
  static func read(_ path: String, files: any FileAccess) throws(CommandFailure) -> OperatorOptions {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try files.read(path) } catch {
      throw CommandFailure("--config: cannot read \(printable(path)): \(error.message)")
    }
    var file = OperatorFile()
    do throws(ConfigProblem) {
      file.take(ConfigNode(try ConfigDocument(file: path, bytes: bytes)))
    } catch { file.problems = [error] }
    let lines = file.problems.map { printable($0.text) }
    if let first = lines.first { throw CommandFailure(first, advice: Array(lines.dropFirst())) }
    return file.options
  }

  private mutating func take(_ root: ConfigNode) {
    guard isObject(root) else { return }
    expect(Self.apiVersion, root, "apiVersion")
    expect(Self.kind, root, "kind")
    refuseOthers(root, Self.keys)
    takeCluster(root)
    takeAddresses(root)
    if let thresholds = root.member("thresholds"), isObject(thresholds) { takeThresholds(thresholds) }
    options.catalogueAdditions = elements(root, "catalogue").compactMap { entry($0) }
  }

  private static let keys = [
    "apiVersion", "kind", "kubeconfig", "context", "watchNamespaces", "discovery", "leaderElect",
    "leaderElectionNamespace", "metricsBindAddress", "metricsSecure", "metricsCertPath", "healthProbeBindAddress",
    "engine", "tenantIsolation", "timeZone", "thresholds", "catalogue",
  ]

  private mutating func takeCluster(_ root: ConfigNode) {
    options.kubeconfig = text(root, "kubeconfig")
    options.context = text(root, "context") ?? ""
    options.watchedNamespaces = texts(root, "watchNamespaces")
    if let mode = choice(root, "discovery", DiscoveryMode.allCases) { options.discovery = mode }
    options.usesLeaderElection = flag(root, "leaderElect") ?? options.usesLeaderElection
    options.ownNamespace = text(root, "leaderElectionNamespace")
    options.engine = choice(root, "engine", PolicyEngine.allCases)
    options.isolatesTenants = flag(root, "tenantIsolation") ?? options.isolatesTenants
    options.localZone = text(root, "timeZone")
  }

  private mutating func takeAddresses(_ root: ConfigNode) {
    options.metricsAddress = text(root, "metricsBindAddress") ?? options.metricsAddress
    options.securesMetrics = flag(root, "metricsSecure") ?? options.securesMetrics
    options.metricsCertificates = text(root, "metricsCertPath")
    options.healthAddress = text(root, "healthProbeBindAddress") ?? options.healthAddress
  }

  private mutating func takeThresholds(_ node: ConfigNode) {
    refuseOthers(node, ["frequentCronJobRunsPerHour", "programmingDelaySeconds", "peerChangesPerHour"])
    var thresholds = EvaluationOptions.Thresholds()
    thresholds.frequentCronJobRunsPerHour =
      number(node, "frequentCronJobRunsPerHour") ?? thresholds.frequentCronJobRunsPerHour
    thresholds.programmingDelaySeconds = number(node, "programmingDelaySeconds") ?? thresholds.programmingDelaySeconds
    thresholds.peerChangesPerHour = number(node, "peerChangesPerHour") ?? thresholds.peerChangesPerHour
    options.thresholds = thresholds
  }

  /// One workload to recognise; without traits one that is known to be quiet.
  private mutating func entry(_ node: ConfigNode) -> CatalogueEntry? {
    guard isObject(node) else { return nil }
    refuseOthers(node, ["name", "images", "hints", "traits", "reason"])
    let name = required(node, "name")
    let reason = required(node, "reason")
    let images = elements(node, "images").compactMap { image($0) }
    let hints = texts(node, "hints")
    if node.member("images") == nil, node.member("hints") == nil {
      fail(node, "expected images or hints by which a workload is recognised")
    }
    let traits = elements(node, "traits").compactMap { choice($0, WorkloadTrait.allCases) }
    return CatalogueEntry(name, images: images, hints: hints, Set(traits), reason)
  }

  /// The repository of an image, which copies of it under other registries have in common.
  private mutating func image(_ node: ConfigNode) -> String? {
    guard let text = text(node) else { return nil }
    guard let image = ImageReference(text) else {
      fail(node, "expected an image such as ghcr.io/acme/sensor")
      return nil
    }
    return image.repository
  }

  mutating func fail(_ node: ConfigNode, _ message: String, at member: String? = nil) {
    problems.append(node.problem(message, at: member))
  }
}
