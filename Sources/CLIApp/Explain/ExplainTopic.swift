import KubeCore

/// What `netrisk explain` is asked about.
enum ExplainTopic: Hashable, Sendable {
  case pod(namespace: String, name: String)
  case workload(ObjectKey)
  case cluster
  case connection(ConnectionQuestion)

  static let names = ["pod", "workload", "cluster", "connection"]

  /// Reads the topic from the positional arguments and, for a connection, its options.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    let topic = arguments.positionals.first ?? ""
    let subject = arguments.positionals.dropFirst().first
    let isConnection = topic == "connection"
    for option in [ExplainCommand.from, ExplainCommand.to, ExplainCommand.port]
    where !isConnection && arguments.value(option) != nil {
      throw UsageError("--\(option.name) belongs to explain connection")
    }
    switch topic {
    case "pod": self = try Self.pod(subject)
    case "workload": self = try Self.workload(subject)
    case "cluster", "connection":
      if let subject { throw UsageError("explain \(topic) takes no argument \(quoted(subject))") }
      self = isConnection ? .connection(try ConnectionQuestion(arguments)) : .cluster
    default:
      let meant = Suggestion.nearest(to: topic, among: Self.names)
      throw UsageError(
        "explain knows no topic \(quoted(topic)): it is one of \(Self.names.joined(separator: ", "))"
          + (meant.map { "; did you mean \($0)?" } ?? ""))
    }
  }

  private static func pod(_ subject: String?) throws(UsageError) -> ExplainTopic {
    let parts = parts(subject)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw UsageError("explain pod takes NAMESPACE/NAME" + got(subject))
    }
    return .pod(namespace: parts[0], name: parts[1])
  }

  private static func workload(_ subject: String?) throws(UsageError) -> ExplainTopic {
    let parts = parts(subject)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
      throw UsageError("explain workload takes KIND/NAMESPACE/NAME" + got(subject))
    }
    guard let kind = kind(named: parts[0]) else {
      let meant = Suggestion.nearest(to: parts[0].lowercased(), among: kinds.map { $0.lowercased() })
      throw UsageError(
        "\(quoted(parts[0])) is no kind of workload: it is one of \(kinds.joined(separator: ", "))"
          + (meant.map { "; did you mean \($0)?" } ?? ""))
    }
    return .workload(ObjectKey(kind: kind, namespace: parts[1], name: parts[2]))
  }

  private static let kinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job", "Pod"]

  /// The kind of a name as kubectl takes it: singular, plural or short, in any case.
  private static func kind(named name: String) -> String? {
    let name = name.lowercased()
    return kinds.first { kind in
      [kind.lowercased(), kind.lowercased() + "s", ReportText.shortName(of: kind)].contains(name)
        || (kind == "Pod" && name == "po")
    }
  }

  static func parts(_ text: String?) -> [String] {
    (text ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  static func got(_ text: String?) -> String { text.map { ", not \(quoted($0))" } ?? "" }
}
