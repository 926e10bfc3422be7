/// The direction of a connection as a policy sees it: out of its source, into its destination.
package enum PolicyDirection: String, CaseIterable, Hashable, Sendable {
  case egress = "Egress"
  case ingress = "Ingress"

  /// The field of a rule that lists its peers.
  var peersField: String { self == .egress ? "to" : "from" }

  /// The field of a policy's spec that lists its rules.
  var rulesField: String { self == .egress ? "egress" : "ingress" }
}
