import Support

/// What a pod's object says at each step of its life, as the scheduler and the kubelet write it.
///
/// Source: recorded watch events of a CronJob's runs on Kubernetes 1.36.2, and pkg/kubelet/status/generate.go.
struct PodLifecycle {
  enum Step: Int, Hashable, Sendable, CaseIterable {
    /// Bound to a node.
    case scheduled
    /// The kubelet has seen it.
    case admitted
    case sandboxReady
    case running
    /// The containers have ended; the phase still says Running.
    case exited
    /// Succeeded or Failed.
    case finished
  }

  var pod: Tree
  let now: Timestamp

  init(_ pod: Tree, at now: Timestamp) {
    self.pod = pod
    self.now = now
  }

  mutating func schedule(on node: String) {
    pod.set("spec", "nodeName", to: .string(node))
    pod.set("status", "conditions", to: .array([condition("PodScheduled", true)]))
  }

  mutating func admit(hostIP: String) {
    let waiting: Tree = ["waiting": ["reason": "ContainerCreating"]]
    pod.set("status", "observedGeneration", to: pod.at("metadata", "generation") ?? 1)
    pod.set(
      "status", "conditions",
      to: .array([
        condition("PodReadyToStartContainers", false), condition("Initialized", true),
        unready("Ready", "ContainersNotReady"), unready("ContainersReady", "ContainersNotReady"),
        condition("PodScheduled", true),
      ]))
    pod.set("status", "hostIP", to: .string(hostIP))
    pod.set("status", "hostIPs", to: [["ip": .string(hostIP)]])
    pod.set("status", "startTime", to: now.text)
    pod.set("status", "containerStatuses", to: containers { _ in waiting })
  }

  mutating func readySandbox() { setCondition(condition("PodReadyToStartContainers", true)) }

  mutating func run(podIP: String) {
    pod.set("status", "phase", to: "Running")
    setCondition(condition("Ready", true))
    setCondition(condition("ContainersReady", true))
    pod.set("status", "podIP", to: .string(podIP))
    pod.set("status", "podIPs", to: [["ip": .string(podIP)]])
    let started = now.text
    pod.set(
      "status", "containerStatuses", to: containers(ready: true) { _ in ["running": ["startedAt": started]] })
  }

  mutating func exit(code: Int64) {
    let reason = code == 0 ? "PodCompleted" : "PodFailed"
    if code == 0 { setCondition(condition("Initialized", true, reason: reason)) }
    setCondition(condition("Ready", false, reason: reason))
    setCondition(condition("ContainersReady", false, reason: reason))
    let finished = now.text
    pod.set(
      "status", "containerStatuses",
      to: containers { container in
        [
          "terminated": [
            "exitCode": .integer(code), "reason": code == 0 ? "Completed" : "Error",
            "startedAt": container.at("state", "running", "startedAt") ?? finished, "finishedAt": finished,
          ]
        ]
      })
  }

  mutating func finish() {
    let codes = (pod.at("status", "containerStatuses")?.elements ?? []).map {
      $0.at("state", "terminated", "exitCode")?.integerValue ?? 0
    }
    pod.set("status", "phase", to: codes.allSatisfy { $0 == 0 } ? "Succeeded" : "Failed")
    setCondition(condition("PodReadyToStartContainers", false))
  }

  // MARK: Pieces

  private func condition(_ type: String, _ status: Bool, reason: String? = nil) -> Tree {
    let old = (pod.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == type }
    let text: Tree = status ? "True" : "False"
    let since = old?["status"] == text ? old?["lastTransitionTime"] : nil
    return .members(
      ("type", .string(type)), ("observedGeneration", pod.at("status", "observedGeneration")), ("status", text),
      ("lastProbeTime", .null), ("lastTransitionTime", since ?? now.text), ("reason", reason.map { .string($0) }))
  }

  private func unready(_ type: String, _ reason: String) -> Tree {
    let names = (pod.at("spec", "containers")?.elements ?? []).compactMap { $0["name"]?.stringValue }
    var unready = condition(type, false, reason: reason)
    unready["message"] = .string("containers with unready status: [\(names.joined(separator: " "))]")
    return unready
  }

  private mutating func setCondition(_ condition: Tree) {
    var conditions = pod.at("status", "conditions")?.elements ?? []
    if let index = conditions.firstIndex(where: { $0["type"] == condition["type"] }) {
      conditions[index] = condition
    } else {
      conditions.append(condition)
    }
    pod.set("status", "conditions", to: .array(conditions))
  }

  private func containers(ready: Bool = false, _ state: (Tree) -> Tree) -> Tree {
    let old = pod.at("status", "containerStatuses")?.elements ?? []
    let statuses = (pod.at("spec", "containers")?.elements ?? []).enumerated().map { index, container -> Tree in
      let before = index < old.count ? old[index] : [:]
      return [
        "name": container["name"] ?? "", "state": state(before), "lastState": before["lastState"] ?? [:],
        "ready": .bool(ready), "restartCount": before["restartCount"] ?? 0, "image": container["image"] ?? "",
        "imageID": before["imageID"] ?? "", "started": .bool(ready),
      ]
    }
    return .array(statuses)
  }
}
