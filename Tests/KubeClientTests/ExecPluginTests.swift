import KubeClient
import KubeCore
import Support
import TestSupport
import Testing

/// Credential plugins. Source: client-go `plugin/pkg/client/auth/exec/exec.go`, KEP-541.
@Suite("Credential plugins")
struct ExecPluginTests {
  private static let start = Timestamp(seconds: 1_767_225_600)

  private static func answer(_ status: String, version: String = "v1") -> String {
    #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/\#(version)","status":{\#(status)}}"#
  }

  private static func plugin(
    _ version: ExecPlugin.Version = .v1, mode: ExecPlugin.InteractiveMode = .never
  ) -> ExecPlugin { ExecPlugin(version: version, command: "login", interactiveMode: mode) }

  private static func authenticator(
    _ processes: any ProcessRunner, time: ManualTime = ManualTime(start: start), plugin: ExecPlugin = plugin(),
    environment: ProcessEnvironment = ProcessEnvironment(),
    _ configure: (inout ClientConfiguration) -> Void = { _ in }
  ) -> Authenticator {
    var configuration = ClientConfiguration(server: ServerAddress(host: "api", port: 6443))
    configuration.authentication.plugin = plugin
    configure(&configuration)
    return Authenticator(
      configuration, files: MemoryFiles(), time: time, processes: processes, environment: environment)
  }

  private static func message(_ authenticator: Authenticator) async -> String? {
    let error = await failure { () async throws(KubeError) in try await authenticator.credentials() }
    if case .credentials(let message)? = error { return message }
    return error.map { "\($0)" }
  }

  @Test("A token, a certificate with its key, or both come from the plugin", arguments: ExecPlugin.Version.allCases)
  func credentials(version: ExecPlugin.Version) async throws {
    let text = Self.answer(
      #""token":"t1","clientCertificateData":"CERT","clientKeyData":"KEY""#,
      version: version == .v1 ? "v1" : "v1beta1")
    let processes = ScriptedProcesses(writing: text)
    let credentials = try await Self.authenticator(processes, plugin: Self.plugin(version)).credentials()
    #expect(credentials.authorization == Secret("Bearer t1"))
    #expect(credentials.certificate == Secret("CERT"))
    #expect(credentials.key == Secret("KEY"))
  }

  @Test("The plugin gets its arguments, the client's environment with its own over it, and KUBERNETES_EXEC_INFO")
  func command() async throws {
    var plugin = Self.plugin()
    plugin.arguments = ["get", "token"]
    plugin.environment = [
      .init(name: "A", value: Secret("plugin")), .init(name: "KUBERNETES_EXEC_INFO", value: Secret("")),
    ]
    let processes = ScriptedProcesses(writing: Self.answer(#""token":"t""#))
    let environment = ProcessEnvironment(variables: ["A": "client", "PATH": "/bin"])
    _ = try await Self.authenticator(processes, plugin: plugin, environment: environment).credentials()
    let command = try #require(processes.commands.first)
    #expect(command.executable == "login")
    #expect(command.arguments == ["get", "token"])
    #expect(
      command.environment == [
        "A": "plugin", "PATH": "/bin",
        "KUBERNETES_EXEC_INFO":
          #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"interactive":false}}"#,
      ])
    #expect(command.inheritsInput == false)
  }

  @Test("With provideClusterInfo it is told of the cluster")
  func clusterInfo() async throws {
    var plugin = Self.plugin(.v1beta1)
    plugin.providesClusterInfo = true
    plugin.clusterConfig = ["audience": "x"]
    let processes = ScriptedProcesses(writing: Self.answer(#""token":"t""#, version: "v1beta1"))
    _ = try await Self.authenticator(processes, plugin: plugin) {
      $0.certificateAuthority = .inline(Secret("-----BEGIN"))
      $0.tlsServerName = "k8s"
      $0.proxy.url = "http://proxy:3128"
    }.credentials()
    #expect(
      processes.commands.first?.environment["KUBERNETES_EXEC_INFO"]
        == #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"cluster":"#
        + #"{"server":"https://api:6443","tls-server-name":"k8s","certificate-authority-data":"LS0tLS1CRUdJTg==","#
        + #""proxy-url":"http://proxy:3128","config":{"audience":"x"}},"interactive":false}}"#)
  }

  @Test("Credentials are kept until they expire, for good where they do not say")
  func expiry() async throws {
    let time = ManualTime(start: Self.start)
    let processes = ScriptedProcesses(
      writing: Self.answer(#""token":"t1","expirationTimestamp":"2026-01-01T00:10:00Z""#),
      Self.answer(#""token":"t2","expirationTimestamp":null"#))
    let authenticator = Self.authenticator(processes, time: time)
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t1"))
    time.advance(by: .seconds(600))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t1"))
    time.advance(by: .milliseconds(1))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t2"))
    time.advance(by: .seconds(1_000_000))
    #expect(try await authenticator.credentials().authorization == Secret("Bearer t2"))
    #expect(processes.commands.count == 2)
  }

  @Test("T5: after a 401 the plugin is asked again, but not by those who have what it gave since")
  func refusal() async throws {
    let processes = ScriptedProcesses(
      writing: Self.answer(#""token":"t1""#), Self.answer(#""token":"t2""#), Self.answer(#""token":"t3""#))
    let authenticator = Self.authenticator(processes)
    let first = try await authenticator.credentials()
    let second = try await authenticator.replacement(for: first)
    #expect(second?.authorization == Secret("Bearer t2"))
    #expect(try await authenticator.replacement(for: first) == second)
    #expect(processes.commands.count == 2)
  }

  @Test("However many requests ask, one process runs at a time")
  func singleFlight() async throws {
    let time = ManualTime(start: Self.start)
    let gate = ManualTime()
    let processes = ScriptedProcesses { (_) async throws(ProcessFailure) -> ProcessOutput in
      try? await gate.sleep(for: .seconds(1))
      return ProcessOutput(exitCode: 0, output: Array(Self.answer(#""token":"t""#).utf8))
    }
    let authenticator = Self.authenticator(processes, time: time)
    try await withThrowingTaskGroup(of: Credentials.self) { group in
      for _ in 0..<20 { group.addTask { try await authenticator.credentials() } }
      await gate.sleepers(atLeast: 1)
      gate.advance(by: .seconds(1))
      for try await credentials in group { #expect(credentials.authorization == Secret("Bearer t")) }
    }
    #expect(processes.commands.count == 1)
  }

  @Test("A caller that is cancelled goes at once; the process goes with the last of them")
  func cancellation() async throws {
    let gate = ManualTime()
    let processes = ScriptedProcesses { (_) async throws(ProcessFailure) -> ProcessOutput in
      do { try await gate.sleep(for: .seconds(1)) } catch { throw .cancelled }
      return ProcessOutput(exitCode: 0, output: Array(Self.answer(#""token":"t""#).utf8))
    }
    let authenticator = Self.authenticator(processes)
    let call = Task { await failure { () async throws(KubeError) in try await authenticator.credentials() } }
    await gate.sleepers(atLeast: 1)
    call.cancel()
    #expect(await call.value == .cancelled)
    // The next one starts a process of its own.
    let next = Task { try await authenticator.credentials() }
    while processes.commands.count < 2 { await Task.yield() }
    await gate.sleepers(atLeast: 1)
    gate.advance(by: .seconds(1))
    #expect(try await next.value.authorization == Secret("Bearer t"))
  }

  @Test("A plugin that never ends is ended after a minute")
  func timeout() async {
    let time = ManualTime(start: Self.start)
    let gate = ManualTime()
    let processes = ScriptedProcesses { (_) async throws(ProcessFailure) -> ProcessOutput in
      do { try await gate.sleep(for: .seconds(1_000_000)) } catch { throw .cancelled }
      return ProcessOutput(exitCode: 0, output: [])
    }
    let authenticator = Self.authenticator(processes, time: time)
    async let message = Self.message(authenticator)
    await time.sleepers(atLeast: 1)
    time.advance(by: .seconds(60))
    #expect(await message == "credential plugin: login did not end within 60 s")
  }

  @Test(
    "An answer that is no credential is refused without a word of it",
    arguments: [
      ("", "it wrote no ExecCredential"), ("hunter2", "it wrote no ExecCredential"), ("{", "it wrote no JSON"),
      (#"{"kind":"Secret"}"#, "it wrote no ExecCredential"),
      (answer(#""token":"hunter2""#, version: "v1beta1"), "in another version than client.authentication.k8s.io/v1"),
      (#"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}"#, "no status"),
      (answer(""), "neither a token nor a certificate"),
      (answer(#""clientKeyData":"hunter2""#), "a certificate or a key, not both"),
      (answer(#""token":7"#), "status.token is no string"),
      (answer(#""token":"hunter2\r\nX: y""#), "characters that no token has"),
      (answer(#""token":"hunter2","expirationTimestamp":"tomorrow""#), "no RFC 3339 time"),
    ])
  func badAnswers(text: String, words: String) async throws {
    let message = try #require(await Self.message(Self.authenticator(ScriptedProcesses(writing: text))))
    #expect(message.contains(words) && !message.contains("hunter2"))
  }

  @Test("A failure has the exit code; a missing plugin says how to install it, without escape codes")
  func failures() async {
    let failing = ScriptedProcesses { (_) async throws(ProcessFailure) in
      ProcessOutput(exitCode: 3, output: Array("hunter2".utf8))
    }
    #expect(await Self.message(Self.authenticator(failing)) == "credential plugin: login failed with exit code 3")
    var plugin = Self.plugin()
    plugin.installHint = "get it\nfrom \u{1B}[1mus"
    let missing = ScriptedProcesses { (_) async throws(ProcessFailure) -> ProcessOutput in throw .notFound }
    #expect(
      await Self.message(Self.authenticator(missing, plugin: plugin))
        == "credential plugin: login was not found\n\nget it\nfrom [1mus")
  }

  @Test(
    "Who may ask on the terminal is said by interactiveMode",
    arguments: [
      (ExecPlugin.InteractiveMode.never, true, Bool?.some(false)), (.ifAvailable, true, true),
      (.ifAvailable, false, false), (.always, true, true), (.always, false, nil),
    ])
  func interaction(mode: ExecPlugin.InteractiveMode, hasTerminal: Bool, inherits: Bool?) async {
    let processes = ScriptedProcesses(hasTerminal: hasTerminal, writing: Self.answer(#""token":"t""#))
    let message = await Self.message(Self.authenticator(processes, plugin: Self.plugin(mode: mode)))
    #expect(processes.commands.first?.inheritsInput == inherits)
    #expect((message == nil) == (inherits != nil))
    if let inherits {
      let request = processes.commands.first?.environment["KUBERNETES_EXEC_INFO"]
      #expect(request?.contains(#""interactive":\#(inherits)"#) == true)
    }
  }

  @Test("A token, a password or a certificate in the kubeconfig stands instead of the plugin")
  func overridden() async throws {
    let processes = ScriptedProcesses(writing: "")
    let authenticator = Self.authenticator(processes) { $0.authentication.token = .literal(Secret("mine")) }
    #expect(try await authenticator.credentials().authorization == Secret("Bearer mine"))
    #expect(processes.commands.isEmpty)
  }

  @Test("A request runs the plugin of a kubeconfig as a real program, and again after a 401")
  func realProgram() async throws {
    let text = Self.answer(#""token":"from-sh""#)
    var plugin = Self.plugin()
    plugin.command = "sh"
    plugin.arguments = ["-c", "echo '\(text)'"]
    let environment = ProcessEnvironment(variables: ["PATH": "/usr/bin:/bin"])
    let authenticator = Self.authenticator(SystemProcesses(), plugin: plugin, environment: environment)
    #expect(try await authenticator.credentials().authorization == Secret("Bearer from-sh"))
  }
}
