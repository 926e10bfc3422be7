import CurlTransport
import HTTPServer
import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
package import Schedules
import Support
import Telemetry

/// The operator as a process: reads its configuration, listens, runs until a signal, and stops in order.
package enum OperatorProcess {
  /// - Parameters:
  ///   - zones: the system's time zones.
  ///   - write: takes one line of the log.
  package static func run(
    _ options: OperatorOptions, version: String, zones: any ZoneSource, write: @escaping @Sendable (String) -> Void
  ) async throws {
    Allocator.boundArenas()
    let time = SystemTime()
    let environment = ProcessEnvironment.system
    let log = TextLog(time: time, write: write)
    let configuration = try client(options, version, environment)
    for warning in configuration.warnings { log.say("Warning", warning) }
    let settings = try settings(options, zones)
    let addresses = try (
      metrics: ListenAddress.parse(options.metricsAddress, flag: "metrics-bind-address"),
      health: ListenAddress.parse(options.healthAddress, flag: "health-probe-bind-address")
    )
    let registry = MetricRegistry(seriesLimit: 2000)
    let transport = try CurlTransport()
    let authenticator = Authenticator(
      configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: environment)
    let client = KubeClient(
      configuration, transport: transport, authenticator: authenticator, time: time,
      observer: RESTClientMetrics(registry))
    let identity = OperatorIdentity(
      name: environment.hostName + "_" + ProcessEnvironment.randomText(),
      namespace: options.ownNamespace ?? configuration.namespace)
    let theOperator = Operator(
      client, options: options, identity: identity, settings: settings, registry: registry, log: log, time: time,
      seed: UInt64.random(in: 0 ... .max))
    let servers = try servers(addresses.metrics, addresses.health, options, theOperator, client, registry, log, time)
    log.say("Started", "version \(version), \(configuration.server.url), as \(identity.name)")
    let signals = SignalWaiter()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await signals.wait()
        log.say("Stopping", "a signal asked for it")
        theOperator.stop()
      }
      await theOperator.run()
      group.cancelAll()
      signals.stop()
    }
    for server in servers { await server.stop() }
    await transport.shutdown()
    log.say("Stopped", "")
  }

  private static func client(
    _ options: OperatorOptions, _ version: String, _ environment: ProcessEnvironment
  ) throws(OperatorFailure) -> ClientConfiguration {
    var overrides = KubeconfigOverrides()
    overrides.context = options.context
    do throws(ConfigError) {
      return try ClientConfiguration.load(
        kubeconfig: options.kubeconfig, overrides: overrides, environment: environment, files: SystemFiles(),
        userAgent: UserAgent.text(version: version, part: "operator"))
    } catch { throw OperatorFailure("\(error)") }
  }

  private static func settings(
    _ options: OperatorOptions, _ zones: any ZoneSource
  ) throws(OperatorFailure) -> EvaluationSettings {
    var settings = EvaluationSettings(zones: zones)
    settings.thresholds = options.thresholds
    settings.engine = options.engine
    settings.isolatesTenants = options.isolatesTenants
    if let name = options.localZone {
      guard let zone = zones.rules(named: name) else {
        throw OperatorFailure("--time-zone \(name): there is no such time zone in /usr/share/zoneinfo")
      }
      settings.localZone = zone
    }
    if !options.catalogueAdditions.isEmpty {
      settings.catalogue = Catalogue(Catalogue.standard.entries + options.catalogueAdditions)
    }
    return settings
  }

  private static func servers(
    _ metrics: ListenAddress?, _ health: ListenAddress?, _ options: OperatorOptions, _ theOperator: Operator,
    _ client: KubeClient, _ registry: MetricRegistry, _ log: TextLog, _ time: SystemTime
  ) throws(OperatorFailure) -> [OperatorServer] {
    var servers: [OperatorServer] = []
    if let health {
      let checks = HealthChecks { theOperator.feed.statuses }
      let server = try OperatorServer(health, flag: "health-probe-bind-address", tls: nil) { checks.answer($0) }
      log.say("Listening", "health probes on port \(server.port)")
      servers.append(server)
    }
    if let metrics {
      if !options.securesMetrics, !metrics.isLoopback {
        throw OperatorFailure(
          "--metrics-secure=false needs a loopback address in --metrics-bind-address, as 127.0.0.1:8080")
      }
      let page = MetricsPage(
        registry: registry, access: options.securesMetrics ? MetricsAccess(client, time: time) : nil)
      let tls =
        options.securesMetrics ? try MetricsCertificate.load(options.metricsCertificates, now: time.now()) : nil
      let server = try OperatorServer(metrics, flag: "metrics-bind-address", tls: tls) { await page.answer($0) }
      log.say("Listening", "metrics on port \(server.port)")
      servers.append(server)
    }
    return servers
  }
}
