import KubeClient
import Support
import Testing

/// From a kubeconfig to the configuration of a client. Source: client-go `client_config.go`, `validation.go`.
@Suite("Kubeconfig to client")
struct KubeconfigClientTests {
  static let pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
  static let data = Base64.encode(Array(pem.utf8))

  static func client(
    cluster: String = "server: https://api.example.org:6443", user: String = "{}", context: String = "",
    files: [String: String] = [:], variables: [String: String] = [:],
    _ override: (inout KubeconfigOverrides) -> Void = { _ in }
  ) throws -> ClientConfiguration {
    let text = """
      current-context: one
      contexts:
      - name: one
        context: {cluster: c, user: u\(context.isEmpty ? "" : ", " + context)}
      - name: two
        context: {cluster: c2, user: u2, namespace: second}
      clusters:
      - name: c
        cluster: {\(cluster)}
      - name: c2
        cluster: {server: "https://two.example.org"}
      users:
      - name: u
        user: \(user)
      - name: u2
        user: {token: t2}
      """
    return try read(text, files: files, variables: variables, override)
  }

  static func read(
    _ text: String, files: [String: String] = [:], variables: [String: String] = [:],
    _ override: (inout KubeconfigOverrides) -> Void = { _ in }
  ) throws -> ClientConfiguration {
    let files = MemoryFiles(files.merging(["/k/config": text]) { first, _ in first })
    let environment = ProcessEnvironment(variables: variables, workingDirectory: "/work")
    var overrides = KubeconfigOverrides()
    override(&overrides)
    return try ClientConfiguration.load(
      kubeconfig: "/k/config", overrides: overrides, environment: environment, files: files, userAgent: "netrisk")
  }

  static func problems(_ body: () throws -> ClientConfiguration) -> [String] {
    do {
      _ = try body()
      return []
    } catch let error as ConfigError {
      return error.problems.map(\.text)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("The current context chooses cluster, user and namespace")
  func currentContext() throws {
    let client = try Self.client(user: "{token: t}", context: "namespace: web")
    #expect(client.server.url == "https://api.example.org:6443")
    #expect(client.authentication.token == .literal(Secret("t")))
    #expect(client.namespace == "web")
    #expect(try Self.client().namespace == "default")
  }

  @Test("Context, cluster, user, namespace and server can be chosen one by one")
  func overrides() throws {
    let two = try Self.client { $0.context = "two" }
    #expect(two.server.host == "two.example.org")
    #expect(two.namespace == "second")
    let mixed = try Self.client {
      $0.user = "u2"
      $0.namespace = "mine"
    }
    #expect(mixed.server.host == "api.example.org")
    #expect(mixed.authentication.token == .literal(Secret("t2")))
    #expect(mixed.namespace == "mine")
    #expect(try Self.client { $0.cluster = "c2" }.server.host == "two.example.org")
    #expect(try Self.client { $0.server = "https://[fd00::1]:8443" }.server.url == "https://[fd00::1]:8443")
  }

  @Test("A context, a cluster or a user that does not exist is named with those that do")
  func missingNames() {
    #expect(
      Self.problems { try Self.client { $0.context = "three" } }
        == [#"there is no context "three"; there is "one", "two""#])
    let text = "current-context: x\ncontexts: [{name: x, context: {cluster: a, user: b}}]"
    #expect(
      Self.problems { try Self.read(text) } == [
        #"/k/config:2:32: contexts[0].context.cluster: there is no cluster "a"; there is none"#,
        #"/k/config:2:44: contexts[0].context.user: there is no user "b"; there is none"#,
      ])
    #expect(
      Self.problems { try Self.read("current-context: w\ncontexts: [{name: x}]") }
        == [#"/k/config:1:1: current-context: there is no context "w"; there is "x""#])
    #expect(
      Self.problems { try Self.read("contexts: [{name: x}]") }
        == [#"no current-context is set; choose a context: "x""#])
  }
}
