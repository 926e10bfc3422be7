import CurlTransport
import Foundation
package import KubeClient

/// How commands get at a cluster: as kubectl does in the program, another way in tests.
package struct ClusterSource: Sendable {
  package let connect: @Sendable (ClusterTarget, CommandLineEnvironment) throws(CommandFailure) -> ClusterConnection

  package init(
    connect: @escaping @Sendable (ClusterTarget, CommandLineEnvironment) throws(CommandFailure) -> ClusterConnection
  ) {
    self.connect = connect
  }

  /// The cluster of the kubeconfig that kubectl would use; nothing is sent before somebody asks for something.
  package static let kubeconfig = ClusterSource { (target, environment) throws(CommandFailure) in
    let process = ProcessEnvironment(
      variables: environment.variables, workingDirectory: FileManager.default.currentDirectoryPath)
    let configuration = try configuration(target, process)
    let transport: CurlTransport
    do throws(CurlUnavailable) { transport = try CurlTransport() } catch { throw CommandFailure("\(error)") }
    let time = SystemTime()
    let authenticator = Authenticator(
      configuration, files: SystemFiles(), time: time, processes: SystemProcesses(), environment: process)
    return ClusterConnection(
      KubeClient(configuration, transport: transport, authenticator: authenticator, time: time),
      notices: configuration.warnings, close: { await transport.shutdown() })
  }

  private static func configuration(
    _ target: ClusterTarget, _ process: ProcessEnvironment
  ) throws(CommandFailure) -> ClientConfiguration {
    var overrides = KubeconfigOverrides()
    overrides.context = target.context
    do throws(ConfigError) {
      return try ClientConfiguration.load(
        kubeconfig: target.kubeconfig, overrides: overrides, environment: process, files: SystemFiles(),
        userAgent: UserAgent.text(version: VersionCommand.current))
    } catch {
      if error.isEmptyConfiguration {
        throw CommandFailure(
          "there is no cluster to read: no kubeconfig names one",
          advice: ["Name a kubeconfig with --kubeconfig FILE or in KUBECONFIG."])
      }
      let lines = error.message.split(separator: "\n").map(String.init)
      throw CommandFailure(lines.first ?? "the kubeconfig cannot be used", advice: Array(lines.dropFirst()))
    }
  }
}

/// A client, and what to do when it is no longer wanted.
package struct ClusterConnection: Sendable {
  package let client: KubeClient
  /// Things to know about the configuration that are no errors.
  package let notices: [String]
  package let close: @Sendable () async -> Void

  package init(_ client: KubeClient, notices: [String] = [], close: @escaping @Sendable () async -> Void = {}) {
    self.client = client
    self.notices = notices
    self.close = close
  }

  /// Why a request had no result, and what may help.
  func failure(_ error: KubeError, reading what: String) -> CommandFailure {
    var advice = notices
    switch error {
    case .transport:
      advice += ["Is this the right cluster, and can it be reached? kubectl cluster-info asks the same server."]
    case .credentials: advice += ["kubectl auth whoami uses the same credentials."]
    case .status where error.isUnauthorized:
      advice += ["The server does not accept the credentials of the kubeconfig: kubectl auth whoami uses the same."]
    default: break
    }
    return CommandFailure(
      "cannot read \(what) from \(client.configuration.server.url): \(printable(error.description))", advice: advice)
  }
}
