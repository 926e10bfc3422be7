import Foundation
import KubeCore
import RiskEngine
import Testing

@Suite("Image references")
struct ImageReferenceTests {
  @Test(
    "Copies of an image under other registries are one repository",
    arguments: [
      ("redis", "redis"), ("redis:8.4.0", "redis"), ("redis:5000", "redis"), ("library/redis", "redis"),
      ("docker.io/redis", "redis"), ("docker.io/library/redis:8", "redis"), ("index.docker.io/library/redis", "redis"),
      ("registry-1.docker.io/library/redis", "redis"), ("mirror.gcr.io/library/redis:8", "redis"),
      ("mirror.gcr.io/homebridge/homebridge", "homebridge/homebridge"),
      ("public.ecr.aws/docker/library/redis:8.2.3-alpine", "redis"), ("public.ecr.aws/emqx/emqx", "emqx/emqx"),
      ("localhost/redis", "redis"), ("localhost:5000/redis", "redis"), ("localhost:5000/redis:7", "redis"),
      ("registry:5000/library/redis", "redis"), ("10.0.0.1:5000/redis:7", "redis"), ("[::1]:5000/redis", "redis"),
      ("registry.example:5000/docker.io/library/redis:7@sha256:00ff", "redis"),
      ("registry.example/docker.io/redis", "redis"), ("registry.example/index.docker.io/library/redis", "redis"),
      ("registry.example/ghcr.io/koenkk/zigbee2mqtt", "koenkk/zigbee2mqtt"),
      ("registry.example/public.ecr.aws/docker/library/redis", "redis"),
      ("ghcr.io/home-assistant/home-assistant:2026.2.2", "home-assistant/home-assistant"),
      ("ghcr.io/home-assistant/home-assistant@sha256:abcdef", "home-assistant/home-assistant"),
      ("homeassistant/home-assistant", "homeassistant/home-assistant"),
      ("lscr.io/linuxserver/sonarr:latest", "linuxserver/sonarr"), ("ghcr.io/linuxserver/sonarr", "linuxserver/sonarr"),
      ("quay.io/metallb/speaker:v0.15.3", "metallb/speaker"), ("registry.k8s.io/etcd:3.6.5-0", "etcd"),
      ("registry.k8s.io/coredns/coredns:v1.12.1", "coredns/coredns"), ("docker.gitea.com/gitea:1.25", "gitea"),
      ("registry.example/my.team/app", "my.team/app"), ("registry.example/team/redis", "team/redis"),
      ("docker.io/hertzg/rtl_433", "hertzg/rtl_433"), ("0xerr0r/blocky", "0xerr0r/blocky"),
      ("registry.example/a/b/c/d:1", "a/b/c/d"), ("docker.io", "docker.io"), ("redis@sha256:00", "redis"),
      ("redis:7@sha256:00", "redis"), ("foo/library/redis", "foo/library/redis"),
    ])
  func repository(image: String, repository: String) {
    #expect(ImageReference(image)?.repository == repository)
  }

  @Test(
    "What is no reference is none",
    arguments: [
      "", " ", "/", ":", "@", "//", "redis:", "redis@", "redis@sha256", ":8", "@sha256:00", "redis:a:b ", " redis",
      "redis ", "Redis", "docker.io/Redis", "docker.io//redis", "docker.io/", "/redis", "redis/", "a/-b", "a/b-",
      "https://docker.io/redis", "{{ .Values.image }}", "$(IMAGE)", "redis:-1", "redis:.1", "redis:l a", "réd", "\u{0}",
      "redis:\u{0}", "host_name.example:/redis", "re\u{301}dis", "🦊/redis", "redis@sha256:00@sha256:00",
      "redis:" + String(repeating: "1", count: 129), String(repeating: "a", count: 256),
      String(repeating: "a/", count: 600) + "a", String(repeating: ":", count: 100), "..", "a/../b",
    ])
  func refused(image: String) { #expect(ImageReference(image) == nil) }

  @Test("The name keeps its registry and loses tag and digest")
  func name() {
    #expect(ImageReference("registry.example:5000/a/b:7@sha256:00")?.name == "registry.example:5000/a/b")
  }
}

@Suite("Workload catalogue")
struct CatalogueTests {
  private let catalogue = Catalogue.standard

  private static func template(_ images: String..., labels: Labels = [:]) -> PodTemplateSpec {
    var template = PodTemplateSpec()
    template.metadata.labels = labels
    template.spec.containers = images.map { image in
      var container = Container()
      container.name = "app"
      container.image = image
      return container
    }
    return template
  }

  @Test("Every entry is found by each of its images and each of its hints", arguments: Catalogue.standard.entries)
  func everyEntry(entry: CatalogueEntry) {
    #expect(!entry.images.isEmpty && !entry.reason.isEmpty)
    for image in entry.images {
      #expect(ImageReference(image)?.repository == image, "not in normal form")
      for prefix in ["", "ghcr.io/", "registry.example/ghcr.io/"] {
        let found = catalogue.match(template: Self.template(prefix + image + ":1.2"), workloadName: "x")
        #expect(found == CatalogueMatch(entry: entry, evidence: "image " + prefix + image))
      }
    }
    for hint in entry.hints {
      let labelled = Self.template("x/y", labels: ["app": hint])
      #expect(catalogue.match(template: labelled, workloadName: "x")?.entry == entry)
      #expect(catalogue.match(template: Self.template("x/y"), workloadName: hint)?.evidence == "name \(hint)")
    }
    #expect(!(entry.isChatty && entry.traits.contains(.infrastructure)))
  }

  @Test("No image and no hint is in two entries")
  func unique() {
    let images = catalogue.entries.flatMap(\.images)
    let hints = catalogue.entries.flatMap(\.hints)
    #expect(Set(images).count == images.count)
    #expect(Set(hints).count == hints.count)
    #expect(Set(catalogue.entries.map(\.name)).count == catalogue.entries.count)
  }

  @Test(
    "Images of the example clusters",
    arguments: [
      ("ghcr.io/home-assistant/home-assistant:2026.2.2", "Home Assistant", true),
      ("ghcr.io/koenkk/zigbee2mqtt:2.7.2", "Zigbee2MQTT", true), ("nodered/node-red:4.1.4", "Node-RED", true),
      ("ghcr.io/zwave-js/zwave-js-ui:11.11.0", "Z-Wave JS UI", true),
      ("docker.io/library/eclipse-mosquitto:2.0.22", "Mosquitto", false),
      ("adguard/adguardhome:v0.107.71", "AdGuard Home", true), ("traccar/traccar:6.11-alpine", "Traccar", true),
      ("quay.io/prometheus/blackbox-exporter:v0.28.0", "Blackbox exporter", true),
      ("ghcr.io/home-operations/qbittorrent:5.1.4", "qBittorrent", true),
      ("public.ecr.aws/docker/library/redis:8.2.3-alpine", "Redis", false), ("postgres:17.7", "PostgreSQL", false),
      ("registry.k8s.io/kube-proxy:v1.34.3", "Control plane", false),
      ("docker.io/calico/node:v3.31.2", "CNI agents", false),
      ("quay.io/metallb/speaker:v0.15.3", "MetalLB speaker", false),
      ("harbor.example/ghcr-cache/home-assistant/home-assistant:1", "Home Assistant", true),
      ("harbor.example/hub/library/postgres:17", "PostgreSQL", false),
      ("registry.home.example/shop-api:3.12.0", nil, false), ("registry.example/team/redis:1", nil, false),
      ("quay.io/argoproj/argocd:v3.2.6", nil, false), ("docker.io/oliver006/redis_exporter:v1.80.1", nil, false),
    ] as [(String, String?, Bool)])
  func exampleImages(image: String, name: String?, isChatty: Bool) {
    let match = catalogue.match(template: Self.template(image), workloadName: "x")
    #expect(match?.entry.name == name)
    #expect((match?.entry.isChatty ?? false) == isChatty)
  }

  @Test("The image comes first, then the labels in order, then the name")
  func precedence() {
    let labels: Labels = ["app.kubernetes.io/name": "gatus", "app": "homeassistant", "k8s-app": "kube-dns"]
    func evidence(_ image: String, _ labels: Labels) -> String? {
      catalogue.match(template: Self.template(image, labels: labels), workloadName: "frigate")?.evidence
    }
    #expect(evidence("esphome/esphome:1", labels) == "image esphome/esphome")
    #expect(evidence("my/own", labels) == "label app.kubernetes.io/name=gatus")
    #expect(evidence("my/own", ["app": "homeassistant", "k8s-app": "kube-dns"]) == "label app=homeassistant")
    #expect(evidence("my/own", ["k8s-app": "kube-dns"]) == "label k8s-app=kube-dns")
    #expect(evidence("{{ image }}", ["app": "homeassistant-backup", "x": "gatus"]) == "name frigate")
  }

  @Test("Of several containers a chatty one decides; sidecars count, init containers do not")
  func containers() {
    var template = Self.template("eclipse-mosquitto:2", "ghcr.io/alexxit/go2rtc:1.9")
    #expect(catalogue.match(template: template, workloadName: "x")?.entry.name == "go2rtc")
    template = Self.template("eclipse-mosquitto:2")
    template.spec.initContainers = Self.template("ghcr.io/alexxit/go2rtc:1.9").spec.containers
    #expect(catalogue.match(template: template, workloadName: "x")?.entry.name == "Mosquitto")
    template.spec.initContainers[0].restartPolicy = "Always"
    #expect(catalogue.match(template: template, workloadName: "x")?.entry.name == "go2rtc")
  }

  @Test(
    "Redis is Sentinel by container, argument, name or image only",
    arguments: [
      ("redis:8", "redis", [], "redis-node", nil), ("redis:8", "sentinel", [], "redis-node", "container sentinel"),
      ("redis:8", "redis", ["redis-sentinel", "/etc/sentinel.conf"], "redis-node", "argument redis-sentinel"),
      ("bitnami/redis:8", "redis", [], "my-sentinel", "name my-sentinel"),
      ("docker.io/bitnami/redis-sentinel:8", "a", [], "b", "image docker.io/bitnami/redis-sentinel"),
      ("my/own", "sentinel", [], "x", nil), ("oliver006/redis_exporter", "sentinel", [], "x", nil),
    ] as [(String, String, [String], String, String?)])
  func sentinel(image: String, container: String, arguments: [String], name: String, evidence: String?) {
    var template = Self.template(image)
    template.spec.containers[0].name = container
    template.spec.containers[0].args = arguments
    let match = catalogue.match(template: template, workloadName: name)
    #expect((match?.entry.name == "Redis Sentinel") == (evidence != nil))
    if let evidence { #expect(match?.evidence.hasSuffix(evidence) == true) }
  }

  @Test(
    "The annotation overrides the catalogue, the workload's own first; a malformed one is ignored and said so",
    arguments: [
      ([:], [:], true, "image homebridge/homebridge: Homebridge polls"),
      (["netrisk.dev/chatty": "false"], [:], false, "\"false\" on the workload"),
      ([:], ["netrisk.dev/chatty": "false"], false, "\"false\" on its pod template"),
      (["netrisk.dev/chatty": "true"], ["netrisk.dev/chatty": "false"], true, "\"true\" on the workload"),
      (["netrisk.dev/chatty": "yes"], [:], true, "\"yes\" on the workload is neither true nor false and is ignored"),
      (["netrisk.dev/chatty": "False"], ["netrisk.dev/chatty": "false"], false, "is neither true nor false"),
      (["netrisk.dev/chatty": ""], [:], true, "\"\" on the workload is neither"),
    ] as [(Labels, Labels, Bool, String)])
  func annotation(workload: Labels, pods: Labels, isChatty: Bool, words: String) {
    var template = Self.template("homebridge/homebridge")
    template.metadata.annotations = pods
    let result = catalogue.chattiness(workloadAnnotations: workload, template: template, workloadName: "x")
    #expect(result.isChatty == isChatty)
    #expect(result.reason?.contains(words) == true)
  }

  @Test("An unknown workload is not chatty, without a reason; an annotation makes it so")
  func unknown() {
    let template = Self.template("my/own")
    let plain = catalogue.chattiness(workloadAnnotations: [:], template: template, workloadName: "x")
    #expect(!plain.isChatty && plain.reason == nil)
    let annotated = catalogue.chattiness(
      workloadAnnotations: ["netrisk.dev/chatty": "true"], template: template, workloadName: "x")
    #expect(annotated.isChatty)
  }

  @Test("docs/catalogue.md is current")
  func document() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "docs/catalogue.md")
    if ProcessInfo.processInfo.environment["NETRISK_WRITE_DOCS"] != nil {
      try catalogue.markdown.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == catalogue.markdown)
  }
}
