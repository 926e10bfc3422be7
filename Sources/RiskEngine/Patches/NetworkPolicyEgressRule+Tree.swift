import KubeCore
import Support

extension NetworkPolicyEgressRule {
  /// The rule as a manifest has it.
  var tree: Tree {
    .members(
      ("ports", ports.isEmpty ? nil : .array(ports.map(\.tree))), ("to", to.isEmpty ? nil : .array(to.map(\.tree))))
  }
}

extension NetworkPolicyPort {
  fileprivate var tree: Tree {
    .members(
      ("protocol", `protocol`.map { .string($0) }), ("port", port.map(\.tree)),
      ("endPort", endPort.map { .integer(Int64($0)) }))
  }
}

extension IntOrString {
  /// As an object has it.
  var tree: Tree {
    switch self {
    case .int(let number): .integer(Int64(number))
    case .string(let text): .string(text)
    }
  }
}

extension NetworkPolicyPeer {
  fileprivate var tree: Tree {
    .members(
      ("podSelector", podSelector.selector?.tree), ("namespaceSelector", namespaceSelector.selector?.tree),
      (
        "ipBlock",
        ipBlock.map { block in
          .members(("cidr", .string(block.cidr)), ("except", block.except.isEmpty ? nil : .strings(block.except)))
        }
      ))
  }
}

extension LabelSelector {
  fileprivate var tree: Tree {
    .members(
      (
        "matchLabels",
        matchLabels.isEmpty ? nil : .object(matchLabels.map { Tree.Member($0.key, .string($0.value)) })
      ),
      ("matchExpressions", matchExpressions.isEmpty ? nil : .array(matchExpressions.map(\.tree))))
  }
}

extension LabelSelectorRequirement {
  /// As a manifest has it.
  var tree: Tree {
    .members(
      ("key", .string(key)), ("operator", .string(`operator`)), ("values", values.isEmpty ? nil : .strings(values)))
  }
}
