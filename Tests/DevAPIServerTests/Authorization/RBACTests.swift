import Support
import Testing

@testable import DevAPIServer

@Suite("Authorization")
struct RBACTests {
  private static let user = UserIdentity(name: "u", groups: ["devs", "system:authenticated"])

  private static func authorizer() throws -> RBACAuthorizer {
    func list(_ text: String) throws -> [Tree] { try Fixture.parse(text).elements }
    return RBACAuthorizer(
      clusterRoles: try list(
        #"""
        [{"metadata":{"name":"reader"},"rules":[{"verbs":["get","list"],"apiGroups":[""],"resources":["pods","pods/status"]},
          {"verbs":["get"],"nonResourceURLs":["/metrics","/debug/*"]}]},
         {"metadata":{"name":"part","labels":{"to":"sum"}},"rules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*/scale"]}]},
         {"metadata":{"name":"sum"},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to":"sum"}}]},"rules":[]}]
        """#),
      clusterRoleBindings: try list(
        #"""
        [{"metadata":{"name":"all"},"roleRef":{"kind":"ClusterRole","name":"reader"},"subjects":[{"kind":"Group","name":"devs"}]},
         {"metadata":{"name":"sums"},"roleRef":{"kind":"ClusterRole","name":"sum"},"subjects":[{"kind":"User","name":"u"}]}]
        """#),
      roles: try list(
        #"""
        [{"metadata":{"name":"one","namespace":"ns"},"rules":[{"verbs":["update"],"apiGroups":["apps"],
          "resources":["deployments"],"resourceNames":["web"]}]}]
        """#),
      roleBindings: try list(
        #"""
        [{"metadata":{"name":"b","namespace":"ns"},"roleRef":{"kind":"Role","name":"one"},
          "subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"ns"},{"kind":"User","name":"u"}]}]
        """#))
  }

  @Test(
    "Rules allow what they name and nothing else",
    arguments: [
      ("get", "", "pods", "", "", true), ("get", "", "pods", "status", "", true), ("get", "", "pods", "log", "", false),
      ("delete", "", "pods", "", "", false), ("get", "apps", "pods", "", "", false),
      ("update", "apps", "deployments", "scale", "x", true), ("update", "apps", "deployments", "", "web", true),
      ("update", "apps", "deployments", "", "other", false), ("update", "apps", "deployments", "", "", false),
      ("create", "authorization.k8s.io", "selfsubjectaccessreviews", "", "", true),
    ])
  func resources(
    verb: String, group: String, resource: String, subresource: String, name: String, expected: Bool
  ) throws {
    var request = AccessRequest(user: Self.user, verb: verb)
    (request.group, request.resource, request.subresource, request.name) = (group, resource, subresource, name)
    request.namespace = "ns"
    #expect(try Self.authorizer().decide(request).isAllowed == expected)
  }

  @Test(
    "Paths are allowed by name and by prefix",
    arguments: [
      ("/metrics", true), ("/debug/pprof", true), ("/debugger", false), ("/healthz", true), ("/openapi/v3", true),
      ("/nothing", false),
    ])
  func paths(path: String, expected: Bool) throws {
    #expect(try Self.authorizer().decide(AccessRequest(user: Self.user, verb: "get", path: path)).isAllowed == expected)
  }

  @Test("The reason names binding, role and subject as the server does")
  func reasons() throws {
    var request = AccessRequest(user: Self.user, verb: "get")
    request.resource = "pods"
    let authorizer = try Self.authorizer()
    #expect(
      authorizer.decide(request).reason
        == #"RBAC: allowed by ClusterRoleBinding "all" of ClusterRole "reader" to Group "devs""#)
    var update = AccessRequest(user: UserIdentity(name: "system:serviceaccount:ns:bot"), verb: "update")
    (update.group, update.resource, update.name, update.namespace) = ("apps", "deployments", "web", "ns")
    #expect(
      authorizer.decide(update).reason
        == #"RBAC: allowed by RoleBinding "b/ns" of Role "one" to ServiceAccount "bot/ns""#)
    update.namespace = "other"
    #expect(!authorizer.decide(update).isAllowed)
    let health = AccessRequest(user: .anonymous, verb: "get", path: "/healthz")
    #expect(
      authorizer.decide(health).reason
        == "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of ClusterRole \"system:public-info-viewer\""
        + " to Group \"system:unauthenticated\"")
  }

  @Test("Reviews answer as the server does")
  func reviews() throws {
    let authorizer = try Self.authorizer()
    let spec = try Fixture.parse(#"{"resourceAttributes":{"verb":"get","resource":"secrets"}}"#)
    let asked = AccessReview.accessStatus(kind: "SelfSubjectAccessReview", spec: spec, asking: .admin, authorizer)
    #expect(asked == ["allowed": true])
    #expect(
      AccessReview.accessStatus(kind: "SubjectAccessReview", spec: spec, asking: .admin, authorizer) == [
        "allowed": false
      ])
    #expect(AccessReview.tokenStatus(nil) == ["user": .object([]), "error": "invalid bearer token"])
    let limited = UserIdentity(name: "limited", uid: "2", groups: ["system:authenticated"])
    #expect(
      AccessReview.tokenStatus(limited)
        == (try Fixture.parse(
          #"{"authenticated":true,"user":{"username":"limited","uid":"2","groups":["system:authenticated"]},"audiences":["https://kubernetes.default.svc"]}"#
        )))
    let rules = AccessReview.rulesStatus(spec: ["namespace": "default"], asking: limited, RBACAuthorizer())
    #expect(
      rules["resourceRules"]
        == (try Fixture.parse(
          #"""
          [{"verbs":["create"],"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"]},
           {"verbs":["create"],"apiGroups":["authentication.k8s.io"],"resources":["selfsubjectreviews"]}]
          """#)))
    #expect(rules["incomplete"] == false)
  }
}
