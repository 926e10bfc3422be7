import CLIApp
import Foundation
import Testing

@Suite("Input")
struct InputTests {
  private static let cronJob = """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: tick, namespace: infra, labels: {app: tick}}
    spec:
      schedule: "*/5 * * * *"
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
    """

  @Test("Manifests on standard input are analysed, places and all")
  func standardInput() throws {
    let session = Session.run(
      "analyze", "-f", "-", "-o", "json", "--engine", "kube-router", standardInput: Self.cronJob)
    #expect(session.exitCode == 0)
    let value = try JSONValue(session.output)
    let finding = try #require(value["findings"]?.elements.first { $0["code"] == .string("NR102") })
    #expect(finding["location"]?["file"] == .string("-"))
    #expect(finding["location"]?["line"] == .number(5))
    #expect(value["cluster"]?["churn"]?["forecast"]?["cronJobRunsPerHour"] == .number(12))
  }

  @Test("A broken document is told with its place, the others are analysed, and the exit code is 1")
  func brokenDocument() throws {
    let session = Session.run(
      "analyze", "-f", "-", "-o", "json", "--fail-on", "info", "--engine", "kube-router",
      standardInput: Self.cronJob + "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: [}\n")
    #expect(session.exitCode == 1)
    #expect(session.error.hasPrefix("-:"))
    let value = try JSONValue(session.output)
    #expect(value["problems"]?.elements.count == 1)
    #expect(value["problems"]?.elements.first?["line"] != nil)
    #expect(value["findings"]?.elements.isEmpty == false)
  }

  @Test("Thresholds, budget and filters reach the analysis")
  func settings() throws {
    func codes(_ words: String...) throws -> Set<String> {
      let session = Session.run(
        words: ["analyze", "-f", "-", "-o", "json", "--engine", "kube-router"] + words, standardInput: Self.cronJob)
      return Set(try JSONValue(session.output)["findings"]?.elements.compactMap { $0["code"]?.text } ?? [])
    }
    #expect(try codes().contains("NR102"))
    #expect(try !codes("--frequent-cronjob-runs-per-hour", "13").contains("NR102"))
    #expect(try !codes().contains("NR109"))
    #expect(try codes("--budget", "10").contains("NR109"))
    #expect(try codes("-n", "infra", "-l", "app=tick").contains("NR102"))
    #expect(try !codes("-n", "other").contains("NR102"))
    #expect(try !codes("-l", "app=tock").contains("NR102"))
  }

  @Test("A namespace in which there is nothing is told: it may be a slip of the pen")
  func unknownNamespace() {
    func error(_ namespace: String) -> String {
      Session.run("analyze", "-f", "-", "-n", namespace, standardInput: Self.cronJob).error
    }
    #expect(error("infar") == "the input has nothing in namespace infar\n")
    #expect(error("infra") == "")
  }

  @Test("A path that is not there is a problem of its own")
  func missingPath() throws {
    let session = Session.run("analyze", "-f", "/does/not/exist", "-o", "json")
    #expect(session.exitCode == 1)
    #expect(session.error.hasPrefix("/does/not/exist: "))
    #expect(try JSONValue(session.output)["problems"]?.elements.count == 1)
  }

  @Test("Without an object to analyze nothing is said about an engine and its cost", arguments: ["table", "wide"])
  func nothing(format: String) {
    let other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n"
    let session = Session.run("analyze", "-f", "-", "-o", format, standardInput: other)
    #expect(session.exitCode == 0)
    #expect(session.output == "Nothing to analyze: the input holds no object of a kind that NetRisk reads.\n")
    #expect(Session.run("analyze", "-f", "-", "-o", format, standardInput: "").exitCode == 1)
  }

  @Test("What is not read is told by kind, by API version and by what installs more than is in the files")
  func unreadKinds() {
    let kinds = [
      ("v1", "ConfigMap"), ("batch/v1beta1", "CronJob"), ("projectcalico.org/v3", "NetworkPolicy"),
      ("helm.toolkit.fluxcd.io/v2", "HelmRelease"), ("helm.toolkit.fluxcd.io/v2beta2", "HelmRelease"),
      ("example.org/v1", "Application"),
    ]
    let text = kinds.map { "apiVersion: \($0)\nkind: \($1)\nmetadata: {name: x}\n" }.joined(separator: "---\n")
    #expect(
      Session.run("analyze", "-f", "-", standardInput: text).error == """
        2 objects of kinds that NetRisk does not read: Application, ConfigMap
        2 objects of API versions that NetRisk does not read: CronJob (batch/v1beta1), NetworkPolicy (projectcalico.org/v3)
        what 2 HelmReleases install is not in these files: to see it, analyze the cluster, which is without -f

        """)
  }

  @Test("A Namespace that rules ask for and that is not there is told")
  func missingNamespaces() {
    func error(selector: String, _ more: String = "") -> String {
      let policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: a}
        spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: \(selector)}]}]}
        ---
        \(Self.cronJob)
        \(more)
        """
      return Session.run("analyze", "-f", "-", standardInput: policy).error
    }
    let notice =
      "Namespace infra is not in the input: whether rules that select namespaces by label mean it is not known\n"
    #expect(error(selector: "{matchLabels: {team: x}}") == notice)
    #expect(error(selector: "{matchExpressions: [{key: team, operator: Exists}]}") == notice)
    #expect(error(selector: "{}") == "")
    #expect(error(selector: "{matchLabels: {kubernetes.io/metadata.name: infra}}") == "")
    let given = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: infra}"
    #expect(error(selector: "{matchLabels: {team: x}}", given) == "")
  }

  @Test("A file larger than --max-file-size is refused")
  func fileSize() {
    let session = Session.run("analyze", "-f", "-", "--max-file-size", "64", standardInput: Self.cronJob)
    #expect(session.exitCode == 1)
    #expect(session.error.contains("--max-file-size"))
  }

  @Test("The example clusters conform to the schema", arguments: ["k3s-home-assistant", "microk8s-calico"])
  func examples(name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let schema = try String(contentsOf: root.appending(path: "docs/schema/analysis-report.json"), encoding: .utf8)
    let path = root.appending(path: "examples/\(name)").path
    let session = Session.run("analyze", "-f", path, "-o", "json")
    #expect(session.exitCode == 0)
    var validator = SchemaValidator(try JSONValue(schema))
    validator.validate(try JSONValue(session.output))
    #expect(validator.errors == [])
    #expect(Session.run("analyze", "-f", path, "-o", "json").output == session.output)
    // Long names and paths are words that cannot be broken.
    #expect(Session.run("analyze", "-f", path).lines(widerThan: 80).allSatisfy { $0.contains(path) })
  }
}
