import KubeCore
import NetRiskAPI

/// The objects that `netrisk reconcile` is to have looked at again.
struct ReconcileSelection: Hashable, Sendable {
  enum NetRisks: Hashable, Sendable {
    case none
    /// All of the namespace, or of all namespaces.
    case all
    case named([String])
  }

  var netRisks = NetRisks.none
  /// `nil` for the namespace of the kubeconfig's context; empty for all.
  var namespace: String?
  var includesCluster = false

  init(_ arguments: ParsedArguments) throws(UsageError) {
    namespace = arguments.value(.namespaceOfObjects)
    if let namespace, namespace.isEmpty { throw UsageError("--namespace needs a name, and it is empty") }
    includesCluster = arguments.isSet(ReconcileCommand.cluster)
    let names = try arguments.positionals.map(Self.name)
    let isAll = arguments.isSet(ReconcileCommand.all) || arguments.isSet(ReconcileCommand.allNamespaces)
    if isAll, !names.isEmpty { throw UsageError("give names, or --all, or --all-namespaces") }
    if arguments.isSet(ReconcileCommand.allNamespaces) { namespace = "" }
    if isAll {
      netRisks = .all
    } else if !names.isEmpty {
      netRisks = .named(names)
    } else if !includesCluster {
      throw UsageError("reconcile needs names of NetRisks, --all, --all-namespaces or --cluster")
    }
  }

  /// A name alone, or as kubectl prints it: `netrisk.netrisk.dev/NAME`.
  private static func name(_ text: String) throws(UsageError) -> String {
    let resource = NetRisk.resource
    var name = text[...]
    for kind in ["netrisk", resource.plural, "netrisk.\(resource.group)", "\(resource.plural).\(resource.group)"]
    where text.hasPrefix(kind + "/") { name = text.dropFirst(kind.count + 1) }
    guard !name.isEmpty, !name.contains("/") else { throw UsageError("\(quoted(text)) is no name of a NetRisk") }
    return String(name)
  }
}
