import KubeCore
import Manifests
import Testing

struct FolderTests {
  @Test func `A folder is read recursively and in order, without hidden and other files`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b/x.yml", pod("b"))
    try folder.write("a.yaml", pod("a"))
    try folder.write("c.json", #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}"#)
    try folder.write(".git/x.yaml", "broken: [")
    try folder.write("README.md", "broken: [")
    try folder.write("values.yaml", "x: 1")
    let found = folder.load()
    #expect(found.objects == ["Pod a a.yaml:1:1", "Pod b b/x.yml:1:1", "Pod c c.json:1:2"])
    #expect(found.problems.isEmpty && found.notices.isEmpty)
    #expect(found.set.passedOver == 1)
    #expect(found.set.fileCount == 4)
  }

  @Test func `A file that is given by name is read whatever its name`() throws {
    let folder = try TemporaryFolder()
    try folder.write("manifest.txt", pod("a"))
    #expect(folder.load("manifest.txt").objects == ["Pod a manifest.txt:1:1"])
  }

  @Test func `What cannot be read is said with its reason, and the rest is read`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", pod("a"))
    try folder.write("big.yaml", pod("b") + "# " + String(repeating: "x", count: 1000))
    try folder.write("binary.yaml", bytes: [0x7F, 0x45, 0x4C, 0x46, 0])
    try folder.write("latin.yaml", bytes: Array("a: ".utf8) + [0xE9, 0x0A])
    try folder.write("empty.yaml", "")
    try folder.link("gone.yaml", to: "nowhere.yaml")
    try folder.link("self.yaml", to: "self.yaml")
    let found = folder.load(options: .init(maxFileSize: 900))
    #expect(found.objects == ["Pod a a.yaml:1:1"])
    #expect(
      found.problems == [
        "big.yaml: is larger than 900 bytes (--max-file-size allows more)",
        "binary.yaml:1:5: expected text, found a NUL byte at byte 4: a binary file",
        "gone.yaml: cannot be read: No such file or directory",
        "latin.yaml:1:4: expected UTF-8 text, found the byte 0xE9 at byte 3",
        "self.yaml: cannot be read: a loop of symbolic links",
      ])
    #expect(folder.load("nothing.yaml").problems == ["nothing.yaml: cannot be read: No such file or directory"])
    #expect(folder.load("empty.yaml").problems == ["empty.yaml: is empty: expected Kubernetes manifests"])
  }

  @Test func `A folder without manifests is a problem`() throws {
    let folder = try TemporaryFolder()
    try folder.write("none/README.md", "text")
    try folder.write("values/values.yaml", "a: 1")
    #expect(folder.load("none").problems == ["none: holds no manifest: no file that ends in .yaml, .yml or .json"])
    #expect(
      folder.load("values").problems == ["values: holds no Kubernetes manifest: no document has apiVersion and kind"])
  }

  @Test func `Symbolic links are followed, each file is read once, and a loop ends`() throws {
    let folder = try TemporaryFolder()
    try folder.write("..2026/pod.yaml", pod("a"))
    try folder.link("..data", to: "..2026")
    try folder.link("pod.yaml", to: "..data/pod.yaml")
    try folder.link("same.yaml", to: "pod.yaml")
    try folder.write("deep/er/b.yaml", pod("b"))
    try folder.link("deep/er/up", to: "../..")
    let found = folder.load()
    #expect(found.objects == ["Pod b deep/er/b.yaml:1:1", "Pod a pod.yaml:1:1"])
    #expect(
      found.notices == ["deep/er/up: skipped: this symbolic link leads back to a folder above it (a loop)"])
    #expect(found.problems.isEmpty)
  }

  @Test func `A GitOps folder is read without noise`() throws {
    let folder = try TemporaryFolder()
    try folder.write("chart/Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n")
    try folder.write("chart/values.yaml", "image: {tag: 1}\n")
    try folder.write("chart/templates/pod.yaml", "{{- if .Values.x }}\nkind: {{ x }}\n")
    try folder.write("base/kustomization.yaml", "resources: [pod.yaml]\n")
    try folder.write("base/pod.yaml", pod("a"))
    try folder.write(
      "overlay/kustomization.yaml",
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\npatches:\n- path: patch.yaml\n"
    )
    try folder.write("overlay/patch.yaml", pod("a", "spec: {nodeName: n1}\n"))
    try folder.write("secret.sops.yaml", "apiVersion: v1\nkind: Secret\nsops: {}\n")
    try folder.write("flow.json", #"{"name": "compose"}"#)
    try folder.write("docker-compose.yml", "services:\n  web: {image: x}\n")
    let found = folder.load()
    #expect(found.objects == ["Pod a base/pod.yaml:1:1"])
    #expect(found.problems.isEmpty)
    #expect(
      found.notices == [
        "chart/templates: skipped: Helm templates; render them first: helm template chart | netrisk analyze -f -",
        "2 folders are kustomizations: files are read as they are; for what it builds: kubectl kustomize base | netrisk analyze -f -",
      ])
    #expect(found.unknownKinds == ["kustomize.config.k8s.io/v1beta1 Kustomization 1"])
  }

  @Test func `Templates that were found are a notice, those that were given a problem`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.yaml", pod("\"{{ name }}\""))
    try folder.write("a/y.yaml", "{{- if x }}\n" + pod("y"))
    try folder.write("a/z.yaml", pod("z"))
    let found = folder.load()
    #expect(found.problems.isEmpty)
    #expect(found.objects == ["Pod z a/z.yaml:1:1"])
    #expect(
      found.notices == [
        "2 files look like Helm templates and are not read, the first a/x.yaml:1:1; "
          + "render them first: helm template CHART | netrisk analyze -f -"
      ])
    #expect(
      folder.load("a/x.yaml").problems == [
        "a/x.yaml:1:1: looks like a Helm template: render it first: helm template CHART | netrisk analyze -f -"
      ])
  }

  @Test func `Names that kustomize or Flux fills in are passed over`() throws {
    let folder = try TemporaryFolder()
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: _}\n"
    try folder.write("flux/kustomization.yaml", "namespace: x\nresources: [n.yaml]\n")
    try folder.write("flux/n.yaml", namespace)
    try folder.write("flux/p.yaml", pod("a") + "---\n" + pod("\"${APP}-b\""))
    let found = folder.load()
    #expect(found.problems.isEmpty)
    #expect(found.objects == ["Pod a flux/p.yaml:1:1"])
    #expect(
      found.notices.contains(
        "2 objects are passed over, their names are for kustomize or Flux to fill in, the first Namespace _ in "
          + "flux/n.yaml:1:1"))
    // The kustomization itself; what has its own notice is not counted here too.
    #expect(found.set.passedOver == 1)
    // Elsewhere it is a mistake that the API server would refuse.
    try folder.write("plain/n.yaml", namespace)
    #expect(folder.load("plain").objects == ["Namespace _ plain/n.yaml:1:1"])
  }

  @Test func `A folder in which something cannot be read is not said to be empty too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/README.md", "text")
    try folder.link("a/gone.yaml", to: "nowhere")
    #expect(folder.load("a").problems == ["a/gone.yaml: cannot be read: No such file or directory"])
  }

  @Test func `The order of the sources changes nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.yaml", pod("a") + "---\n" + pod("b", "spec: {nodeName: one}\n"))
    try folder.write("b/x.yaml", pod("b", "spec: {nodeName: two}\n") + "---\nbroken: [\n")
    let forward = folder.load("a", "b", "b/x.yaml")
    let backward = folder.load("b/x.yaml", "b", "a")
    #expect(forward.objects == backward.objects)
    #expect(forward.problems == backward.problems)
    #expect(forward.set.fileCount == 2 && backward.set.fileCount == 2)
  }
}
