import KubeClient
import OperatorApp
import RiskEngine

/// `netrisk operator`.
enum OperatorCommand: Command {
  static let config = OptionSpec(
    "config", value: .path("FILE"), "Configuration file, kind OperatorConfiguration; flags win over it")
  static let watchNamespaces = OptionSpec(
    "watch-namespaces", value: .text("A,B"), isRepeatable: true, "Watch these namespaces only (default all)")
  static let discovery = OptionSpec(
    "discovery", value: .choice("MODE", DiscoveryMode.allCases.map(\.rawValue)),
    "Workloads that get a NetRisk by themselves: chatty ones (catalogue), all, or none (off)")
  static let leaderElect = OptionSpec("leader-elect", "Write only while leading; for more than one replica")
  static let ownNamespace = OptionSpec(
    "leader-election-namespace", value: .text("NAMESPACE"), "Namespace of Lease and history (default the pod's own)")
  static let metricsAddress = OptionSpec(
    "metrics-bind-address", value: .text("ADDRESS"), "HOST:PORT or :PORT of /metrics; 0 for none (default 0)")
  static let metricsSecure = OptionSpec(
    "metrics-secure", value: .choice("BOOL", ["true", "false"]),
    "Metrics over TLS, for whoever the API server lets read them (default true); false on loopback only")
  static let metricsCertPath = OptionSpec(
    "metrics-cert-path", value: .path("DIR"), "Folder with tls.crt and tls.key for the metrics")
  static let healthAddress = OptionSpec(
    "health-probe-bind-address", value: .text("ADDRESS"),
    "HOST:PORT or :PORT of /healthz and /readyz; 0 for none (default 127.0.0.1:8081)")
  static let tenantIsolation = OptionSpec(
    "tenant-isolation", "Do not name other namespaces' sources in a NetRisk")
  static let timeZone = OptionSpec(
    "time-zone", value: .text("ZONE"), "Zone of kube-controller-manager, for schedules that name none (default UTC)")

  static let spec = CommandSpec(
    name: "operator", summary: "Watch a cluster and write its risks into NetRisk objects",
    description: [
      """
      Watch Pods, NetworkPolicies, CronJobs and what else the analysis needs, and keep the status of NetRisk and \
      ClusterNetRisk objects current. It creates no pods, changes no policy and reads no Secrets.
      """,
      "It runs in the cluster (see config/default), or on a workstation with a kubeconfig. The CRDs must be installed.",
      """
      A configuration file has the names of these options in camel case as its keys (watchNamespaces is a list), \
      thresholds, and additions to the catalogue of workloads; see docs/operator.md.
      """,
    ],
    usage: ["[options]"],
    options: [
      config, .kubeconfig, .context, watchNamespaces, discovery, leaderElect, ownNamespace, metricsAddress,
      metricsSecure,
      metricsCertPath, healthAddress, .engine, AnalyzeCommand.frequentCronJob, AnalyzeCommand.programmingDelay,
      tenantIsolation, timeZone,
    ],
    examples: [
      CommandSpec.Example(
        "Run against the cluster of the current kubeconfig, with the CRDs installed",
        "{program} operator"),
      CommandSpec.Example(
        "Run with a configuration file", "{program} operator --config operator.yaml --discovery all"),
      CommandSpec.Example(
        "Run as a Deployment of two replicas does",
        "{program} operator --leader-elect --metrics-bind-address :8443 \\\n  --health-probe-bind-address :8081"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "A signal ended it."), CommandSpec.ExitCode(1, "It could not start."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    try context.operation.run(try options(context.arguments), context.environment)
    return 0
  }

  /// What the file says, and over it what the flags say.
  static func options(_ arguments: ParsedArguments) throws -> OperatorOptions {
    var options =
      try arguments.value(config).map { path in try OperatorFile.read(path, files: SystemFiles()) }
      ?? OperatorOptions()
    options.kubeconfig = arguments.value(.kubeconfig) ?? options.kubeconfig
    options.context = arguments.value(.context) ?? options.context
    let namespaces = arguments.all(watchNamespaces).flatMap { $0.split(separator: ",").map(String.init) }
    if !namespaces.isEmpty { options.watchedNamespaces = namespaces }
    if let mode = arguments.value(discovery).flatMap({ DiscoveryMode(rawValue: $0) }) { options.discovery = mode }
    options.usesLeaderElection = arguments.flag(leaderElect) ?? options.usesLeaderElection
    options.ownNamespace = arguments.value(ownNamespace) ?? options.ownNamespace
    options.metricsAddress = arguments.value(metricsAddress) ?? options.metricsAddress
    options.healthAddress = arguments.value(healthAddress) ?? options.healthAddress
    options.securesMetrics = arguments.flag(metricsSecure) ?? options.securesMetrics
    options.metricsCertificates = arguments.value(metricsCertPath) ?? options.metricsCertificates
    options.isolatesTenants = arguments.flag(tenantIsolation) ?? options.isolatesTenants
    options.engine = arguments.engine ?? options.engine
    options.localZone = arguments.value(timeZone) ?? options.localZone
    if let runs = try arguments.number(AnalyzeCommand.frequentCronJob) {
      options.thresholds.frequentCronJobRunsPerHour = runs
    }
    if let seconds = try arguments.number(AnalyzeCommand.programmingDelay) {
      options.thresholds.programmingDelaySeconds = seconds
    }
    return options
  }
}
