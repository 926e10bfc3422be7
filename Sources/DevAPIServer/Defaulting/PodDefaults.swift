internal import Support

/// `SetDefaults_PodSpec`, `SetDefaults_Container`, `SetDefaults_Probe` and what admission adds to a pod.
enum PodDefaults {
  static func apply(_ spec: inout Tree) {
    for list in ["initContainers", "containers"] { spec.changeElements(of: list, container) }
    spec.changeElements(of: "volumes", volume)
    spec.fill("restartPolicy", "Always")
    spec.fill("terminationGracePeriodSeconds", 30)
    spec.fill("dnsPolicy", "ClusterFirst")
    if let account = spec["serviceAccountName"] { spec.fill("serviceAccount", account) }
    if let account = spec["serviceAccount"] { spec.fill("serviceAccountName", account) }
    spec.fill("securityContext", .object([]))
    spec.fill("schedulerName", "default-scheduler")
    if spec["hostNetwork"] == true {
      for list in ["initContainers", "containers"] {
        spec.changeElements(of: list) { container in
          container.changeElements(of: "ports") { port in
            if let number = port["containerPort"] { port.fill("hostPort", number) }
          }
        }
      }
    }
  }

  /// Priority, tolerations and service links of pods themselves, not of templates.
  static func admit(_ spec: inout Tree) {
    spec.fill("priority", 0)
    spec.fill("enableServiceLinks", true)
    spec.fill("preemptionPolicy", "PreemptLowerPriority")
    var tolerations = spec["tolerations"]?.elements ?? []
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
      let isTolerated = tolerations.contains { toleration in
        (toleration["key"]?.stringValue == key || (toleration["key"]?.stringValue ?? "").isEmpty)
          && (toleration["effect"] == "NoExecute" || (toleration["effect"]?.stringValue ?? "").isEmpty)
      }
      if isTolerated { continue }
      tolerations.append([
        "key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
      ])
    }
    spec["tolerations"] = .array(tolerations)
  }

  private static func container(_ container: inout Tree) {
    container.changeElements(of: "ports") { $0.fill("protocol", "TCP") }
    container.fill("resources", .object([]))
    container.change("resources") { resources in
      guard let limits = resources["limits"] else { return }
      var requests = resources["requests"] ?? .object([])
      for limit in limits.memberList { requests.fill(limit.name, limit.value) }
      resources["requests"] = requests
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] { container.change(probe, Self.probe) }
    container.fill("terminationMessagePath", "/dev/termination-log")
    container.fill("terminationMessagePolicy", "File")
    container.fill("imagePullPolicy", pullPolicy(container["image"]?.stringValue ?? ""))
  }

  /// `Always` for the tag `latest` and for none, unless a digest is given.
  private static func pullPolicy(_ image: String) -> Tree {
    if image.contains("@") { return "IfNotPresent" }
    let name = image.split(separator: "/").last ?? ""
    let tag = name.split(separator: ":", maxSplits: 1).dropFirst().first
    return tag == nil || tag == "latest" ? "Always" : "IfNotPresent"
  }

  private static func probe(_ probe: inout Tree) {
    probe.change("httpGet") { get in
      get.fill("path", "/")
      get.fill("scheme", "HTTP")
    }
    probe.fill("timeoutSeconds", 1)
    probe.fill("periodSeconds", 10)
    probe.fill("successThreshold", 1)
    probe.fill("failureThreshold", 3)
  }

  private static func volume(_ volume: inout Tree) {
    for source in ["configMap", "secret", "downwardAPI", "projected"] {
      volume.change(source) { $0.fill("defaultMode", 420) }
    }
    volume.change("hostPath") { $0.fill("type", "") }
    if volume.memberList.count == 1 { volume.fill("emptyDir", .object([])) }
  }

  /// `qos.ComputePodQOS` as far as CPU and memory go.
  static func qualityOfService(_ tree: Tree) -> String {
    let spec = tree["spec"] ?? .object([])
    let containers = (spec["containers"]?.elements ?? []) + (spec["initContainers"]?.elements ?? [])
    let names = ["cpu", "memory"]
    func values(_ container: Tree, _ kind: String) -> [Tree?] {
      names.map { container.at("resources", kind)?[$0] }
    }
    let hasAny = containers.contains { container in
      (values(container, "limits") + values(container, "requests")).contains { $0 != nil }
    }
    if !hasAny { return "BestEffort" }
    let isGuaranteed = containers.allSatisfy { container in
      let limits = values(container, "limits")
      return !limits.contains(nil) && limits == values(container, "requests")
    }
    return isGuaranteed ? "Guaranteed" : "Burstable"
  }
}
