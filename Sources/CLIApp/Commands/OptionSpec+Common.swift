import RiskEngine

/// Options that several commands share.
extension OptionSpec {
  static let filename = OptionSpec(
    "filename", short: "f", value: .path("PATH"), isRepeatable: true,
    "File or folder of YAML or JSON manifests to read, - for standard input; may be repeated")
  static let kubeconfig = OptionSpec(
    "kubeconfig", value: .path("FILE"), "Kubeconfig to use (default KUBECONFIG, ~/.kube/config, or the pod's own)")
  static let context = OptionSpec("context", value: .text("NAME"), "Context of the kubeconfig")
  static let maxFileSize = OptionSpec(
    "max-file-size", value: .text("SIZE"), "Refuse a file that is larger (default 256Mi)")
  static let namespace = OptionSpec(
    "namespace", short: "n", value: .text("NAMESPACE"), "Show only what is in this namespace")
  static let allNamespaces = OptionSpec(
    "all-namespaces", short: "A", "Show every namespace, even where -n is given (default)")
  static let selector = OptionSpec(
    "selector", short: "l", value: .text("SELECTOR"),
    "Show only objects with these labels; supports =, ==, !=, in, notin, key and !key")
  static let engine = OptionSpec(
    "engine", value: .choice("NAME", PolicyEngine.allCases.map(\.rawValue)),
    "Policy engine of the cluster, where the input does not tell it")
  static let config = OptionSpec(
    "config", value: .path("FILE"), "Take defaults from FILE (default .netrisk.yaml or .netrisk.yml, if there)")
  static let noConfig = OptionSpec("no-config", "Read no configuration file")
  static let at = OptionSpec("at", value: .text("TIME"), "Take this moment (RFC 3339) for now")
  static let color = OptionSpec(
    "color", value: .choice("WHEN", ["auto", "always", "never"]), "When to use colour (default auto)")
  static let noColor = OptionSpec("no-color", "The same as --color never")
  static let quiet = OptionSpec("quiet", short: "q", "Leave notices out; errors and problems stay")

  /// The option `-o` with the formats that a command knows, the default first.
  static func output(_ formats: [String]) -> OptionSpec {
    OptionSpec(
      "output", short: "o", value: .choice("FORMAT", formats), "Output format (default \(formats.first ?? ""))")
  }

  /// Finds the value of any command's `-o`.
  static let anyOutput = output([])

  /// Where commands that read get their objects from, for their descriptions.
  static let sources = """
    Objects come from the files, folders or standard input that -f names, such as a dump of a cluster; without -f, from \
    the cluster of the current kubeconfig, which is asked for lists and nothing else.
    """

  /// What the configuration file is for, for the descriptions of commands that read it.
  static let configuration = """
    Defaults for a repository may stand in .netrisk.yaml of the folder that the command runs in: what to read \
    (filename), engine, failOn and more; docs/ci.md lists the keys. Options win over it; where it has filename, \
    --kubeconfig or --context still chooses a cluster.
    """
}
