import CLIApp
import Foundation
import KubeClient
import KubeCore
import Support
import Testing

/// Commands without -f read the cluster of the kubeconfig.
@Suite("A live cluster", .timeLimit(.minutes(5)))
struct LiveInputTests {
  private static let example = "k3s-home-assistant"

  private static func with(
    _ example: String?, _ body: (LiveCluster) async throws -> Void
  ) async throws {
    let cluster = try await LiveCluster(example)
    do { try await body(cluster) } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }

  /// What a report says of each workload, and each finding, in order.
  private struct Essence: Equatable {
    var levels: [String]
    var findings: [String]
    var cluster: JSONValue?

    init(_ session: Session) throws {
      let report = try JSONValue(session.output)
      levels = (report["workloads"]?.elements ?? []).map { workload in
        let exposure = workload["exposure"]?["state"]?.text ?? ""
        return [Self.name(workload), workload["risk"]?["level"]?.text ?? "", exposure].joined(separator: " ")
      }
      findings = (report["findings"]?.elements ?? []).map { finding in
        [finding["code"]?.text ?? "", finding["severity"]?.text ?? "", Self.name(finding["object"])].joined(
          separator: " ")
      }
      cluster = report["cluster"]
    }

    private static func name(_ object: JSONValue?) -> String {
      ["kind", "namespace", "name"].compactMap { object?[$0]?.text }.joined(separator: "/")
    }
  }

  @Test("What analyze says of the cluster is what it says of its manifests")
  func sameReport() async throws {
    try await Self.with(Self.example) { cluster in
      let path = LiveCluster.top.appending(path: "examples/\(Self.example)").path
      let files = await Session.run(waiting: "analyze", "-f", path, "-o", "json")
      let live = await Session.run(waiting: "analyze", "--kubeconfig", cluster.kubeconfig, "-o", "json")
      #expect(live.error == "")
      #expect(live.exitCode == 0)
      let (expected, found) = (try Essence(files), try Essence(live))
      #expect(found.levels == expected.levels)
      #expect(found.findings == expected.findings)
      #expect(found.cluster == expected.cluster)
      #expect(found.levels.contains("Deployment/automation/homeassistant High EgressPolicy"))
      #expect(found.findings.contains("NR101 High Deployment/automation/homeassistant"))
      #expect(!live.output.contains("\"location\""))
      // A CronJob's template is there whole, with fields that no analysis looks at.
      #expect(live.output.contains("name: home-ip-updater\\n  namespace: infra"))
      #expect(live.output.contains("key: zone-id"))
    }
  }

  @Test("Patches of a live cluster are listed as those of its manifests, and written from its whole objects")
  func patches() async throws {
    try await Self.with(Self.example) { cluster in
      let path = LiveCluster.top.appending(path: "examples/\(Self.example)").path
      let files = await Session.run(waiting: "patches", "-f", path, "-q")
      let live = await Session.run(waiting: "patches", "--kubeconfig", cluster.kubeconfig)
      #expect(live.output == files.output && live.exitCode == 0)
      let chosen = ["patches", "--kubeconfig", cluster.kubeconfig, "--type", "EgressAllow", "-n", "databases"]
      let tested = await Session.run(waiting: chosen + ["--format", "json6902"])
      #expect(tested.exitCode == 0)
      #expect(
        tested.output.contains("- op: test\n  path: /spec/egress\n") || tested.output.contains("kind: NetworkPolicy"))
      let whole = await Session.run(waiting: [
        "patches", "--kubeconfig", cluster.kubeconfig, "--type", "HostNetwork",
        "-n", "automation", "--format", "manifest",
      ])
      #expect(whole.output.contains("hostNetwork: true") && whole.output.contains("image: "))
      #expect(!whole.output.contains("managedFields") && !whole.output.contains("resourceVersion"))
    }
  }

  @Test("Explanations, connectivity and filters are those of the manifests")
  func otherCommands() async throws {
    try await Self.with(Self.example) { cluster in
      let path = LiveCluster.top.appending(path: "examples/\(Self.example)").path
      let variables = ["KUBECONFIG": cluster.kubeconfig]
      let explained = await Session.run(waiting: "explain", "cluster", variables: variables)
      #expect(explained.output == Session.run("explain", "cluster", "-f", path).output)
      #expect(explained.exitCode == 0)
      let workload = "deploy/automation/homeassistant"
      let why = await Session.run(waiting: "explain", "workload", workload, variables: variables)
      #expect(why.output == Session.run("explain", "workload", workload, "-f", path).output)
      let shown = await Session.run(waiting: "analyze", "-n", "automation", "-o", "json", variables: variables)
      let report = try JSONValue(shown.output)
      #expect(report["cluster"]?["policies"] != nil)
      #expect(report["workloads"]?.elements.isEmpty == false)
      #expect(report["workloads"]?.elements.allSatisfy { $0["namespace"] == .string("automation") } == true)
      let missing = await Session.run(waiting: "explain", "pod", "automation/nobody", variables: variables)
      #expect(missing.exitCode == 1)
      #expect(missing.error.hasPrefix("error: there is no pod 'automation/nobody' in the input."))
    }
  }

  @Test("Connections are those of the manifests")
  func connectivity() async throws {
    try await Self.with("microk8s-calico") { cluster in
      let path = LiveCluster.top.appending(path: "examples/microk8s-calico").path
      let live = await Session.run(waiting: "connectivity", "--kubeconfig", cluster.kubeconfig)
      #expect(live.exitCode == 0)
      #expect(live.output == Session.run("connectivity", "-f", path).output)
      #expect(live.output.split(separator: "\n").count > 2)
    }
  }

  @Test("Kinds that may not be read are named, with what follows, and the rest is analysed")
  func forbidden() async throws {
    try await Self.with(Self.example) { cluster in
      try await cluster.allowReading(["", "apps", "batch"])
      let session = await Session.run(
        waiting: "analyze", "-o", "json", "--kubeconfig", cluster.kubeconfig, "--context", "reader")
      #expect(
        session.error == """
          endpointslices.discovery.k8s.io cannot be read (Forbidden): EndpointSlice updates are not counted
          networkpolicies.networking.k8s.io cannot be read (Forbidden): no isolation is known, and no policy findings

          """)
      #expect(session.exitCode == 0)
      let report = try JSONValue(session.output)
      #expect(report["workloads"]?.elements.isEmpty == false)
      #expect(report["cluster"]?["policies"]?["total"] == .number(0))
    }
  }

  @Test("Who may read nothing is told so")
  func nothingAllowed() async throws {
    try await Self.with(nil) { cluster in
      let session = await Session.run(
        waiting: "analyze", "--kubeconfig", cluster.kubeconfig, "--context", "reader")
      #expect(session.exitCode == 1)
      #expect(session.output == "")
      #expect(session.error.hasPrefix("error: cannot read the cluster from https://127.0.0.1:"))
      #expect(session.error.contains("is forbidden"))
      #expect(session.error.hasSuffix("To read manifests instead, give -f PATH.\n"))
    }
  }

  @Test("A context that is not there is one error")
  func unknownContext() async throws {
    try await Self.with(nil) { cluster in
      let session = await Session.run(waiting: "analyze", "--kubeconfig", cluster.kubeconfig, "--context", "nope")
      #expect(session.exitCode == 1)
      #expect(session.error.hasPrefix("error: there is no context \"nope\"; there is \"admin\", \"reader\".\n"))
    }
  }

  @Test("A kubeconfig that is not there is one error")
  func missingKubeconfig() async throws {
    let session = await Session.run(waiting: "connectivity", "--kubeconfig", "/does/not/exist")
    #expect(session.exitCode == 1)
    #expect(
      session.error
        == "error: /does/not/exist: No such file or directory.\nTo read manifests instead, give -f PATH.\n")
  }

  @Test("A server that does not answer is one error")
  func unreachable() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    let kubeconfig = """
      {"current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "x"}}],
      "clusters": [{"name": "x", "cluster": {"server": "http://127.0.0.1:1"}}]}
      """
    try kubeconfig.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let session = await Session.run(waiting: "explain", "cluster", "--kubeconfig", path)
    #expect(session.exitCode == 1)
    #expect(session.output == "")
    let lines = session.error.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("error: cannot read the cluster from http://127.0.0.1:1: ") == true)
    #expect(lines.last == "To read manifests instead, give -f PATH.")
  }

  // MARK: Scripted

  private static func pod(_ name: String) -> String {
    """
    {"metadata": {"name": "\(name)", "namespace": "a", "uid": "\(name)"}, "spec": {"containers": [{"name": "c", \
    "image": "i"}], "nodeName": "n"}, "status": {"phase": "Running", "podIP": "10.0.0.1", "podIPs": [{"ip": "10.0.0.1"}]}}
    """
  }

  @Test("A list is read page by page")
  func pages() async {
    let server = RoutedTransport { target in
      guard target.contains("/pods?") else { return RoutedTransport.list(target) }
      let isSecond = target.contains("continue=more")
      return RoutedTransport.list(target, [Self.pod(isSecond ? "two" : "one")], next: isSecond ? "" : "more")
    }
    let session = await Session.run(waiting: "connectivity", cluster: server.source)
    #expect(session.error == "")
    #expect(session.output.contains("a/one") && session.output.contains("a/two"))
    #expect(server.requests.filter { $0.contains("/pods?") }.count == 2)
    #expect(server.requests.allSatisfy { $0.contains("limit=500") })
    // Every kind that NetRisk reads.
    #expect(Set(server.requests.map { $0.prefix { $0 != "?" } }).count == ObjectKind.allCases.count)
  }

  @Test("Where the pages are of a state that is gone, the list is read whole")
  func expiredPage() async {
    let server = RoutedTransport { target in
      guard target.contains("/pods") else { return RoutedTransport.list(target) }
      if target.contains("continue=more") { return RoutedTransport.refusal(410, "Expired") }
      let isPage = target.contains("limit")
      return RoutedTransport.list(
        target, (isPage ? ["old"] : ["one", "two"]).map(Self.pod), next: isPage ? "more" : "")
    }
    let session = await Session.run(waiting: "connectivity", cluster: server.source)
    #expect(session.error == "")
    #expect(session.output.contains("a/one") && session.output.contains("a/two"))
    #expect(!session.output.contains("a/old"))
  }

  @Test("A kind that is not served is named, with what follows")
  func notServed() async {
    let server = RoutedTransport { target in
      target.contains("/cronjobs") ? RoutedTransport.refusal(404, "NotFound") : RoutedTransport.list(target)
    }
    let session = await Session.run(waiting: "analyze", cluster: server.source)
    #expect(session.exitCode == 0)
    #expect(
      session.error
        == "cronjobs.batch cannot be read (NotFound): no churn is forecast, and no findings about CronJobs\n")
    let quiet = await Session.run(waiting: "analyze", "-q", cluster: server.source)
    #expect(quiet.error == "")
  }

  @Test("An object that could not be created today is told by its name, and is not looked at")
  func refusedObject() async {
    let policy = #"{"metadata":{"name":"old","namespace":"a"},"spec":{"podSelector":{"matchLabels":{"a b":"c"}}}}"#
    let server = RoutedTransport { target in
      RoutedTransport.list(target, target.contains("/networkpolicies") ? [policy] : [])
    }
    let session = await Session.run(waiting: "connectivity", cluster: server.source)
    #expect(session.exitCode == 1)
    #expect(session.error.hasPrefix("NetworkPolicy a/old: "))
    #expect(session.error.contains("matchLabels"))
  }

  @Test("Credentials that are not accepted are one error, however many kinds there are")
  func unauthorized() async {
    let server = RoutedTransport { _ in RoutedTransport.refusal(401, "Unauthorized") }
    let session = await Session.run(waiting: "analyze", cluster: server.source)
    #expect(session.exitCode == 1)
    #expect(session.error.hasPrefix("error: cannot read the cluster from http://test:80: no (401 Unauthorized).\n"))
    #expect(session.error.split(separator: "\n").count == 3)
  }
}
