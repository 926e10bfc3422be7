import CLIApp
import Foundation
import Testing

/// `netrisk patches` over a small cluster in a folder.
@Suite("The command patches")
struct PatchesCommandTests {
  private static let node = """
    apiVersion: v1
    kind: Node
    metadata:
      name: node1
    status:
      nodeInfo:
        kubeletVersion: v1.34.4+k3s1

    """

  /// With a comment where the edit goes, and indented as nobody else does it.
  private static let home = """
    # The home.
    apiVersion: v1
    kind: Namespace
    metadata: {name: home, labels: {kubernetes.io/metadata.name: home}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
        name: ha
        namespace: home
    spec:
        replicas: 1
        selector: {matchLabels: {app: ha}}
        template:
            metadata: {labels: {app: ha}}
            spec:
                containers:
                  - name: ha
                    image: "ghcr.io/home-assistant/home-assistant:2026.2" # pinned
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: ha, namespace: home}
    spec:
        podSelector: {matchLabels: {app: ha}}
        policyTypes: [Egress]
        # What it may reach.
        egress:
          - to: [{ipBlock: {cidr: 10.0.0.0/8}}]
    """ + "\n"

  private static let job = """
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: often
      namespace: home
    spec:
      schedule: "*/5 * * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: c
                image: busybox
                command: [/bin/sh, -c, "true"]

    """

  /// A folder with the cluster.
  private static func folder() throws -> FileFolder {
    try FileFolder(["node.yaml": node, "home.yaml": home, "job.yaml": job])
  }

  private static func id(_ folder: FileFolder, _ type: String) -> String {
    folder.patches("--type", type).output.split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test("They are listed, best first, with what each does; nothing is written")
  func list() throws {
    let folder = try Self.folder()
    let session = folder.patches()
    #expect(session.exitCode == 0 && session.error.isEmpty)
    let lines = session.output.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("cronjobtodeployment-deployment-often-") == true)
    #expect(lines.contains { $0.hasPrefix("  EgressAllow for Deployment home/ha: ") })
    #expect(lines.contains("6 patches; --format and --out write them, ID chooses one."))
    #expect(lines.contains { $0.hasPrefix("Beside patches: ") })
    #expect(session.lines(widerThan: 80).isEmpty)
  }

  @Test("An id chooses one; one that is not there is an error with the nearest")
  func choice() throws {
    let folder = try Self.folder()
    let id = Self.id(folder, "EgressAllow")
    let session = folder.patches(id, "--format", "merge")
    #expect(
      session.output == "# \(id)/networkpolicy-ha.merge.yaml\n# NetRisk \(id)\nspec:\n  egress:\n  - {}\n")
    let wrong = folder.patches(String(id.dropLast()))
    #expect(wrong.exitCode == 1)
    #expect(wrong.error.contains("Did you mean \(id)?"))
  }

  @Test("A JSON patch tests what it replaces")
  func jsonPatch() throws {
    let folder = try Self.folder()
    let session = folder.patches("--type", "egressallow", "--format", "json6902")
    #expect(
      session.output.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
        - op: test
          path: /spec/egress
          value:
          - to:
            - ipBlock:
                cidr: 10.0.0.0/8
        - op: replace
          path: /spec/egress
          value:
          - {}
        """)
  }

  @Test("A diff changes the lines that it means, in the file's own layout, and git applies it")
  func diff() throws {
    let folder = try Self.folder()
    let session = folder.patches("--type", "EgressAllow", "--format", "diff")
    #expect(session.exitCode == 0)
    let changed = session.output.split(separator: "\n").filter { $0.hasPrefix("-") || $0.hasPrefix("+") }.dropFirst(2)
    #expect(changed == ["-      - to: [{ipBlock: {cidr: 10.0.0.0/8}}]", "+      - {}"])
    #expect(folder.text("home.yaml") == Self.home)
  }

  @Test("--write changes the files, keeps every other line, and puts what is new beside")
  func write() throws {
    let folder = try Self.folder()
    let egress = folder.patches("--type", "EgressAllow", "--write")
    #expect(egress.exitCode == 0 && egress.output == "\(folder.path)/home.yaml changed\n")
    #expect(
      folder.text("home.yaml")
        == Self.home.replacingOccurrences(of: "- to: [{ipBlock: {cidr: 10.0.0.0/8}}]", with: "- {}"))
    let job = folder.patches("--type", "CronJobToDeployment", "--write")
    #expect(job.output == "\(folder.path)/deployment-often.yaml made\n\(folder.path)/job.yaml changed\n")
    #expect(folder.text("job.yaml") == Self.job + "  suspend: true\n")
    // What was suggested is done: nothing of it is suggested again.
    #expect(folder.patches("--type", "EgressAllow").output == "No suggested patch is chosen by that.\n")
    #expect(folder.patches("--type", "CronJobToDeployment").output == "No suggested patch is chosen by that.\n")
  }

  @Test("--out writes a folder with a README; a later run takes away what is no longer suggested")
  func folder() throws {
    let folder = try Self.folder()
    let out = folder.path + "-out"
    defer { try? FileManager.default.removeItem(atPath: out) }
    let (egress, job) = (Self.id(folder, "EgressAllow"), Self.id(folder, "CronJobToDeployment"))
    #expect(folder.patches("--format", "kustomize", "--out", out).exitCode == 0)
    func names() -> Set<String> {
      Set(FileManager.default.subpaths(atPath: out) ?? []).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".md") }
    }
    #expect(
      names().isSuperset(of: [
        "README.md", "\(egress)/kustomization.yaml", "\(egress)/networkpolicy-ha.patch.yaml",
        "\(job)/kustomization.yaml", "\(job)/cronjob-often.patch.yaml", "\(job)/deployment-often.yaml",
      ]))
    #expect(folder.patches("--format", "kustomize", "--type", "EgressAllow", "--out", out).exitCode == 0)
    #expect(names() == ["README.md", "\(egress)/kustomization.yaml", "\(egress)/networkpolicy-ha.patch.yaml"])
    #expect(!FileManager.default.fileExists(atPath: "\(out)/\(job)"))
  }

  @Test("Where some of the input cannot be read, no patch is taken away; where nothing can, nothing is written")
  func brokenInput() throws {
    let folder = try Self.folder()
    let out = folder.path + "-out"
    defer { try? FileManager.default.removeItem(atPath: out) }
    #expect(folder.patches("--out", out).exitCode == 0)
    let before = Set(FileManager.default.subpaths(atPath: out) ?? [])
    try "a: [".write(toFile: "\(folder.path)/home.yaml", atomically: true, encoding: .utf8)
    #expect(folder.patches("--out", out).exitCode == 1)
    #expect(Set(FileManager.default.subpaths(atPath: out) ?? []) == before)
    let missing = Session.run("patches", "-f", folder.path + "-missing", "--out", out)
    #expect(missing.exitCode == 1 && missing.output.isEmpty)
    #expect(Set(FileManager.default.subpaths(atPath: out) ?? []) == before)
  }

  @Test("The README of a diff tells of what is in the diff, and of no patch that a file refused")
  func readmeOfDiff() throws {
    let folder = try Self.folder()
    let out = folder.path + "-out"
    defer { try? FileManager.default.removeItem(atPath: out) }
    let shared = Self.home.replacingOccurrences(of: "egress:\n", with: "egress: &rules\n") + "    ingress: *rules\n"
    try shared.write(toFile: "\(folder.path)/home.yaml", atomically: true, encoding: .utf8)
    let session = folder.patches("--type", "EgressAllow", "--type", "SuspendCronJob", "--format", "diff", "--out", out)
    #expect(session.exitCode == 1 && session.error.contains("is not worked in"), "\(session.error)")
    let readme = try String(contentsOfFile: "\(out)/README.md", encoding: .utf8)
    #expect(readme.contains("SuspendCronJob") && !readme.contains("EgressAllow"))
  }

  @Test("A folder with anything else in it is left alone")
  func foreignFolder() throws {
    let folder = try Self.folder()
    let session = folder.patches("--out", folder.path)
    #expect(session.exitCode == 1)
    #expect(session.error.contains("has files in it that this command did not write"))
    #expect(folder.text("home.yaml") == Self.home)
  }

  @Test(
    "What cannot be meant is refused",
    arguments: [
      (["patches", "--write"], "a diff is of files: name them with -f"),
      (["patches", "-f", "x", "--write", "--format", "merge"], "--write changes the files that were read"),
      (["patches", "-f", "x", "--out", ""], "--out needs a folder"),
    ])
  func refused(words: [String], reason: String) {
    let session = Session.run(words: words)
    #expect(session.exitCode == 1)
    #expect(session.error.contains(reason))
  }
}
