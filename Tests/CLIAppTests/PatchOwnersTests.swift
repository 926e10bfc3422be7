import CLIApp
import Foundation
import Testing

/// `netrisk patches` over what a cluster has, beside the repository of Flux that it comes from.
@Suite("Patches of what Flux, Argo CD and Helm deliver")
struct PatchOwnersTests {
  /// What `kubectl get -o yaml` prints, cut down.
  private static func dump(_ release: String, _ policyLabels: String = "{}") -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: node1, uid: un}
    status: {nodeInfo: {kubeletVersion: v1.34.4+k3s1, kernelVersion: 6.12.45}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: home, uid: uh, labels: {kubernetes.io/metadata.name: home}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: ha
      namespace: home
      uid: ud
      labels: \(release)
    spec:
      replicas: 1
      selector: {matchLabels: {app: ha}}
      template:
        metadata: {labels: {app: ha}}
        spec:
          containers:
          - name: app
            image: ghcr.io/home-assistant/home-assistant:2026.2
            ports: [{containerPort: 8123}]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: ha, namespace: home, uid: up, labels: \(policyLabels)}
    spec:
      podSelector: {matchLabels: {app: ha}}
      policyTypes: [Egress]
      egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: often, namespace: home, uid: uc}
    spec:
      schedule: "*/5 * * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: c, image: busybox, command: [/bin/sh, -c, "true"]}]

    """
  }

  private static let labels =
    "{helm.toolkit.fluxcd.io/name: ha, helm.toolkit.fluxcd.io/namespace: home, app.kubernetes.io/controller: main, "
    + "helm.sh/chart: app-template-4.1.1}"

  private static let helmRelease = """
    # The home.
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata:
        name: ha
    spec:
        interval: 1h # rarely
        values:
            controllers:
                main:
                    strategy: RollingUpdate
                    containers: {app: {image: {repository: ghcr.io/home-assistant/home-assistant}}}
            networkpolicies:
                main:
                    controller: main
                    policyTypes: [Egress]
                    rules:
                        egress:
                          - to: [{ipBlock: {cidr: 10.0.0.0/8}}]
    """ + "\n"

  /// A text in one line, however it was broken.
  private static func words(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  private static func repository(_ release: String = helmRelease) throws -> FileFolder {
    try FileFolder([
      "dump.yaml": dump(labels, labels), "repo/apps/ha/helmrelease.yaml": release,
      "repo/apps/ha/kustomization.yaml": "resources: [helmrelease.yaml]\nnamespace: home\n",
    ])
  }

  // MARK: What is said

  @Test("The HelmRelease of a rendered object is named with its place and with the forms for it")
  func list() throws {
    let found = try Self.repository().shortPatches("--type", "HostNetwork")
    #expect(
      Self.words(found.output).contains(
        "HelmRelease home/ha (Flux, app-template 4.1.1) delivers Deployment home/ha and puts back what it sets at its "
          + "next upgrade, or at its next reconciliation where it corrects drift. Edit repo/apps/ha/helmrelease.yaml:2: "
          + "netrisk patches --format diff, helm-values or post-renderer. "), "\(found.output)")
    #expect(!found.error.contains("HelmRelease"), "its objects are there: \(found.error)")
  }

  @Test("A component of kustomize for what Helm renders is written, and told to be of no use there")
  func component() throws {
    let found = try Self.repository().shortPatches("--type", "HostNetwork", "--format", "kustomize")
    #expect(found.exitCode == 0 && found.output.contains("kind: Component"))
    #expect(Self.words(found.error).contains("--format helm-values or post-renderer is for that"), "\(found.error)")
  }

  @Test("What moves to another namespace has no form for its HelmRelease, and none is offered")
  func moves() throws {
    let folder = try Self.repository()
    let listed = Self.words(folder.shortPatches("--type", "DedicatedNamespace").output)
    #expect(listed.contains("Edit repo/apps/ha/helmrelease.yaml:2. "), "\(listed)")
    let diff = folder.shortPatches("--type", "DedicatedNamespace", "--format", "diff")
    #expect(diff.exitCode == 1 && diff.output.isEmpty)
    #expect(Self.words(diff.error).contains("gives Deployment home/ha its namespace: it is moved there"))
  }

  @Test("Every output of analyze says it, too")
  func outputs() throws {
    let folder = try Self.repository()
    func analyze(_ format: String) -> String {
      Self.words(Session.run("analyze", "-f", folder.path, "-o", format).output)
    }
    let sentence = "delivers Deployment home/ha and puts back what it sets at its next upgrade"
    #expect(analyze("wide").contains(sentence) && analyze("markdown").contains(sentence))
    #expect(!analyze("table").contains(sentence))
    let report = try JSONValue(analyze("json"))
    let patches = report["workloads"]?.elements.flatMap { $0["suggestedPatches"]?.elements ?? [] } ?? []
    let owner = patches.first { $0["type"]?.text == "HostNetwork" }?["managedBy"]?.elements.first
    #expect(owner?["tool"]?.text == "Flux" && owner?["kind"]?.text == "HelmRelease")
    #expect(owner?["chart"]?["version"]?.text == "4.1.1")
    #expect(owner?["location"]?["file"]?.text?.hasSuffix("repo/apps/ha/helmrelease.yaml") == true)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/schema/analysis-report.json")
    var validator = SchemaValidator(try JSONValue(String(contentsOf: schema, encoding: .utf8)))
    validator.validate(report)
    #expect(validator.errors == [])
  }

  @Test("The README of a folder says it, and how the files are used")
  func readme() throws {
    let folder = try Self.repository()
    let out = folder.path + "-out"
    defer { try? FileManager.default.removeItem(atPath: out) }
    #expect(folder.shortPatches("--type", "HostNetwork", "--format", "helm-values", "--out", out).exitCode == 0)
    let readme = try String(contentsOfFile: "\(out)/README.md", encoding: .utf8)
    #expect(readme.contains("repo/apps/ha/helmrelease.yaml:2"))
    #expect(readme.contains("Each file says which release its values are merged into."))
    #expect(readme.contains("Take it back: take it out of there again."))
    #expect(!readme.contains("Try it") && !readme.contains("kubectl"))
  }

  @Test("An object of the repository itself: its own place, and what lists and applies it")
  func rawObject() throws {
    let raw = Self.dump("{}").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.replacing(/, uid: u./, with: "") }.filter { !$0.contains("uid:") }.joined(separator: "\n")
    let files = ["repo/apps/ha/all.yaml": raw, "repo/apps/ha/kustomization.yaml": "resources:\n- all.yaml\n"]
    let listed = try FileFolder(files).shortPatches("--type", "HostNetwork").output
    #expect(
      Self.words(listed).contains(
        "Edit repo/apps/ha/all.yaml:10, which repo/apps/ha/kustomization.yaml:2 lists: netrisk patches --format diff."),
      "\(listed)")
    let flux = """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: ha, namespace: flux-system}
      spec: {path: ./apps/ha}
      """
    let applied = try FileFolder(files.merging(["repo/ks.yaml": flux]) { $1 }).shortPatches("--type", "HostNetwork")
      .output
    #expect(
      Self.words(applied).contains(
        "Kustomization flux-system/ha (Flux) delivers Deployment home/ha and reverts a live patch at its next "
          + "reconciliation. Edit repo/apps/ha/all.yaml:10: netrisk patches --format diff."),
      "\(applied)")
  }

  @Test("Beside what the cluster has, an object of the repository is changed where it is written")
  func definition() throws {
    let policy = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: ha, namespace: home}
      spec:
        podSelector: {matchLabels: {app: ha}}
        policyTypes: [Egress]
        egress: [] # nothing
      """ + "\n"
    let apps = "{kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}"
    let folder = try FileFolder(["dump.yaml": Self.dump(Self.labels, apps), "repo/policy.yaml": policy])
    let list = folder.shortPatches("--type", "EgressAllow")
    #expect(
      Self.words(list.output).contains(
        "Kustomization flux-system/apps (Flux) delivers NetworkPolicy home/ha and reverts a live patch at its next "
          + "reconciliation. Edit repo/policy.yaml:1: netrisk patches --format diff."), "\(list.output)")
    #expect(list.error == "1 object is given as a cluster has it and as a file does: the cluster's is used\n")
    #expect(folder.shortPatches("--type", "EgressAllow", "--write").output == "repo/policy.yaml changed\n")
    #expect(folder.text("repo/policy.yaml") == policy.replacingOccurrences(of: "[] # nothing", with: "[{}] # nothing"))
  }

  @Test("Of a cluster alone, or where the deliverer is in no file, the forms for it are named")
  func noFiles() throws {
    let found = try FileFolder(["dump.yaml": Self.dump(Self.labels)]).shortPatches("--type", "HostNetwork")
    #expect(
      Self.words(found.output).contains(
        "where it corrects drift. Written for it: netrisk patches --format helm-values or post-renderer. "))
  }

  @Test("What the tool's object in the files says of live changes is said")
  func drift() throws {
    let corrected = Self.helmRelease.replacingOccurrences(
      of: "interval: 1h", with: "driftDetection: {mode: enabled}\n    interval: 1h")
    let list = try Self.repository(corrected).shortPatches("--type", "HostNetwork").output
    #expect(Self.words(list).contains("and puts back what it sets at its next reconciliation. Edit"), "\(list)")
    let application = """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: home, namespace: argocd}
      spec: {source: {chart: home-assistant}, syncPolicy: {automated: {selfHeal: true}}}
      """
    let dump = Self.dump("{argocd.argoproj.io/instance: home, helm.sh/chart: home-assistant-0.3.72}")
    let found = try FileFolder(["dump.yaml": dump, "app.yaml": application]).shortPatches("--type", "HostNetwork")
    #expect(
      Self.words(found.output).contains(
        "Application home (Argo CD, home-assistant 0.3.72) delivers Deployment home/ha and puts back what it sets at "
          + "once. Edit app.yaml:1: netrisk patches --format helm-values."), "\(found.output)")
  }

  @Test("Of an Application that is in no file, what generates it is named")
  func applicationSet() throws {
    let set = """
      apiVersion: argoproj.io/v1alpha1
      kind: ApplicationSet
      metadata: {name: all, namespace: argocd}
      spec: {template: {metadata: {name: '{{path.basename}}'}}}
      """
    let folder = try FileFolder(["dump.yaml": Self.dump("{argocd.argoproj.io/instance: home}"), "set.yaml": set])
    let list = folder.shortPatches("--type", "HostNetwork").output
    #expect(
      Self.words(list).contains("OutOfSync until then. Edit what set.yaml:1 generates it from. 1 patch;"), "\(list)")
  }

  @Test("Values for a chart that another one depends on are not written where the other's belong")
  func dependency() throws {
    let umbrella = Self.helmRelease.replacingOccurrences(
      of: "interval: 1h", with: "chart: {spec: {chart: ./charts/home}}\n    interval: 1h")
    let folder = try Self.repository(umbrella)
    #expect(
      Self.words(folder.shortPatches("--type", "HostNetwork").output).contains(
        "HelmRelease home/ha (Flux) delivers Deployment home/ha"))
    let found = folder.shortPatches("--type", "HostNetwork", "--format", "helm-values")
    #expect(found.exitCode == 1 && found.error.contains("renders no chart that is known from its objects"))
    #expect(folder.shortPatches("--type", "HostNetwork", "--write").exitCode == 0)
    #expect(folder.text("repo/apps/ha/helmrelease.yaml").contains("postRenderers:"))
    let alone = try FileFolder(["dump.yaml": Self.dump(Self.labels)])
    #expect(
      alone.shortPatches("--type", "HostNetwork", "--format", "helm-values").output.contains(
        "# Below the chart's name, where another chart depends on it\n"))
  }

  @Test("What helm template printed is found by the name of its release")
  func rendered() throws {
    let labels =
      "{app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: ha, app.kubernetes.io/controller: main, "
      + "helm.sh/chart: app-template-4.1.1}"
    let folder = try FileFolder(["dump.yaml": Self.dump(labels), "repo/helmrelease.yaml": Self.helmRelease])
    let found = folder.shortPatches("--type", "HostNetwork", "--format", "helm-values")
    #expect(found.output.contains("# For HelmRelease ha (Flux, app-template 4.1.1)\n# In repo/helmrelease.yaml:2\n"))
  }

  // MARK: Edits

  @Test("A diff goes into the values of the HelmRelease, in its own layout, and no other line changes")
  func values() throws {
    let folder = try Self.repository()
    for type in ["HostNetwork", "EgressAllow"] {
      let found = folder.shortPatches("--type", type, "--write")
      #expect(found.exitCode == 0, "\(found.error)")
      #expect(found.output == "repo/apps/ha/helmrelease.yaml changed\n")
    }
    let expected = Self.helmRelease.replacingOccurrences(of: "RollingUpdate", with: "Recreate")
      .replacingOccurrences(of: "- to: [{ipBlock: {cidr: 10.0.0.0/8}}]", with: "- {}")
      .replacingOccurrences(
        of: "home-assistant}}}\n",
        with: """
          home-assistant}}}
                          pod:
                              hostNetwork: true
                              dnsPolicy: ClusterFirstWithHostNet

          """)
    #expect(folder.text("repo/apps/ha/helmrelease.yaml") == expected)
    #expect(folder.text("dump.yaml") == Self.dump(Self.labels, Self.labels))
  }

  @Test("Where the chart's values are not known a post-renderer is appended, once")
  func postRenderer() throws {
    let other = Self.helmRelease + "    postRenderers:\n        # Ours.\n        - kustomize: {patches: []}\n"
    let folder = try FileFolder([
      "dump.yaml": Self.dump(Self.labels.replacingOccurrences(of: "app-template-4.1.1", with: "web-1.0.0")),
      "helmrelease.yaml": other,
    ])
    let found = folder.shortPatches("--type", "HostNetwork", "--write")
    #expect(found.exitCode == 0 && found.output == "helmrelease.yaml changed\n", "\(found.error)")
    let text = folder.text("helmrelease.yaml")
    #expect(text.hasPrefix(other) && text.contains("hostNetwork: true"), "\(text)")
    #expect(folder.shortPatches("--type", "HostNetwork", "--write").output.isEmpty)
    #expect(folder.text("helmrelease.yaml") == text)
  }

  @Test("An object that is in no file is patched by the Kustomization of Flux that applies it")
  func fluxPatches() throws {
    let apps = "{kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: flux-system}"
    let kustomization = """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: apps, namespace: flux-system}
      spec:
        path: ./apps # built elsewhere
        prune: true

      """
    let folder = try FileFolder(["dump.yaml": Self.dump(Self.labels, apps), "ks.yaml": kustomization])
    let list = folder.shortPatches("--type", "EgressAllow").output
    #expect(
      Self.words(list).contains(
        "at its next reconciliation. Edit ks.yaml:1: netrisk patches --format diff or flux-patches."), "\(list)")
    let found = folder.shortPatches("--type", "EgressAllow", "--write")
    #expect(found.output == "ks.yaml changed\n", "\(found.error)")
    #expect(
      folder.text("ks.yaml") == kustomization + """
          patches:
          - target:
              group: networking.k8s.io
              version: v1
              kind: NetworkPolicy
              name: ha
            patch: |
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata:
                name: ha
              spec:
                egress:
                - {}

        """, "\(folder.text("ks.yaml"))")
  }

  @Test("What is new goes beside the HelmRelease")
  func new() throws {
    let labels = Self.labels.replacingOccurrences(of: "main", with: "often")
    let job = Self.dump(Self.labels).replacingOccurrences(
      of: "often, namespace: home, uid: uc", with: "often, namespace: home, uid: uc, labels: \(labels)")
    let folder = try FileFolder(["dump.yaml": job, "repo/helmrelease.yaml": Self.helmRelease])
    let found = folder.shortPatches("--type", "CronJobToDeployment", "--write")
    #expect(found.output == "repo/deployment-often.yaml made\nrepo/helmrelease.yaml changed\n", "\(found.error)")
    #expect(folder.text("repo/helmrelease.yaml").contains("suspend: true"))
  }

  @Test("A form that the deliverer does not have is refused with the reason, and the others are written")
  func refused() throws {
    let found = try Self.repository().shortPatches(
      "--type", "SuspendCronJob", "--type", "HostNetwork", "--format", "post-renderer")
    #expect(found.exitCode == 1)
    #expect(found.error.contains("nothing that was read says who delivers CronJob home/often"))
    #expect(found.output.contains("postRenderers:"))
  }
}

extension FileFolder {
  /// What is printed, without the folder's path.
  fileprivate func shortPatches(_ words: String...) -> (output: String, error: String, exitCode: Int32) {
    let session = Session.run(words: ["patches", "-f", path] + words)
    func short(_ text: String) -> String { text.replacingOccurrences(of: path + "/", with: "") }
    return (short(session.output), short(session.error), session.exitCode)
  }
}
