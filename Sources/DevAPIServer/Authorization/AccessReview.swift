internal import Support

/// Answers questions about rights: the `status` of the reviews of authorization.k8s.io and authentication.k8s.io.
enum AccessReview {
  /// SubjectAccessReview and LocalSubjectAccessReview ask about the user in the specification, SelfSubjectAccessReview
  /// about who asks.
  static func accessStatus(kind: String, spec: Tree, asking: UserIdentity, _ authorizer: RBACAuthorizer) -> Tree {
    var user = asking
    if kind != "SelfSubjectAccessReview" {
      user = UserIdentity(
        name: spec["user"]?.stringValue ?? "", uid: spec["uid"]?.stringValue ?? "",
        groups: (spec["groups"]?.elements ?? []).compactMap(\.stringValue))
    }
    let decision = authorizer.decide(AccessRequest(spec, user: user))
    return .members(("allowed", .bool(decision.isAllowed)), ("reason", .nonEmpty(decision.reason)))
  }

  /// SelfSubjectRulesReview: every rule that holds for who asks.
  static func rulesStatus(spec: Tree, asking: UserIdentity, _ authorizer: RBACAuthorizer) -> Tree {
    let rules = authorizer.rules(for: asking, namespace: spec["namespace"]?.stringValue ?? "")
    return [
      "resourceRules": .array(rules.filter { !$0.resources.isEmpty }.map(\.tree)),
      "nonResourceRules": .array(rules.filter { !$0.nonResourceURLs.isEmpty }.map(\.tree)), "incomplete": false,
    ]
  }

  /// TokenReview: `user` is whose token it is, `nil` where it is nobody's.
  static func tokenStatus(_ user: UserIdentity?) -> Tree {
    guard let user else { return ["user": .object([]), "error": "invalid bearer token"] }
    return [
      "authenticated": true, "user": userInfo(user), "audiences": ["https://kubernetes.default.svc"],
    ]
  }

  /// `authentication.k8s.io/v1` UserInfo.
  static func userInfo(_ user: UserIdentity) -> Tree {
    .members(
      ("username", .string(user.name)), ("uid", .nonEmpty(user.uid)),
      ("groups", .nonEmpty(user.groups.map { .string($0) })))
  }
}
