import KubeClient
import Testing

/// Which kubeconfig files are read, and how they become one. Source: client-go `ClientConfigLoadingRules`.
@Suite("Kubeconfig files")
struct KubeconfigLoadTests {
  private static func load(
    _ files: [String: String], variables: [String: String] = [:], explicit: String? = nil
  ) throws -> Kubeconfig {
    let environment = ProcessEnvironment(variables: variables, workingDirectory: "/home/dev")
    return try KubeconfigLoader(environment: environment, files: MemoryFiles(files)).load(explicit: explicit)
  }

  private static func config(_ name: String, extra: String = "") -> String {
    """
    apiVersion: v1
    kind: Config
    clusters: [{name: \(name), cluster: {server: "https://\(name).example.org"}}]
    users: [{name: \(name), user: {token: t-\(name)}}]
    contexts: [{name: \(name), context: {cluster: \(name), user: \(name)}}]
    current-context: \(name)
    \(extra)
    """
  }

  @Test("Without KUBECONFIG, and with an empty one, the file in the home folder is read")
  func home() throws {
    let files = ["/home/jane/.kube/config": Self.config("home")]
    #expect(try Self.load(files, variables: ["HOME": "/home/jane"]).currentContext == "home")
    #expect(try Self.load(files, variables: ["HOME": "/home/jane", "KUBECONFIG": ""]).currentContext == "home")
    #expect(try Self.load(files).currentContext == "")
  }

  @Test("KUBECONFIG stands instead of the home folder, even where it names nothing")
  func variable() throws {
    let files = ["/home/jane/.kube/config": Self.config("home"), "/a": Self.config("a")]
    #expect(try Self.load(files, variables: ["HOME": "/home/jane", "KUBECONFIG": "/a"]).currentContext == "a")
    #expect(try Self.load(files, variables: ["HOME": "/home/jane", "KUBECONFIG": ":"]).contexts.isEmpty)
  }

  @Test("Of several files the first that names something has all of it")
  func merging() throws {
    let first = """
      clusters: [{name: both, cluster: {server: "https://first"}}]
      users: [{name: both, user: {token: first}}]
      """
    let second = """
      clusters: [{name: both, cluster: {server: "https://second", tls-server-name: x}}]
      users: [{name: both, user: {username: second}}, {name: more, user: {token: second}}]
      contexts: [{name: c, context: {cluster: both, user: both}}]
      current-context: c
      """
    let config = try Self.load(
      ["/1": first, "/2": second, "/3": "current-context: other"], variables: ["KUBECONFIG": "/1:/2:/1:/3"])
    #expect(config.clusters["both"]?.server == "https://first")
    #expect(config.clusters["both"]?.tlsServerName == "")
    #expect(config.users["both"]?.token == Secret("first"))
    #expect(config.users["both"]?.username == "")
    #expect(config.users["more"]?.token == Secret("second"))
    #expect(config.currentContext == "c")
  }

  @Test("A missing file is passed over with a notice, a named one must be there")
  func missing() throws {
    let config = try Self.load(["/a": Self.config("a")], variables: ["KUBECONFIG": "/none:/a"])
    #expect(config.currentContext == "a")
    #expect(config.notices == ["/none in KUBECONFIG is passed over: No such file or directory"])
    let error = #expect(throws: ConfigError.self) { try Self.load([:], explicit: "none.yaml") }
    #expect(error?.message == "none.yaml: No such file or directory")
  }

  @Test("A named file alone is read, KUBECONFIG left aside")
  func explicit() throws {
    let files = ["/a": Self.config("a"), "/home/dev/b": Self.config("b")]
    let config = try Self.load(files, variables: ["KUBECONFIG": "/a"], explicit: "b")
    #expect(config.contexts.keys.sorted() == ["b"])
  }

  @Test("All files that are broken are named at once")
  func broken() {
    let error = #expect(throws: ConfigError.self) {
      try Self.load(["/1": "a: [", "/2": "clusters: 7", "/3": ""], variables: ["KUBECONFIG": "/1:/2:/3"])
    }
    #expect(error?.problems.map(\.file) == ["/1", "/2"])
    #expect(error?.problems.last?.text == "/2:1:1: clusters: expected a list, found a number")
  }

  @Test("An empty file and one of comments are empty configurations", arguments: ["", "# nothing\n", "---\n", "null"])
  func empty(text: String) throws {
    #expect(try Self.load(["/1": text], variables: ["KUBECONFIG": "/1"]).clusters.isEmpty)
  }

  @Test("Relative paths are below the folder of their file, commands only with a slash")
  func relativePaths() throws {
    let text = """
      clusters: [{name: c, cluster: {server: s, certificate-authority: pki/../ca.crt}}]
      users:
      - name: u
        user:
          client-certificate: ./u.crt
          client-key: /abs/u.key
          tokenFile: ../token
      - name: path
        user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: login, interactiveMode: Never}}
      - name: file
        user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/login, interactiveMode: Never}}
      """
    let config = try Self.load(["/home/dev/sub/k": text], explicit: "sub/k")
    #expect(config.clusters["c"]?.certificateAuthority == "/home/dev/sub/ca.crt")
    #expect(config.users["u"]?.clientCertificate == "/home/dev/sub/u.crt")
    #expect(config.users["u"]?.clientKey == "/abs/u.key")
    #expect(config.users["u"]?.tokenFile == "/home/dev/token")
    #expect(config.users["path"]?.plugin?.command == "login")
    #expect(config.users["file"]?.plugin?.command == "/home/dev/sub/bin/login")
  }

  @Test("JSON is read as JSON, with surrogate pairs, and errors at their places")
  func json() throws {
    let text = #"{"clusters":[{"name":"\ud83d\ude00","cluster":{"server":"https://a"}}],"#
    let config = try Self.load(["/k": text + #""current-context":"x"}"#], explicit: "/k")
    #expect(config.clusters["😀"]?.server == "https://a")
    let error = #expect(throws: ConfigError.self) {
      try Self.load(["/k": text + "\n" + #" "users":[{"name":7}]}"#], explicit: "/k")
    }
    #expect(error?.message == "/k:2:19: users[0].name: expected a string, found a number")
  }
}
