import Support
import Testing

/// What happens to each Job and each pod of a run, one line an event: what the event says and what it leaves out.
struct ObjectLives {
  private(set) var lives: [[String]] = []

  /// The lives in a recording of a real cluster.
  init(recording: String) throws {
    let tree = try Fixture.tree("../\(recording)")
    let events = try #require(tree["events"]).elements.map { event -> PlayedCluster.Event in
      let object = event["object"] ?? .null
      return PlayedCluster.Event(
        type: event["type"]?.stringValue ?? "", kind: object["kind"]?.stringValue ?? "", object: object)
    }
    self.init(events)
  }

  init(_ events: [PlayedCluster.Event]) {
    var order: [String] = []
    var lines: [String: [String]] = [:]
    for event in events where event.kind == "Pod" || event.kind == "Job" {
      let name = event.object["metadata"]?["name"]?.stringValue ?? ""
      // The workload beside the CronJob takes no part.
      guard name.hasPrefix("ticker-") else { continue }
      let key = "\(event.kind) \(name)"
      if lines[key] == nil { order.append(key) }
      lines[key, default: []].append(Self.line(event))
    }
    lives = order.compactMap { lines[$0] }
  }

  private static func line(_ event: PlayedCluster.Event) -> String {
    let status = event.object["status"] ?? [:]
    let conditions = (status["conditions"]?.elements ?? []).map { condition in
      ["type", "status", "reason"].compactMap { condition[$0]?.stringValue }.joined(separator: "=")
    }
    let metadata = event.object["metadata"] ?? [:]
    var words = [event.type, event.kind]
    words += ["finalizers", "deletionTimestamp"].filter { metadata[$0] != nil }
    words += ["generation=\(metadata["generation"].map(JSONWriter().text) ?? "")"]
    words += (event.object["spec"]?["nodeName"]?.stringValue).map { ["on \($0)"] } ?? []
    words += ["phase", "hostIP"].compactMap { status[$0]?.stringValue }
    words += ["podIP", "startTime", "completionTime"].filter { status[$0] != nil }
    words += ["active", "ready", "succeeded", "failed", "terminating"].compactMap { name in
      status[name].map { "\(name)=\(JSONWriter().text($0))" }
    }
    words += (status["uncountedTerminatedPods"]?["succeeded"]?.elements).map { ["uncounted=\($0.count)"] } ?? []
    words += (status["containerStatuses"]?.elements ?? []).map(container)
    return (words + conditions).joined(separator: " ")
  }

  private static func container(_ status: Tree) -> String {
    guard case .object(let states)? = status["state"], let state = states.first else { return "no state" }
    let details = ["reason", "exitCode"].compactMap { name in state.value[name].map { JSONWriter().text($0) } }
    let ready = status["ready"] == true ? "ready" : "not ready"
    return ([state.name, ready] + details).joined(separator: ",")
  }
}
