internal import Support

/// The cells of kinds that take more than a look at a field. Source: kubernetes 1.36,
/// pkg/printers/internalversion/printers.go.
enum JobCells {
  static func status(_ row: TableRow) -> Tree {
    func has(_ type: String) -> Bool {
      row.list("status", "conditions").contains { $0["type"] == .string(type) && $0["status"] == "True" }
    }
    if has("Complete") { return "Complete" }
    if has("Failed") { return "Failed" }
    if row.value("metadata", "deletionTimestamp") != nil { return "Terminating" }
    return .string(["Suspended", "FailureTarget", "SuccessCriteriaMet"].first(where: has) ?? "Running")
  }

  static func completions(_ row: TableRow) -> Tree {
    let done = row.number("status", "succeeded").integerValue ?? 0
    if let wanted = row.value("spec", "completions")?.integerValue { return .string("\(done)/\(wanted)") }
    let parallelism = row.number("spec", "parallelism").integerValue ?? 0
    return .string(parallelism > 1 ? "\(done)/1 of \(parallelism)" : "\(done)/1")
  }

  static func duration(_ row: TableRow) -> Tree {
    let start = row.plain("status", "startTime")
    guard !start.isEmpty else { return "" }
    let end = Timestamp(rfc3339: row.plain("status", "completionTime")) ?? row.now
    return .string(HumanDuration.since(start, now: end))
  }
}

enum ServiceCells {
  static func ports(_ row: TableRow) -> Tree {
    let ports = row.list("spec", "ports").map { port -> String in
      let node = port["nodePort"]?.integerValue ?? 0
      let number = "\(port["port"]?.integerValue ?? 0)" + (node > 0 ? ":\(node)" : "")
      return "\(number)/\(port["protocol"]?.stringValue ?? "")"
    }
    return ports.isEmpty ? "<none>" : .string(ports.joined(separator: ","))
  }

  static func external(_ row: TableRow) -> Tree {
    let fixed = row.list("spec", "externalIPs").compactMap(\.stringValue)
    switch row.plain("spec", "type") {
    case "ClusterIP", "NodePort": return fixed.isEmpty ? "<none>" : .string(fixed.joined(separator: ","))
    case "LoadBalancer":
      let ingress = row.list("status", "loadBalancer", "ingress").compactMap {
        $0["ip"]?.stringValue ?? $0["hostname"]?.stringValue
      }
      let all = Set(ingress).sorted() + fixed
      return all.isEmpty ? "<pending>" : .string(all.joined(separator: ","))
    case "ExternalName": return row.text("spec", "externalName")
    default: return "<unknown>"
    }
  }
}

enum NodeCells {
  static func status(_ row: TableRow) -> Tree {
    let ready = row.list("status", "conditions").last { $0["type"] == "Ready" }
    let words = ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"
    return .string(words + (row.value("spec", "unschedulable") == true ? ",SchedulingDisabled" : ""))
  }

  static func roles(_ row: TableRow) -> Tree {
    let prefix = "node-role.kubernetes.io/"
    let roles = row.members("metadata", "labels").compactMap { label -> String? in
      if label.name.hasPrefix(prefix) { return String(label.name.dropFirst(prefix.count)) }
      return label.name == "kubernetes.io/role" ? label.value.stringValue : nil
    }
    let all = Set(roles.filter { !$0.isEmpty }).sorted().joined(separator: ",")
    return .string(all.isEmpty ? "<none>" : all)
  }

  static func address(_ type: String, _ row: TableRow) -> Tree {
    row.list("status", "addresses").first { $0["type"] == .string(type) }?["address"] ?? "<none>"
  }
}

/// Events of either version.
enum EventCells {
  static func cells(_ row: TableRow) -> [Tree] {
    let event = TableRow(object: EventVersions.coreV1(row.object), now: row.now)
    let made = event.plain("firstTimestamp").isEmpty ? event.plain("eventTime") : event.plain("firstTimestamp")
    var last = event.plain("lastTimestamp").isEmpty ? made : event.plain("lastTimestamp")
    var count = max(1, event.number("count").integerValue ?? 1)
    if let series = event.value("series"), series != .null {
      last = series["lastObservedTime"]?.stringValue ?? ""
      count = series["count"]?.integerValue ?? 0
    }
    return [
      event.since(last), event.text("type"), event.text("reason"), target(event),
      event.text("involvedObject", "fieldPath"), source(event),
      .string(trimmed(event.plain("message"))), event.since(made), .integer(count), event.name,
    ]
  }

  private static func target(_ event: TableRow) -> Tree {
    let kind = event.plain("involvedObject", "kind").lowercased()
    let name = event.plain("involvedObject", "name")
    return .string(name.isEmpty ? kind : "\(kind)/\(name)")
  }

  private static func source(_ event: TableRow) -> Tree {
    func first(_ texts: String...) -> String { texts.first { !$0.isEmpty } ?? "" }
    let component = first(event.plain("source", "component"), event.plain("reportingComponent"))
    let instance = first(event.plain("source", "host"), event.plain("reportingInstance"))
    return .string(instance.isEmpty ? component : "\(component), \(instance)")
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
