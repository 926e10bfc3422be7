import KubeCore
import Support

extension KubeconfigReader {
  mutating func user(_ node: ConfigNode) -> Kubeconfig.User {
    var user = Kubeconfig.User(node: node)
    user.clientCertificate = path(node, "client-certificate")
    user.clientCertificateData = data(node, "client-certificate-data")
    user.clientKey = path(node, "client-key")
    user.clientKeyData = data(node, "client-key-data")
    user.token = secret(node, "token")
    user.tokenFile = path(node, "tokenFile")
    user.username = string(node, "username")
    user.password = secret(node, "password")
    user.impersonation = impersonation(node)
    if let exec = node.member("exec"), isObject(exec) { user.plugin = plugin(exec) }
    user.problems = takeObjections()
    return user
  }

  private mutating func impersonation(_ node: ConfigNode) -> Impersonation {
    var impersonation = Impersonation(user: string(node, "as"))
    impersonation.uid = string(node, "as-uid")
    impersonation.groups = strings(node, "as-groups")
    if let extra = node.member("as-user-extra"), isObject(extra) {
      for child in extra.children {
        guard case .field(let key)? = child.path.last, child.value != .null else { continue }
        impersonation.extra[key] = strings(extra, key)
      }
    }
    return impersonation
  }

  private mutating func plugin(_ node: ConfigNode) -> ExecPlugin? {
    let version = string(node, "apiVersion")
    let parsed = ExecPlugin.Version(rawValue: version)
    if isUnset(node, "apiVersion") {
      object(node, "expected '\(ExecPlugin.Version.v1.rawValue)', found nothing", at: "apiVersion")
    } else if parsed == nil, !version.isEmpty {
      let known = ExecPlugin.Version.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      object(node, "expected \(known), found \(WireError.quoted(version))", at: "apiVersion")
    }
    let command = command(node, "command")
    if isUnset(node, "command") { object(node, "expected a command to run", at: "command") }
    let mode = interactiveMode(node, parsed)
    var variables: [ExecPlugin.Variable] = []
    for entry in elements(node, "env") where isObject(entry) {
      let name = string(entry, "name")
      if isUnset(entry, "name") { object(entry, "expected the name of a variable", at: "name") }
      variables.append(ExecPlugin.Variable(name: name, value: Secret(string(entry, "value"))))
    }
    let arguments = strings(node, "args")
    guard let parsed, let mode else { return nil }
    var plugin = ExecPlugin(version: parsed, command: command, interactiveMode: mode)
    plugin.arguments = arguments
    plugin.environment = variables
    plugin.installHint = string(node, "installHint")
    plugin.providesClusterInfo = bool(node, "provideClusterInfo")
    return plugin
  }

  /// v1 has no default (client-go `SetDefaults_ExecConfig`).
  private mutating func interactiveMode(
    _ node: ConfigNode, _ version: ExecPlugin.Version?
  ) -> ExecPlugin.InteractiveMode? {
    let text = string(node, "interactiveMode")
    if let mode = ExecPlugin.InteractiveMode(rawValue: text) { return mode }
    if text.isEmpty, version == .v1beta1 { return .ifAvailable }
    let found = text.isEmpty ? "nothing" : WireError.quoted(text)
    if text.isEmpty, !isUnset(node, "interactiveMode") { return nil }
    object(node, "expected 'Never', 'IfAvailable' or 'Always', found \(found)", at: "interactiveMode")
    return nil
  }

  /// Whether there is nothing, or an empty text; a value of another type has its own problem.
  private func isUnset(_ node: ConfigNode, _ name: String) -> Bool {
    guard let value = node.member(name)?.value else { return true }
    return value == ""
  }
}
