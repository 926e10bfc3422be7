extension Deployment: DefaultedKind {
  /// Source: `SetDefaults_Deployment` (pkg/apis/apps/v1/defaults.go).
  package mutating func applyDefaults() {
    if spec.replicas == nil { spec.replicas = 1 }
    spec.strategy.applyDefaults()
    spec.template.applyDefaults()
  }
}

extension DeploymentStrategy {
  /// A rolling update by a quarter, unless the type says otherwise.
  package mutating func applyDefaults() {
    if type.isEmpty { type = "RollingUpdate" }
    guard type == "RollingUpdate" else { return }
    var update = rollingUpdate ?? RollingUpdateDeployment()
    if update.maxUnavailable == nil { update.maxUnavailable = .string("25%") }
    if update.maxSurge == nil { update.maxSurge = .string("25%") }
    rollingUpdate = update
  }
}

extension StatefulSet: DefaultedKind {
  /// Source: `SetDefaults_StatefulSet`.
  package mutating func applyDefaults() {
    if spec.replicas == nil { spec.replicas = 1 }
    spec.template.applyDefaults()
  }
}

extension ReplicaSet: DefaultedKind {
  /// Source: `SetDefaults_ReplicaSet`.
  package mutating func applyDefaults() {
    if spec.replicas == nil { spec.replicas = 1 }
    spec.template.applyDefaults()
  }
}

extension DaemonSet: DefaultedKind {
  package mutating func applyDefaults() { spec.template.applyDefaults() }
}
