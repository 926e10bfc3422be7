/// Two things for which kube-router computes one and the same name of a chain or an ipset, so that one overwrites the
/// other.
///
/// The names are hashes of namespace, policy and rule numbers joined without separators: namespace `a` with policy `bc`
/// and namespace `ab` with policy `c` are the same to it, and so are rule 1 with port 11 and rule 11 with port 1.
package struct SetNameCollision: Hashable, Sendable {
  /// How the names begin: `KUBE-NWPLCY`, `KUBE-SRC` or `KUBE-DST`.
  package let prefix: String
  /// Two or more, in order of policy and rule.
  package let owners: [Owner]

  package struct Owner: Hashable, Comparable, Sendable {
    package let policy: NamespacedName
    /// `egress[1], named port 11`; empty where it is the policy as a whole.
    package let part: String

    package static func < (left: Owner, right: Owner) -> Bool {
      (left.policy, left.part) < (right.policy, right.part)
    }
  }
}

extension SetNameCollision: CustomStringConvertible {
  /// `KUBE-DST: a/p egress[1], named port 11 = a/p egress[11], named port 1`.
  package var description: String {
    let names = owners.map { $0.part.isEmpty ? "\($0.policy)" : "\($0.policy) \($0.part)" }
    return "\(prefix): \(names.joined(separator: " = "))"
  }
}
