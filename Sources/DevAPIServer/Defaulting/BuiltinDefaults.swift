internal import KubeCore
internal import Support

/// What the API server fills into built-in kinds. Source: `SetDefaults_…` and the strategies of Kubernetes 1.36.
enum BuiltinDefaults {
  /// A new object with its defaults and the status it begins with.
  static func created(_ tree: Tree, _ served: ServedResource) -> Tree {
    guard served.custom == nil else { return tree }
    var tree = defaulted(tree, served)
    switch served.resource.kind {
    case "Pod": tree["status"] = ["phase": "Pending", "qosClass": .string(PodDefaults.qualityOfService(tree))]
    case "Namespace":
      tree["status"] = ["phase": "Active"]
      tree.set("spec", "finalizers", ["kubernetes"])
    case "CustomResourceDefinition": tree["status"] = DefinitionDefaults.initialStatus(tree)
    case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Node", "Service":
      tree["status"] = WorkloadDefaults.initialStatus(served.resource.kind)
    default: break
    }
    return tree
  }

  /// An object that replaces `current`, with its defaults.
  static func updated(_ tree: Tree, _ served: ServedResource, from current: Tree) -> Tree {
    served.custom == nil ? defaulted(tree, served) : tree
  }

  private static func defaulted(_ tree: Tree, _ served: ServedResource) -> Tree {
    var tree = tree
    switch served.resource.kind {
    case "Pod":
      if var spec = tree["spec"] {
        PodDefaults.apply(&spec)
        PodDefaults.admit(&spec)
        tree["spec"] = spec
      }
    case "Namespace": tree = NamespaceDefaults.labelled(tree)
    case "NetworkPolicy": tree = PolicyDefaults.apply(tree)
    case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob":
      tree = WorkloadDefaults.apply(tree, served.resource.kind)
    case "Service": tree = ServiceDefaults.apply(tree)
    case "CustomResourceDefinition": tree = DefinitionDefaults.apply(tree)
    case "Event" where served.resource.group.isEmpty: tree = EventVersions.defaulted(tree)
    case "Event": tree = EventVersions.eventsV1(EventVersions.coreV1(tree))
    default: break
    }
    return tree
  }
}

extension Tree {
  /// Sets a member that is missing, or `null`.
  mutating func fill(_ name: String, _ value: Tree) {
    if self[name] == nil || self[name] == .null { self[name] = value }
  }

  /// Changes each element of a list.
  mutating func changeElements(of name: String, _ body: (inout Tree) -> Void) {
    guard case .array(var elements)? = self[name] else { return }
    for index in elements.indices { body(&elements[index]) }
    self[name] = .array(elements)
  }

  /// Changes a member that is there.
  mutating func change(_ name: String, _ body: (inout Tree) -> Void) {
    guard var value = self[name] else { return }
    body(&value)
    self[name] = value
  }
}

/// The label that carries a namespace's name (`SetDefaults_Namespace`).
enum NamespaceDefaults {
  static func labelled(_ tree: Tree) -> Tree {
    var tree = tree
    var labels = tree.at("metadata", "labels") ?? .object([])
    labels["kubernetes.io/metadata.name"] = tree.at("metadata", "name")
    tree.set("metadata", "labels", labels)
    return tree
  }
}

/// `SetDefaults_NetworkPolicy…`
enum PolicyDefaults {
  static func apply(_ tree: Tree) -> Tree {
    var tree = tree
    var spec = tree["spec"] ?? .object([])
    spec.fill("podSelector", .object([]))
    for rules in ["ingress", "egress"] {
      spec.changeElements(of: rules) { rule in
        rule.changeElements(of: "ports") { $0.fill("protocol", "TCP") }
      }
    }
    let hasEgress = !(spec["egress"]?.elements ?? []).isEmpty
    if (spec["policyTypes"]?.elements ?? []).isEmpty {
      spec["policyTypes"] = hasEgress ? ["Ingress", "Egress"] : ["Ingress"]
    }
    tree["spec"] = spec
    return tree
  }
}

/// `SetDefaults_CustomResourceDefinition…` and the status that the registry gives a new one.
enum DefinitionDefaults {
  static func apply(_ tree: Tree) -> Tree {
    var tree = tree
    tree.change("spec") { spec in
      spec.change("names") { names in
        let kind = names["kind"]?.stringValue ?? ""
        names.fill("singular", .string(kind.lowercased()))
        names.fill("listKind", .string(kind + "List"))
      }
      spec.fill("conversion", ["strategy": "None"])
    }
    return tree
  }

  static func initialStatus(_ tree: Tree) -> Tree {
    let versions = tree.at("spec", "versions")?.elements ?? []
    let stored = versions.filter { $0["storage"] == true }.compactMap { $0["name"] }
    return [
      "conditions": .null, "acceptedNames": ["plural": "", "kind": ""], "storedVersions": .array(stored),
    ]
  }
}
