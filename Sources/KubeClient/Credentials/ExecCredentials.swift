import Support

/// Runs a credential plugin when credentials are missing, have expired or were refused: one process at a time, however
/// many requests wait for it. What it writes is never logged.
///
/// Source: client-go `plugin/pkg/client/auth/exec/exec.go`.
final class ExecCredentials: Sendable {
  /// How long a plugin may take that asks nobody; client-go would wait for ever.
  static let timeout: Duration = .seconds(60)

  private let plugin: ExecPlugin
  private let cluster: ClientConfiguration
  private let files: any FileAccess
  private let time: any TimeSource
  private let processes: any ProcessRunner
  private let environment: ProcessEnvironment
  private let cached = Lock<ExecCredential?>(nil)
  private let flight = SingleFlight<Result<ExecCredential, KubeError>>()

  init(
    _ plugin: ExecPlugin, cluster: ClientConfiguration, files: any FileAccess, time: any TimeSource,
    processes: any ProcessRunner, environment: ProcessEnvironment
  ) {
    self.plugin = plugin
    self.cluster = cluster
    self.files = files
    self.time = time
    self.processes = processes
    self.environment = environment
  }

  func credentials() async throws(KubeError) -> ExecCredential {
    if let fresh = fresh { return fresh }
    let result = await flight.run { [self] () async -> Result<ExecCredential, KubeError> in
      // Another request may have had them in the meantime.
      if let fresh { return .success(fresh) }
      do throws(KubeError) {
        let credential = try await ask()
        cached.withLock { $0 = credential }
        return .success(credential)
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw .cancelled }
    return try result.get()
  }

  /// Forgets what a server refused, unless it was replaced already (`maybeRefreshCreds`).
  func expire(_ token: Secret?, _ certificate: Secret?) async {
    cached.withLock { cached in
      if cached?.token == token, cached?.certificate == certificate { cached = nil }
    }
  }

  private var fresh: ExecCredential? {
    guard let credential = cached.withLock({ $0 }) else { return nil }
    if let expiration = credential.expiration, time.now() > expiration { return nil }
    return credential
  }

  private func ask() async throws(KubeError) -> ExecCredential {
    let isInteractive = try interactive()
    let command = try command(isInteractive: isInteractive)
    let output = try await run(command, isInteractive: isInteractive)
    guard output.exitCode == 0 else {
      throw failure("\(plugin.command) failed with exit code \(output.exitCode)")
    }
    do throws(ExecCredential.Invalid) {
      return try ExecCredential(output.output, version: plugin.version)
    } catch {
      throw failure("\(plugin.command) cannot be used: \(error.reason)")
    }
  }

  private func run(_ command: ProcessCommand, isInteractive: Bool) async throws(KubeError) -> ProcessOutput {
    let (processes, time) = (processes, time)
    // The program, and beside it the time that it has; whoever is first ends the other.
    let result = await withTaskGroup(of: Result<ProcessOutput, ProcessFailure>?.self) { group in
      group.addTask {
        do throws(ProcessFailure) { return .success(try await processes.run(command)) } catch { return .failure(error) }
      }
      if !isInteractive {
        group.addTask {
          try? await time.sleep(for: Self.timeout)
          return nil
        }
      }
      let first = await group.next()
      group.cancelAll()
      return first.flatMap { $0 }
    }
    switch result {
    case .success(let output)?: return output
    case .failure(.notFound)?:
      let hint = plugin.installHint.isEmpty ? "" : "\n\n" + Self.printable(plugin.installHint)
      throw failure("\(plugin.command) was not found\(hint)")
    case .failure(.notStarted(let reason))?: throw failure("\(plugin.command) could not be started: \(reason)")
    case .failure(.tooMuchOutput)?: throw failure("\(plugin.command) wrote more than a credential can be")
    case .failure(.cancelled)?: throw .cancelled
    case nil: throw Task.isCancelled ? .cancelled : failure("\(plugin.command) did not end within 60 s")
    }
  }

  private func failure(_ message: String) -> KubeError { .credentials("credential plugin: \(message)") }

  /// Source: `isInteractive`.
  private func interactive() throws(KubeError) -> Bool {
    switch plugin.interactiveMode {
    case .never: return false
    case .ifAvailable: return processes.hasTerminal
    case .always:
      guard processes.hasTerminal else {
        throw failure("\(plugin.command) must ask on a terminal (interactiveMode: Always), and there is none")
      }
      return true
    }
  }

  /// Later variables win: the plugin's own over the client's, `KUBERNETES_EXEC_INFO` over both.
  private func command(isInteractive: Bool) throws(KubeError) -> ProcessCommand {
    var variables = environment.variables
    for variable in plugin.environment { variables[variable.name] = variable.value.text }
    variables["KUBERNETES_EXEC_INFO"] = JSONWriter().text(try request(isInteractive: isInteractive))
    var command = ProcessCommand(executable: plugin.command, arguments: plugin.arguments, environment: variables)
    command.inheritsInput = isInteractive
    return command
  }

  private func request(isInteractive: Bool) throws(KubeError) -> Tree {
    .members(
      ("kind", "ExecCredential"), ("apiVersion", .string(plugin.version.rawValue)),
      (
        "spec",
        .members(
          ("cluster", plugin.providesClusterInfo ? try clusterTree() : nil), ("interactive", .bool(isInteractive)))
      ))
  }

  /// `clientauthentication.Cluster`, as `ConfigToExecCluster` fills it.
  private func clusterTree() throws(KubeError) -> Tree {
    let authorities: String? =
      switch cluster.certificateAuthority {
      case .inline(let text)?: text.text
      case .file(let path)?: (try PeriodicFile.pem(path, files: files, time: time).content()).text
      case nil: nil
      }
    return .members(
      ("server", .string(cluster.server.url)), ("tls-server-name", cluster.tlsServerName.map { .string($0) }),
      ("insecure-skip-tls-verify", cluster.skipsVerification ? true : nil),
      ("certificate-authority-data", authorities.map { .string(Base64.encode(Array($0.utf8))) }),
      ("proxy-url", cluster.proxy.url.map { .string($0) }),
      ("disable-compression", cluster.allowsCompression ? nil : true), ("config", plugin.clusterConfig ?? .null))
  }

  /// Without the control characters that could set a terminal off (`cleanANSIEscapeCodes`).
  private static func printable(_ text: String) -> String {
    var cleaned = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && !(0x09...0x0D).contains(scalar.value)
      if !isControl { cleaned.unicodeScalars.append(scalar) }
    }
    return cleaned
  }
}
