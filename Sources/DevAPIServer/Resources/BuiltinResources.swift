/// What is served without a CustomResourceDefinition, with the names, verbs and categories of Kubernetes 1.36.
enum BuiltinResources {
  /// In the order of discovery: the groups as they are listed there, resources by name.
  static let all: [ServedResource] = core + apps + events + reviews + batch + policies + roles + others

  private static let core: [ServedResource] = [
    make("", "v1", "configmaps", "ConfigMap", short: ["cm"]),
    make("", "v1", "events", "Event", short: ["ev"]),
    make("", "v1", "namespaces", "Namespace", short: ["ns"], status: true, namespaced: false) {
      $0.verbs.removeAll { $0 == "deletecollection" }
    },
    make("", "v1", "nodes", "Node", short: ["no"], status: true, namespaced: false),
    make("", "v1", "pods", "Pod", short: ["po"], categories: ["all"], status: true),
    make("", "v1", "serviceaccounts", "ServiceAccount", short: ["sa"]),
    make("", "v1", "services", "Service", short: ["svc"], categories: ["all"], status: true),
  ]

  private static let apps: [ServedResource] = [
    make("apps", "v1", "daemonsets", "DaemonSet", short: ["ds"], categories: ["all"], status: true),
    make("apps", "v1", "deployments", "Deployment", short: ["deploy"], categories: ["all"], status: true) {
      $0.scale = .workload
    },
    make("apps", "v1", "replicasets", "ReplicaSet", short: ["rs"], categories: ["all"], status: true) {
      $0.scale = .workload
    },
    make("apps", "v1", "statefulsets", "StatefulSet", short: ["sts"], categories: ["all"], status: true) {
      $0.scale = .workload
    },
  ]

  /// The same objects as the core group's.
  private static let events: [ServedResource] = [
    make("events.k8s.io", "v1", "events", "Event", short: ["ev"]) {
      $0.storage = StorageName(group: "", plural: "events")
    }
  ]

  private static let reviews: [ServedResource] = [
    review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview"),
    review("authentication.k8s.io", "tokenreviews", "TokenReview"),
    review("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", namespaced: true),
    review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
    review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview"),
    review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview"),
  ]

  private static let batch: [ServedResource] = [
    make("batch", "v1", "cronjobs", "CronJob", short: ["cj"], categories: ["all"], status: true),
    make("batch", "v1", "jobs", "Job", categories: ["all"], status: true),
  ]

  private static let policies: [ServedResource] = [
    make("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", short: ["netpol"])
  ]

  private static let roles: [ServedResource] = [
    make("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", namespaced: false),
    make("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", namespaced: false),
    make("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding"),
    make("rbac.authorization.k8s.io", "v1", "roles", "Role"),
  ]

  private static let others: [ServedResource] = [
    make(
      "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", short: ["crd", "crds"],
      categories: ["api-extensions"], status: true, namespaced: false),
    make("coordination.k8s.io", "v1", "leases", "Lease"),
    make("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice"),
  ]

  private static func make(
    _ group: String, _ version: String, _ plural: String, _ kind: String, short: [String] = [],
    categories: [String] = [], status: Bool = false, namespaced: Bool = true,
    _ adjust: (inout ServedResource) -> Void = { _ in }
  ) -> ServedResource {
    let hasProtobuf = ProtobufObjects.type(group, kind) != nil
    var served = ServedResource(group, version, plural, kind, isNamespaced: namespaced, hasProtobuf: hasProtobuf)
    served.shortNames = short
    served.categories = categories
    served.hasStatus = status
    adjust(&served)
    return served
  }

  private static func review(
    _ group: String, _ plural: String, _ kind: String, namespaced: Bool = false
  ) -> ServedResource {
    make(group, "v1", plural, kind, namespaced: namespaced) { $0.verbs = ["create"] }
  }
}
