import KubeCore

/// Whether K3s' own policy controller runs, as the arguments of its servers tell.
///
/// `--disable-network-policy` is among the arguments that all servers must share; while it is rolled out, they differ.
struct K3sServers {
  enum Controller: Hashable {
    case on
    case off
    /// Arguments that cannot be read.
    case untold
  }

  private var disabling: [String] = []
  private var enabling: [String] = []
  private var unreadable: [String] = []

  init(_ nodes: [Node]) {
    for node in nodes where node.k3sSignal != nil {
      switch K3sArguments(annotation: node.metadata.annotations[K3sArguments.annotation]) {
      case .server(let isDisabled):
        if isDisabled { disabling.append(node.metadata.name) } else { enabling.append(node.metadata.name) }
      case .unreadable: unreadable.append(node.metadata.name)
      case .agent, .absent: break
      }
    }
  }

  /// What runs on a node: its own arguments on a server, the servers' on an agent, the default where nothing is told.
  func controller(on node: Node) -> (state: Controller, signal: String) {
    if case .server(let isDisabled) = K3sArguments(annotation: node.metadata.annotations[K3sArguments.annotation]) {
      return (isDisabled ? .off : .on, wording(isDisabled, server: node.metadata.name) + disagreement)
    }
    if let server = enabling.first { return (.on, wording(false, server: server) + disagreement) }
    if let server = disabling.first { return (.off, wording(true, server: server)) }
    if let name = unreadable.first {
      return (
        .untold, "\(K3sArguments.annotation) of node \(name) cannot be read, so its policy controller cannot be told"
      )
    }
    return (.on, "no server's \(K3sArguments.annotation) is given, and K3s runs its policy controller by default")
  }

  private func wording(_ isDisabled: Bool, server: String) -> String {
    let flag = K3sArguments.disableFlag
    return "\(K3sArguments.annotation) of server \(server) "
      + (isDisabled ? "sets \(flag)" : "does not set \(flag)")
  }

  private var disagreement: String {
    guard let on = enabling.first, let off = disabling.first else { return "" }
    return "; the servers disagree: \(off) sets it, \(on) does not"
  }
}

extension Node {
  /// The field that shows that a node runs K3s; `nil` where none does.
  ///
  /// A cloud provider replaces the instance type, and a dump may lack annotations: any one is enough.
  var k3sSignal: String? {
    let version = status.nodeInfo.kubeletVersion
    if version.contains("+k3s") { return "status.nodeInfo.kubeletVersion is \(version.shortened(to: 40))" }
    let label = "node.kubernetes.io/instance-type"
    if metadata.labels[label] == "k3s" { return "label \(label)=k3s" }
    if metadata.annotations[K3sArguments.annotation] != nil { return "annotation \(K3sArguments.annotation)" }
    return nil
  }
}
