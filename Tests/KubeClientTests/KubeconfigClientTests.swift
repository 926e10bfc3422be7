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
    let environment = ProcessEnvironment(variables: variables, workingDirectory: "/home/dev")
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

  @Test("Everything that is wrong is said at once, each at its place")
  func allAtOnce() {
    let text = """
      current-context: one
      contexts: [{name: one, context: {cluster: c, user: u, namespace: Not_A_Name}}]
      clusters:
      - name: c
        cluster:
          server: ftp://api
          certificate-authority: /none/ca.crt
          proxy-url: gopher://proxy
      users:
      - name: u
        user:
          client-certificate: /none/u.crt
          as-groups: [devs]
          tokenFile: /none/token
      """
    let missing = "No such file or directory"
    #expect(
      Self.problems { try Self.read(text) } == [
        "/k/config:14:5: users[0].user.tokenFile: cannot read /none/token: \(missing)",
        "/k/config:12:5: users[0].user.client-certificate: cannot read /none/u.crt: \(missing)",
        "/k/config:12:5: users[0].user.client-certificate: a certificate needs its key: client-key or client-key-data",
        "/k/config:7:5: clusters[0].cluster.certificate-authority: cannot read /none/ca.crt: \(missing)",
        "/k/config:6:5: clusters[0].cluster.server: expected the URL of the API server: the scheme is 'ftp', "
          + "expected 'https' or 'http'",
      ])
    let repaired = text.replacing("ftp", with: "https")
    let problems = Self.problems { try Self.read(repaired) }
    #expect(problems.count == 7)
    #expect(
      problems.suffix(3) == [
        "/k/config:8:5: clusters[0].cluster.proxy-url: expected a URL with the scheme 'http', 'https' or 'socks5'",
        "/k/config:11:3: users[0].user.as: as-uid, as-groups and as-user-extra need a user to impersonate",
        "/k/config:2:55: contexts[0].context.namespace: expected the name of a namespace (RFC 1123 label), "
          + #"found "Not_A_Name""#,
      ])
  }

  @Test(
    "A value of the wrong type is named without showing it",
    arguments: [
      ("{token: 12345}", "/k/config:14:10: users[0].user.token: expected a string, found a number"),
      ("{token: [hunter2]}", "/k/config:14:10: users[0].user.token: expected a string, found a list"),
      ("{client-key-data: hunter2}", "/k/config:14:10: users[0].user.client-key-data: expected base64"),
      (
        "{client-key-data: aHVudGVyMg==}",
        "/k/config:14:10: users[0].user.client-key-data: expected PEM in base64: nothing in it begins with '-----BEGIN'"
      ),
      ("[]", "/k/config:14:3: users[0].user: expected an object, found a list"),
      ("{as-groups: x}", "/k/config:14:10: users[0].user.as-groups: expected a list, found a string"),
      (
        "{as: j, as-user-extra: {a: [1]}}",
        "/k/config:14:37: users[0].user.as-user-extra.a[0]: expected a string, found a number"
      ),
      (
        "{auth-provider: {name: gcp}}",
        "/k/config:14:10: users[0].user.auth-provider: the built-in provider \"gcp\" is no longer part of Kubernetes "
          + "clients (since 1.26); use a credential plugin (exec) instead"
      ),
      (
        "{token: a, username: b, password: hunter2}",
        "/k/config:14:10: users[0].user.token: a token and a password exclude each other"
      ),
    ])
  func wrongUsers(user: String, expected: String) {
    let problems = Self.problems { try Self.client(user: user) }
    #expect(problems == [expected])
    #expect(!problems.joined().contains("hunter2"))
  }

  @Test(
    "A plugin must say what it is",
    arguments: [
      ("{}", ["apiVersion: expected 'client.authentication.k8s.io/v1', found nothing", "command: expected a command"]),
      ("{apiVersion: v7, command: a}", ["apiVersion: expected 'client.authentication.k8s.io/v1' or"]),
      ("{apiVersion: client.authentication.k8s.io/v1alpha1, command: a, interactiveMode: Never}", ["apiVersion:"]),
      (
        "{apiVersion: client.authentication.k8s.io/v1, command: a}",
        ["interactiveMode: expected 'Never', 'IfAvailable' or 'Always', found nothing"]
      ),
      (
        "{apiVersion: client.authentication.k8s.io/v1beta1, command: a, interactiveMode: Maybe}",
        [#"interactiveMode: expected 'Never', 'IfAvailable' or 'Always', found "Maybe""#]
      ),
      (
        "{apiVersion: client.authentication.k8s.io/v1beta1, command: a, env: [{value: x}]}",
        ["env[0].name: expected the name of a variable"]
      ),
      (
        "{apiVersion: client.authentication.k8s.io/v1beta1, command: 7, env: [{name: y}], args: [1]}",
        [
          "env[0].name: expected a string, found a boolean", "command: expected a string, found a number",
          "args[0]: expected a string, found a number",
        ]
      ),
    ])
  func wrongPlugins(exec: String, expected: [String]) {
    let problems = Self.problems { try Self.client(user: "{exec: \(exec)}") }
    #expect(problems.count >= expected.count && problems.count <= expected.count + 1)
    for words in expected { #expect(problems.contains { $0.contains("users[0].user.exec.\(words)") }, "\(problems)") }
  }

  @Test("What is wrong with a user or a cluster that is not used is no problem, unless it cannot be read at all")
  func unused() throws {
    let user = "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: old}, client-certificate: /none}"
    #expect(try Self.client(user: user) { $0.context = "two" }.server.host == "two.example.org")
    #expect(try Self.client(cluster: "certificate-authority-data: AAAA") { $0.context = "two" }.server.port == 443)
    #expect(Self.problems { try Self.client(user: "{token: 7}") { $0.context = "two" } }.count == 1)
  }

  @Test("v1beta1 is interactive where it can be, and everything else of a plugin is kept")
  func plugin() throws {
    let user = """
      {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: login, args: [a, b],
        env: [{name: NAME, value: v}], installHint: get it, provideClusterInfo: true}}
      """
    let cluster = """
      server: "https://a", extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x}}]
      """
    let plugin = try #require(try Self.client(cluster: cluster, user: user).authentication.plugin)
    var expected = ExecPlugin(version: .v1beta1, command: "login", interactiveMode: .ifAvailable)
    expected.arguments = ["a", "b"]
    expected.environment = [.init(name: "NAME", value: Secret("v"))]
    expected.installHint = "get it"
    expected.providesClusterInfo = true
    expected.clusterConfig = ["audience": "x"]
    #expect(plugin == expected)
  }

  @Test("TLS that is not verified is warned of, and excludes an authority")
  func insecure() throws {
    let client = try Self.client(cluster: #"server: "https://a", insecure-skip-tls-verify: true"#)
    #expect(client.skipsVerification)
    #expect(client.warnings.count == 1 && client.warnings[0].contains("the certificate of a:443 is not verified"))
    let both = #"server: "https://a", insecure-skip-tls-verify: true, certificate-authority-data: \#(Self.data)"#
    #expect(
      Self.problems { try Self.client(cluster: both) } == [
        "/k/config:9:3: clusters[0].cluster: a certificate authority and insecure-skip-tls-verify exclude each other"
      ])
    #expect(try Self.client(cluster: both) { $0.skipsVerification = true }.certificateAuthority == nil)
    let authority = try Self.client(cluster: both, files: ["/home/dev/ca": Self.pem]) { $0.certificateAuthority = "ca" }
    #expect(authority.certificateAuthority == .file("/home/dev/ca") && !authority.skipsVerification)
  }

  @Test("Data and file of one thing exclude each other")
  func dataAndFile() {
    let cluster = #"server: "https://a", certificate-authority: ca, certificate-authority-data: \#(Self.data)"#
    #expect(
      Self.problems { try Self.client(cluster: cluster) } == [
        "/k/config:9:34: clusters[0].cluster.certificate-authority: certificate-authority-data stands beside it; "
          + "give one of them"
      ])
  }

  @Test("Proxy, server name, compression and impersonation come from the kubeconfig")
  func details() throws {
    let client = try Self.client(
      cluster: #"server: "https://a", tls-server-name: b, proxy-url: "socks5://p:1", disable-compression: true"#,
      user: "{token: t, as: jane, as-uid: u, as-groups: [g], as-user-extra: {k: [v, w]}}",
      variables: ["HTTPS_PROXY": "http://env:1", "NO_PROXY": "*"])
    #expect(client.tlsServerName == "b")
    #expect(client.proxy.url == "socks5://p:1")
    #expect(client.allowsCompression == false)
    var jane = Impersonation(user: "jane")
    jane.uid = "u"
    jane.groups = ["g"]
    jane.extra = ["k": ["v", "w"]]
    #expect(client.impersonation == jane)
    #expect(try Self.client(variables: ["HTTPS_PROXY": "http://env:1"]).proxy.url == "http://env:1")
    #expect(
      try Self.client(cluster: #"server: "https://a", tls-server-name: b"#) { $0.server = "https://c" }.tlsServerName
        == nil)
  }

  @Test("Credentials are not sent where there is no TLS, and that is said")
  func plainText() throws {
    let client = try Self.client(cluster: #"server: "http://a""#, user: "{token: t}")
    #expect(client.authentication == Authentication())
    #expect(client.warnings == ["credentials are not sent to http://a:80, which is not reached by TLS"])
  }

  @Test(
    "Broken text is placed, and what stands there is not shown",
    arguments: ["users: [{user: {token: \"hunter2", "{\"token\": hunter2}"])
  func brokenText(text: String) {
    let problems = Self.problems { try Self.read(text) }
    #expect(problems.count == 1 && problems[0].hasPrefix("/k/config:1:") && !problems[0].contains("hunter2"))
  }

  @Test("The same name twice, another kind and another version are errors")
  func strictParts() {
    let text = "kind: List\napiVersion: v2\nclusters: [{name: a}, {name: a}]\ncontexts: 7"
    #expect(
      Self.problems { try Self.read(text) } == [
        #"/k/config:1:1: kind: expected 'Config', found "List""#,
        #"/k/config:2:1: apiVersion: expected 'v1', found "v2""#,
        #"/k/config:3:24: clusters[1].name: the name "a" is there twice"#,
        "/k/config:4:1: contexts: expected a list, found a number",
      ])
    #expect(
      Self.problems { try Self.read("- a") } == [
        "/k/config:1:1: expected a kubeconfig, an object with clusters, users and contexts, found a list"
      ])
  }
}
