internal import Support

/// The row of a Pod. Source: `printPod` in kubernetes, pkg/printers/internalversion/printers.go.
struct PodTable {
  private let pod: Tree
  private var reason: String
  private var ready = 0
  private var restarts: Int64 = 0
  private var lastRestart: Timestamp?

  init(_ pod: Tree) {
    self.pod = pod
    let status = pod["status"]
    let phase = status.text("phase")
    reason = status.text("reason").isEmpty ? phase : status.text("reason")
    for condition in status.list("conditions")
    where condition.text("type") == "PodScheduled" && condition.text("reason") == "SchedulingGated" {
      reason = "SchedulingGated"
    }
    let isInitializing = readInitContainers()
    if !isInitializing || hasCondition("Initialized") { readContainers() }
    guard pod["metadata"]?["deletionTimestamp"] != nil else { return }
    if status.text("reason") == "NodeLost" {
      reason = "Unknown"
    } else if phase != "Succeeded", phase != "Failed" {
      reason = "Terminating"
    }
  }

  private func hasCondition(_ type: String) -> Bool {
    pod["status"].list("conditions").contains { $0.text("type") == type && $0.text("status") == "True" }
  }

  /// Init containers that go on running beside the others.
  private var sidecars: Set<String> {
    Set(pod["spec"].list("initContainers").filter { $0.text("restartPolicy") == "Always" }.map { $0.text("name") })
  }

  private mutating func count(_ container: Tree) {
    restarts &+= container.number("restartCount")
    let finished = container["lastState"]?["terminated"]?["finishedAt"]?.stringValue
    guard let finished, let time = Timestamp(rfc3339: finished) else { return }
    lastRestart = max(lastRestart ?? time, time)
  }

  /// Whether the Pod still initializes; only restarts of sidecars outlive that.
  private mutating func readInitContainers() -> Bool {
    let sidecars = sidecars
    let total = pod["spec"].list("initContainers").count
    var running = PodTableCounts()
    for (index, container) in pod["status"].list("initContainerStatuses").enumerated() {
      count(container)
      let isSidecar = sidecars.contains(container.text("name"))
      if isSidecar { running.add(container) }
      let state = container["state"]
      let terminated = state?["terminated"]
      if let terminated, terminated.number("exitCode") == 0 { continue }
      if isSidecar, container["started"] == true {
        if container["ready"] == true { ready += 1 }
        continue
      }
      let waiting = state?["waiting"].text("reason") ?? ""
      if let terminated {
        reason = "Init:" + Self.words(terminated)
      } else if !waiting.isEmpty, waiting != "PodInitializing" {
        reason = "Init:" + waiting
      } else {
        reason = "Init:\(index)/\(total)"
      }
      if hasCondition("Initialized") { (restarts, lastRestart) = (running.restarts, running.last) }
      return true
    }
    (restarts, lastRestart) = (running.restarts, running.last)
    return false
  }

  private static func words(_ terminated: Tree) -> String {
    if !terminated.text("reason").isEmpty { return terminated.text("reason") }
    let signal = terminated.number("signal")
    return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(terminated.number("exitCode"))"
  }

  private mutating func readContainers() {
    var hasRunning = false
    var failure = ""
    for container in pod["status"].list("containerStatuses").reversed() {
      count(container)
      let state = container["state"]
      if let waiting = state?["waiting"], !waiting.text("reason").isEmpty {
        reason = waiting.text("reason")
      } else if let terminated = state?["terminated"] {
        reason = Self.words(terminated)
        if terminated.number("exitCode") != 0 { failure = reason }
      } else if container["ready"] == true, state?["running"] != nil {
        hasRunning = true
        ready += 1
      }
    }
    guard reason == "Completed" else { return }
    if hasRunning, hasCondition("Ready") {
      reason = "Running"
    } else if !failure.isEmpty {
      reason = failure
    } else if hasRunning {
      reason = "NotReady"
    }
  }

  func cells(now: Timestamp) -> [Tree] {
    let total = pod["spec"].list("containers").count + sidecars.count
    var restarted = String(restarts)
    if restarts != 0, let lastRestart {
      restarted += " (\(HumanDuration.since(lastRestart.rfc3339, now: now)) ago)"
    }
    let created = pod["metadata"]?["creationTimestamp"]?.stringValue
    let cells = [
      pod["metadata"].text("name"), "\(ready)/\(total)", reason, restarted, HumanDuration.since(created, now: now),
      Self.orNone(pod["status"].list("podIPs").first.text("ip")), Self.orNone(pod["spec"].text("nodeName")),
      Self.orNone(pod["status"].text("nominatedNodeName")), readinessGates,
    ]
    return cells.map { .string($0) }
  }

  private static func orNone(_ text: String) -> String { text.isEmpty ? "<none>" : text }

  private var readinessGates: String {
    let gates = pod["spec"].list("readinessGates")
    guard !gates.isEmpty else { return "<none>" }
    return "\(gates.count { hasCondition($0.text("conditionType")) })/\(gates.count)"
  }
}

/// The restarts of sidecars.
private struct PodTableCounts {
  var restarts: Int64 = 0
  var last: Timestamp?

  mutating func add(_ container: Tree) {
    restarts &+= container.number("restartCount")
    let finished = container["lastState"]?["terminated"]?["finishedAt"]?.stringValue
    guard let finished, let time = Timestamp(rfc3339: finished) else { return }
    last = max(last ?? time, time)
  }
}

extension Tree? {
  fileprivate func text(_ name: String) -> String { self?[name]?.stringValue ?? "" }
  fileprivate func list(_ name: String) -> [Tree] { self?[name]?.elements ?? [] }
}

extension Tree {
  fileprivate func text(_ name: String) -> String { self[name]?.stringValue ?? "" }
  fileprivate func number(_ name: String) -> Int64 {
    if case .integer(let number)? = self[name] { number } else { 0 }
  }
}
