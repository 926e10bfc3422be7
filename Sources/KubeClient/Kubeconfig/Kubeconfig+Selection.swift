import KubeCore

extension Kubeconfig {
  /// The parts of a kubeconfig that are used: what the context names, or the command line instead of it.
  struct Selection {
    var cluster: Cluster?
    var user: User?
    var namespace = ""
    /// The context's own node, for errors about what it names.
    var node: ConfigNode?
  }

  /// Chooses context, cluster and user; collects what is missing.
  ///
  /// Unlike kubectl, which then asks for a user name and a password, a user that does not exist is an error.
  func select(_ overrides: KubeconfigOverrides, _ problems: inout [ConfigProblem]) -> Selection {
    var selection = Selection()
    let name = overrides.context.isEmpty ? currentContext : overrides.context
    let context = contexts[name]
    if let context {
      selection.node = context.node
      selection.namespace = context.namespace
    } else if !name.isEmpty {
      problems.append(missing("context", name, contexts.keys, overrides.context.isEmpty ? currentContextNode : nil))
    } else if !contexts.isEmpty, overrides.cluster.isEmpty, overrides.server.isEmpty {
      problems.append(
        ConfigProblem(message: "no current-context is set; choose a context: \(Self.listing(contexts.keys))"))
    }
    if !overrides.namespace.isEmpty { selection.namespace = overrides.namespace }
    let cluster = overrides.cluster.isEmpty ? context?.cluster ?? "" : overrides.cluster
    selection.cluster = clusters[cluster]
    if selection.cluster == nil, !cluster.isEmpty {
      let node = overrides.cluster.isEmpty ? context?.node.member("cluster") : nil
      problems.append(missing("cluster", cluster, clusters.keys, node))
    } else if cluster.isEmpty, let context {
      problems.append(context.node.problem("the context names no cluster", at: "cluster"))
    }
    let user = overrides.user.isEmpty ? context?.user ?? "" : overrides.user
    selection.user = users[user]
    if selection.user == nil, !user.isEmpty {
      let node = overrides.user.isEmpty ? context?.node.member("user") : nil
      problems.append(missing("user", user, users.keys, node))
    }
    return selection
  }

  private func missing(
    _ what: String, _ name: String, _ known: some Collection<String>, _ node: ConfigNode?
  ) -> ConfigProblem {
    let message = "there is no \(what) \(WireError.quoted(name)); there is \(Self.listing(known))"
    return node?.problem(message) ?? ConfigProblem(message: message)
  }

  private static func listing(_ names: some Collection<String>) -> String {
    let shown = names.sorted().prefix(10).map { WireError.quoted($0) }
    if shown.isEmpty { return "none" }
    return shown.joined(separator: ", ") + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
  }
}
