/// Who makes a request.
package struct UserIdentity: Hashable, Sendable {
  package var name: String
  package var uid: String
  package var groups: [String]

  package init(name: String, uid: String = "", groups: [String] = []) {
    self.name = name
    self.uid = uid
    self.groups = groups
  }

  /// Without credentials.
  package static let anonymous = UserIdentity(name: "system:anonymous", groups: ["system:unauthenticated"])
  /// May do everything.
  package static let admin = UserIdentity(name: "admin", groups: ["system:masters"])

  package var isMaster: Bool { groups.contains("system:masters") }
}
