internal import Support

/// What someone wants to do: the attributes that an authorizer judges.
struct AccessRequest: Hashable, Sendable {
  var user: UserIdentity
  var verb: String
  var group = ""
  var resource = ""
  var subresource = ""
  var name = ""
  var namespace = ""
  /// Set for what is no resource: `/healthz`.
  var path: String?

  init(user: UserIdentity, verb: String, path: String? = nil) {
    self.user = user
    self.verb = verb
    self.path = path
  }

  /// The question of a SubjectAccessReview's `spec`, asked about `user`.
  init(_ spec: Tree, user: UserIdentity) {
    func text(_ tree: Tree?, _ name: String) -> String { tree?[name]?.stringValue ?? "" }
    let attributes = spec["resourceAttributes"]
    let other = spec["nonResourceAttributes"]
    self.user = user
    verb = text(other ?? attributes, "verb")
    path = other.map { text($0, "path") }
    group = text(attributes, "group")
    resource = text(attributes, "resource")
    subresource = text(attributes, "subresource")
    name = text(attributes, "name")
    namespace = text(attributes, "namespace")
  }
}
