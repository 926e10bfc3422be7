/// Something in a policy that the API server would refuse. What it says matches nothing.
package struct PolicyProblem: Hashable, Sendable {
  package let policy: NamespacedName
  /// `spec.egress[0].to[1].ipBlock.cidr`.
  package let path: String
  package let message: String
}

extension PolicyProblem: CustomStringConvertible {
  package var description: String { "\(policy): \(path): \(message)" }
}
