import KubeCore
import Manifests
import Testing

/// The objects of Flux and Argo CD, and the kustomizations, that deliver what is in the files.
@Suite("What delivers objects of the files")
struct DeliverySourceTests {
  private static func document(
    _ apiVersion: String, _ kind: String, _ metadata: String, _ spec: String = "{}"
  ) -> String {
    "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: \(metadata)\nspec: \(spec)\n"
  }

  private static func release(_ metadata: String, _ spec: String = "{}") -> String {
    document("helm.toolkit.fluxcd.io/v2", "HelmRelease", metadata, spec)
  }

  private static func flux(_ name: String, path: String) -> String {
    document(
      "kustomize.toolkit.fluxcd.io/v1", "Kustomization", "{name: \(name), namespace: flux-system}", "{path: \(path)}")
  }

  @Test("They are kept with their places, whatever their version, and are counted as before")
  func kept() {
    let metadata = #"{"name":"a","namespace":"argocd"}"#
    let json = #"{"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":"# + metadata + "}"
    let texts = [
      Self.release("{name: ha}"), Self.document("helm.toolkit.fluxcd.io/v2beta1", "HelmRelease", "{name: old}"),
      Self.flux("apps", path: "./apps"), Self.document("example.org/v1", "Application", "{name: other}"),
      Self.release("{name: \"${APP}\"}"), Self.release("{}"), json + "\n",
      Self.document("v1", "List", "{}").replacing("spec: {}\n", with: "items:\n- " + json + "\n"),
    ]
    let found = loadInput(texts.joined(separator: "---\n"))
    #expect(found.set.sources.map(\.name) == ["ha", "old", "apps", "a", "a"])
    #expect(found.set.sources.map(\.origin.mark.line) == [1, 6, 11, 31, 37])
    #expect(found.set.sources.map(\.namespace) == ["", "", "flux-system", "argocd", "argocd"])
    #expect(found.unknownKinds.first == "argoproj.io/v1alpha1 Application 2")
  }

  @Test("A document is found by namespace and name; one that leaves its namespace out has any; several are none")
  func source() {
    let set = loadInput(
      [
        Self.release("{name: ha, namespace: home}"), Self.release("{name: ha, namespace: media}"),
        Self.release("{name: open}"), Self.release("{name: twice}"), Self.release("{name: twice}"),
      ].joined(separator: "---\n")
    ).set
    func line(_ namespace: String, _ name: String) -> Int? {
      set.source(.helmRelease, namespace: namespace, name: name)?.origin.mark.line
    }
    #expect(line("home", "ha") == 1 && line("media", "ha") == 6 && line("other", "ha") == nil && line("", "ha") == nil)
    #expect(line("home", "open") == 11 && line("", "open") == 11)
    #expect(line("home", "twice") == nil)
    #expect(set.source(.argoApplication, namespace: "home", name: "ha") == nil)
  }

  @Test(
    "The HelmRelease of a release, by its names and its namespaces",
    arguments: [
      ("{name: ha, namespace: home}", "{}", "ha", "home", true), ("{name: ha}", "{}", "ha", "home", true),
      ("{name: ha, namespace: home}", "{}", "ha", "media", false),
      ("{name: ha, namespace: flux-system}", "{targetNamespace: home}", "home-ha", "home", true),
      ("{name: ha, namespace: flux-system}", "{targetNamespace: home}", "ha", "home", false),
      ("{name: ha, namespace: home}", "{releaseName: assistant}", "assistant", "home", true),
      ("{name: ha, namespace: home}", "{releaseName: assistant}", "ha", "home", false),
    ])
  func release(metadata: String, spec: String, name: String, namespace: String, isFound: Bool) {
    let set = loadInput(Self.release(metadata, spec)).set
    #expect((set.helmRelease(making: name, in: namespace) != nil) == isFound)
  }

  @Test(
    "Whether live changes are put back, as the object says it",
    arguments: [
      ("HelmRelease", "{driftDetection: {mode: enabled}}", true),
      ("HelmRelease", "{driftDetection: {mode: warn}}", false),
      ("HelmRelease", "{}", false), ("Application", "{syncPolicy: {automated: {selfHeal: true}}}", true),
      ("Application", "{syncPolicy: {automated: {selfHeal: true, enabled: false}}}", false),
      ("Application", "{syncPolicy: {automated: {}}}", false), ("Kustomization", "{}", true),
    ])
  func drift(kind: String, spec: String, isCorrected: Bool) {
    let groups = ["HelmRelease": "helm.toolkit.fluxcd.io", "Kustomization": "kustomize.toolkit.fluxcd.io"]
    let text = Self.document("\(groups[kind] ?? "argoproj.io")/v1", kind, "{name: x}", spec)
    #expect(loadInput(text).set.sources.map(\.correctsDrift) == [isCorrected])
  }

  @Test(
    "Whether a chart may be one that the installed one depends on",
    arguments: [
      ("HelmRelease", "{chart: {spec: {chart: web}}}", false),
      ("HelmRelease", "{chart: {spec: {chart: ./x/web}}}", false),
      ("HelmRelease", "{chart: {spec: {chart: ./charts/all}}}", true), ("HelmRelease", "{chartRef: {name: x}}", false),
      ("Application", "{source: {chart: web}}", false), ("Application", "{source: {path: apps/web}}", true),
      ("Application", "{sources: [{chart: web}]}", false), ("Kustomization", "{}", false),
    ])
  func dependency(kind: String, spec: String, mayDepend: Bool) {
    let groups = ["HelmRelease": "helm.toolkit.fluxcd.io", "Kustomization": "kustomize.toolkit.fluxcd.io"]
    let text = Self.document("\(groups[kind] ?? "argoproj.io")/v1", kind, "{name: x}", spec)
    #expect(loadInput(text).set.sources.map { $0.mayDepend(on: "web") } == [mayDepend])
  }

  @Test(
    "The ApplicationSet that generates an Application, by what stands around the variables of its name",
    arguments: [
      ("{{path.basename}}", "home", true), ("{{ .name }}-app", "home-app", true), ("{{ .name }}-app", "home", false),
      ("x-{{a}}-y-{{b}}-z", "x-1-y-2-z", true), ("x-{{a}}-y-{{b}}-z", "x-1-z", false), ("x-{{a}}", "y-1", false),
      ("home", "home", true), ("home", "home2", false), ("ab{{x}}bc", "abc", false), ("{{a}}{{b}}-x", "y-x", true),
    ])
  func applicationSet(template: String, name: String, isFound: Bool) {
    let spec = "{template: {metadata: {name: '\(template)'}}}"
    let set = loadInput(Self.document("argoproj.io/v1alpha1", "ApplicationSet", "{name: all}", spec)).set
    #expect((set.applicationSet(making: name) != nil) == isFound)
  }

  // MARK: Folders

  @Test("A kustomization is found by what it lists, with the place of the entry")
  func kustomization() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "apps/ha/kustomization.yaml",
      """
      resources:
        - ./pod.yaml
        - ../../base
        - https://example.org/x.yaml
      components: [c]
      patches: [{path: p.yaml}]
      """)
    try folder.write("apps/ha/pod.yaml", pod("ha"))
    try folder.write("apps/ha/p.yaml", pod("patch"))
    try folder.write("base/pod.yaml", pod("base"))
    let set = folder.load().set
    let index = DeliveryIndex(set)
    func places(_ path: String) -> [String] {
      let path = path.hasPrefix("https:") ? path : "\(folder.path)/\(path)"
      #expect(set.kustomizations(listing: path).map(\.entry) == index.kustomizations(listing: path).map(\.entry))
      return index.kustomizations(listing: path).map { found in
        "\(found.kustomization.file.dropFirst(folder.path.count + 1)):\(found.entry.mark.line):\(found.entry.mark.column)"
      }
    }
    #expect(places("apps/ha/pod.yaml") == ["apps/ha/kustomization.yaml:2:5"])
    #expect(places("base") == ["apps/ha/kustomization.yaml:3:5"])
    #expect(places("apps/ha/c") == ["apps/ha/kustomization.yaml:5:14"])
    #expect(places("https://example.org/x.yaml") == ["apps/ha/kustomization.yaml:4:5"])
    #expect(places("apps/ha/p.yaml").isEmpty && places("base/pod.yaml").isEmpty)
  }

  /// The name of the Kustomization of Flux that applies a file of a repository.
  private static func applying(_ file: String, _ files: [String: String]) throws -> String? {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    return DeliveryIndex(folder.load().set).fluxKustomization(applying: "\(folder.path)/\(file)")?.name
  }

  @Test("A Kustomization of Flux is found by its path, through what lists the file")
  func fluxPath() throws {
    let files = [
      "clusters/home/apps.yaml": Self.flux("apps", path: "./apps/home"),
      "clusters/home/other.yaml": Self.flux("other", path: "./other"),
      "apps/home/kustomization.yaml": "resources: [../base/ha]\n",
      "apps/base/ha/kustomization.yaml": "resources: [pod.yaml]\n", "apps/base/ha/pod.yaml": pod("ha"),
      "apps/base/ha/loose.yaml": pod("loose"), "other/deep/er/pod.yaml": pod("deep"), "alone/pod.yaml": pod("alone"),
    ]
    #expect(try Self.applying("apps/base/ha/pod.yaml", files) == "apps")
    #expect(try Self.applying("other/deep/er/pod.yaml", files) == "other")
    #expect(try Self.applying("alone/pod.yaml", files) == nil)
    // A kustomization stands beside it and does not list it.
    #expect(try Self.applying("apps/base/ha/loose.yaml", files) == nil)
  }

  @Test("What is not sure is not said")
  func unsure() throws {
    let pods = ["apps/pod.yaml": pod("a")]
    func name(_ files: [String: String]) throws -> String? {
      try Self.applying("apps/pod.yaml", pods.merging(files) { $1 })
    }
    #expect(try name(["ks.yaml": Self.flux("one", path: "apps")]) == "one")
    #expect(try name(["ks.yaml": Self.flux("one", path: "apps"), "two.yaml": Self.flux("two", path: "apps")]) == nil)
    // Two folders end so.
    #expect(try name(["ks.yaml": Self.flux("one", path: "apps"), "x/apps/b.yaml": pod("b")]) == "one")
    #expect(try name(["x/ks.yaml": Self.flux("one", path: "apps"), "x/apps/b.yaml": pod("b")]) == nil)
    #expect(try name(["ks.yaml": Self.flux("one", path: "./")]) == nil)
    #expect(try name(["ks.yaml": Self.flux("one", path: "\"${DIR}/apps\"")]) == nil)
    #expect(try name(["ks.yaml": Self.flux("one", path: "ps")]) == nil)
  }

  @Test("Kustomizations that list one another come to an end")
  func circle() throws {
    let files = [
      "a/kustomization.yaml": "resources: [../b, pod.yaml]\n", "b/kustomization.yaml": "resources: [../a]\n",
      "a/pod.yaml": pod("a"),
    ]
    #expect(try Self.applying("a/pod.yaml", files) == nil)
  }
}
