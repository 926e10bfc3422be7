internal import KubeCore
internal import Support

/// The columns of the built-in kinds. Source: kubernetes 1.36, pkg/printers/internalversion/printers.go; descriptions are
/// left to the columns that every kind has.
extension TableLayout {
  /// `nil` for kinds with the columns that all have.
  static func builtin(_ kind: String) -> TableLayout? { kinds[kind] }

  private static let kinds: [String: TableLayout] = [
    "Pod": .pods, "NetworkPolicy": policies, "CronJob": cronJobs, "Job": jobs, "Deployment": deployments,
    "ReplicaSet": replicaSets, "StatefulSet": statefulSets, "DaemonSet": daemonSets, "Service": services, "Node": nodes,
    "Namespace": namespaces, "ConfigMap": configMaps, "Event": events, "Lease": leases, "EndpointSlice": slices,
    "RoleBinding": bindings, "ClusterRoleBinding": bindings, "Role": created, "ClusterRole": created,
    "CustomResourceDefinition": created,
  ]

  /// `Ready`, `Desired#` for numbers, `Images+` where the column is wide, `Name` and `Age` as everywhere.
  private init(_ columns: String..., cells: @escaping @Sendable (TableRow) -> [Tree]) {
    self.init(
      columns: columns.map { word in
        switch word {
        case "Name": return .name
        case "Age": return .age
        default:
          let name = word.filter { !"#+?".contains($0) }
          let type = word.contains("#") ? "integer" : word.contains("?") ? "boolean" : "string"
          return TableColumn(name: name, type: type, description: "", priority: word.contains("+") ? 1 : 0)
        }
      }, cells: { cells(TableRow(object: $0, now: $1)) })
  }

  private static let policies = TableLayout("Name", "Pod-Selector", "Age") { row in
    [row.name, row.selector("spec", "podSelector"), row.age]
  }

  private static let namespaces = TableLayout("Name", "Status", "Age") {
    [$0.name, $0.text("status", "phase"), $0.age]
  }

  private static let configMaps = TableLayout("Name", "Data", "Age") { row in
    let count = row.members("data").count + row.members("binaryData").count
    return [row.name, .integer(Int64(count)), row.age]
  }

  private static let leases = TableLayout("Name", "Holder", "Age") { row in
    [row.name, row.text("spec", "holderIdentity"), row.age]
  }

  private static let created = TableLayout("Name", "Created At") { row in
    [row.name, row.text("metadata", "creationTimestamp")]
  }

  private static let bindings = TableLayout("Name", "Role", "Age", "Users+", "Groups+", "ServiceAccounts+") { row in
    func subjects(_ kind: String) -> Tree {
      let all = row.list("subjects").filter { $0["kind"] == .string(kind) }
      let names = all.map { subject -> String in
        let name = subject["name"]?.stringValue ?? ""
        return kind == "ServiceAccount" ? "\(subject["namespace"]?.stringValue ?? "")/\(name)" : name
      }
      return .string(names.joined(separator: ", "))
    }
    let role = "\(row.plain("roleRef", "kind"))/\(row.plain("roleRef", "name"))"
    return [row.name, .string(role), row.age, subjects("User"), subjects("Group"), subjects("ServiceAccount")]
  }

  // MARK: Workloads

  private static let cronJobs = TableLayout(
    "Name", "Schedule", "Timezone", "Suspend?", "Active#", "Last Schedule", "Age", "Containers+", "Images+",
    "Selector+"
  ) { row in
    let suspend: Tree =
      switch row.value("spec", "suspend") {
      case true: "True"
      case false: "False"
      default: "<unset>"
      }
    let last = row.value("status", "lastScheduleTime")?.stringValue
    return [
      row.name, row.text("spec", "schedule"), row.text("spec", "timeZone", or: "<none>"), suspend,
      .integer(Int64(row.list("status", "active").count)), last.map { row.since($0) } ?? "<none>", row.age,
    ] + row.containers("spec", "jobTemplate", "spec", "template", "spec", "containers")
      + [row.selector("spec", "jobTemplate", "spec", "selector")]
  }

  private static let jobs = TableLayout(
    "Name", "Status", "Completions", "Duration", "Age", "Containers+", "Images+", "Selector+"
  ) { row in
    [row.name, JobCells.status(row), JobCells.completions(row), JobCells.duration(row), row.age]
      + row.containers("spec", "template", "spec", "containers") + [row.selector("spec", "selector")]
  }

  private static let deployments = TableLayout(
    "Name", "Ready", "Up-to-date", "Available", "Age", "Containers+", "Images+", "Selector+"
  ) { row in
    [row.name, row.ready, row.number("status", "updatedReplicas"), row.number("status", "availableReplicas"), row.age]
      + row.containers("spec", "template", "spec", "containers") + [row.selector("spec", "selector")]
  }

  private static let replicaSets = TableLayout(
    "Name", "Desired#", "Current#", "Ready#", "Age", "Containers+", "Images+", "Selector+"
  ) { row in
    [row.name, row.number("spec", "replicas"), row.number("status", "replicas"), row.number("status", "readyReplicas")]
      + [row.age] + row.containers("spec", "template", "spec", "containers") + [row.selector("spec", "selector")]
  }

  private static let statefulSets = TableLayout("Name", "Ready", "Age", "Containers+", "Images+") { row in
    [row.name, row.ready, row.age] + row.containers("spec", "template", "spec", "containers")
  }

  private static let daemonSets = TableLayout(
    "Name", "Desired#", "Current#", "Ready#", "Up-to-date#", "Available#", "Node Selector", "Age", "Containers+",
    "Images+", "Selector+"
  ) { row in
    let counts = [
      "desiredNumberScheduled", "currentNumberScheduled", "numberReady", "updatedNumberScheduled", "numberAvailable",
    ]
    let nodes = row.value("spec", "template", "spec", "nodeSelector")
    return [row.name] + counts.map { row.number("status", $0) } + [.string(LabelSelectorText.shown(labels: nodes))]
      + [row.age] + row.containers("spec", "template", "spec", "containers") + [row.selector("spec", "selector")]
  }

  // MARK: Others

  private static let services = TableLayout(
    "Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector+"
  ) { row in
    [
      row.name, row.text("spec", "type"), row.list("spec", "clusterIPs").first ?? "<none>", ServiceCells.external(row),
      ServiceCells.ports(row), row.age, .string(LabelSelectorText.shown(labels: row.value("spec", "selector"))),
    ]
  }

  private static let nodes = TableLayout(
    "Name", "Status", "Roles", "Age", "Version", "Internal-IP+", "External-IP+", "OS-Image+", "Kernel-Version+",
    "Container-Runtime+"
  ) { row in
    func info(_ name: String) -> Tree { row.text("status", "nodeInfo", name, or: "<unknown>") }
    let architecture = row.plain("status", "nodeInfo", "architecture")
    let kernel = (info("kernelVersion").stringValue ?? "") + (architecture.isEmpty ? "" : " (\(architecture))")
    return [
      row.name, NodeCells.status(row), NodeCells.roles(row), row.age, row.text("status", "nodeInfo", "kubeletVersion"),
      NodeCells.address("InternalIP", row), NodeCells.address("ExternalIP", row), info("osImage"), .string(kernel),
      info("containerRuntimeVersion"),
    ]
  }

  private static let slices = TableLayout("Name", "AddressType", "Ports", "Endpoints", "Age") { row in
    let ports = row.list("ports").map { port in
      port["port"]?.integerValue.map { String($0) } ?? port["name"]?.stringValue ?? "*"
    }
    let addresses = row.list("endpoints").flatMap { $0["addresses"]?.elements ?? [] }.compactMap(\.stringValue)
    return [row.name, row.text("addressType"), row.few(ports), row.few(addresses), row.age]
  }

  private static let events = TableLayout(
    "Last Seen", "Type", "Reason", "Object", "Subobject+", "Source+", "Message", "First Seen+", "Count+", "Name+"
  ) { EventCells.cells($0) }
}
