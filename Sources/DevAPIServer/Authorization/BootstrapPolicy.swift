/// What the API server grants from its start. Source: kubernetes, plugin/pkg/auth/authorizer/rbac/bootstrappolicy.
enum BootstrapPolicy {
  struct Binding: Sendable {
    /// The name of the binding and of its role.
    var role: String
    var groups: [String]
    var rules: [PolicyRule]
  }

  static let bindings = [
    Binding(
      role: "system:basic-user", groups: ["system:authenticated"],
      rules: [
        PolicyRule(
          ["create"], group: "authorization.k8s.io",
          resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
        PolicyRule(["create"], group: "authentication.k8s.io", resources: ["selfsubjectreviews"]),
      ]),
    Binding(
      role: "system:discovery", groups: ["system:authenticated"],
      rules: [
        PolicyRule(get: [
          "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version",
          "/version/",
        ])
      ]),
    Binding(
      role: "system:public-info-viewer", groups: ["system:authenticated", "system:unauthenticated"],
      rules: [PolicyRule(get: ["/healthz", "/livez", "/readyz", "/version", "/version/"])]),
  ]

  /// Roles that bindings may name without anyone having made them.
  static let roles: [String: [PolicyRule]] = {
    var paths = PolicyRule(get: ["*"])
    paths.verbs = ["*"]
    return ["cluster-admin": [PolicyRule(["*"], group: "*", resources: ["*"]), paths]]
  }()
}
