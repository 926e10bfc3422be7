internal import Support

/// `SetDefaults_Deployment` and its siblings of apps/v1 and batch/v1.
enum WorkloadDefaults {
  static func apply(_ tree: Tree, _ kind: String) -> Tree {
    var tree = tree
    tree.change("spec") { spec in
      switch kind {
      case "Deployment": deployment(&spec)
      case "ReplicaSet": spec.fill("replicas", 1)
      case "StatefulSet": statefulSet(&spec)
      case "DaemonSet": daemonSet(&spec)
      case "Job": job(&spec)
      default: cronJob(&spec)
      }
      template(&spec)
    }
    return tree
  }

  private static func template(_ spec: inout Tree) {
    spec.change("template") { template in
      template.fill("metadata", .object([]))
      template.change("spec", PodDefaults.apply)
    }
  }

  private static func deployment(_ spec: inout Tree) {
    spec.fill("replicas", 1)
    spec.fill("strategy", ["type": "RollingUpdate"])
    spec.change("strategy") { strategy in
      strategy.fill("type", "RollingUpdate")
      guard strategy["type"] == "RollingUpdate" else { return }
      strategy.fill("rollingUpdate", .object([]))
      strategy.change("rollingUpdate") { update in
        update.fill("maxUnavailable", "25%")
        update.fill("maxSurge", "25%")
      }
    }
    spec.fill("revisionHistoryLimit", 10)
    spec.fill("progressDeadlineSeconds", 600)
  }

  private static func statefulSet(_ spec: inout Tree) {
    spec.fill("replicas", 1)
    spec.fill("podManagementPolicy", "OrderedReady")
    spec.fill("updateStrategy", ["type": "RollingUpdate"])
    spec.change("updateStrategy") { strategy in
      strategy.fill("type", "RollingUpdate")
      guard strategy["type"] == "RollingUpdate" else { return }
      strategy.fill("rollingUpdate", .object([]))
      strategy.change("rollingUpdate") { $0.fill("partition", 0) }
    }
    spec.fill("revisionHistoryLimit", 10)
    spec.fill("persistentVolumeClaimRetentionPolicy", ["whenDeleted": "Retain", "whenScaled": "Retain"])
  }

  private static func daemonSet(_ spec: inout Tree) {
    spec.fill("updateStrategy", ["type": "RollingUpdate"])
    spec.change("updateStrategy") { strategy in
      strategy.fill("type", "RollingUpdate")
      guard strategy["type"] == "RollingUpdate" else { return }
      strategy.fill("rollingUpdate", .object([]))
      strategy.change("rollingUpdate") { update in
        update.fill("maxUnavailable", 1)
        update.fill("maxSurge", 0)
      }
    }
    spec.fill("revisionHistoryLimit", 10)
  }

  private static func job(_ spec: inout Tree) {
    if spec["completions"] == nil, spec["parallelism"] == nil { spec["completions"] = 1 }
    spec.fill("parallelism", 1)
    spec.fill("backoffLimit", 6)
    spec.fill("completionMode", "NonIndexed")
    spec.fill("suspend", false)
    spec.fill("podReplacementPolicy", spec["podFailurePolicy"] == nil ? "TerminatingOrFailed" : "Failed")
    spec.change("template") { template in
      template.change("spec") { $0.fill("restartPolicy", "Always") }
    }
  }

  private static func cronJob(_ spec: inout Tree) {
    spec.fill("concurrencyPolicy", "Allow")
    spec.fill("suspend", false)
    spec.fill("successfulJobsHistoryLimit", 3)
    spec.fill("failedJobsHistoryLimit", 1)
    spec.change("jobTemplate") { template in
      template.fill("metadata", .object([]))
      template.change("spec", Self.template)
    }
  }

  /// What a status shows before any controller has looked.
  static func initialStatus(_ kind: String) -> Tree {
    switch kind {
    case "ReplicaSet": ["replicas": 0]
    case "StatefulSet": ["replicas": 0, "availableReplicas": 0]
    case "DaemonSet":
      [
        "currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0,
      ]
    case "Service": ["loadBalancer": .object([])]
    default: .object([])
    }
  }
}

/// `SetDefaults_Service`.
enum ServiceDefaults {
  static func apply(_ tree: Tree) -> Tree {
    var tree = tree
    tree.change("spec") { spec in
      spec.fill("sessionAffinity", "None")
      spec.fill("type", "ClusterIP")
      spec.changeElements(of: "ports") { port in
        port.fill("protocol", "TCP")
        if let number = port["port"] { port.fill("targetPort", number) }
      }
      guard spec["type"] != "ExternalName" else { return }
      spec.fill("internalTrafficPolicy", "Cluster")
      spec.fill("ipFamilies", ["IPv4"])
      spec.fill("ipFamilyPolicy", "SingleStack")
      if ["NodePort", "LoadBalancer"].contains(spec["type"]) { spec.fill("externalTrafficPolicy", "Cluster") }
    }
    return tree
  }
}
