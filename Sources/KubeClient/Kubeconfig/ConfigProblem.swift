package import KubeCore

/// One thing that is wrong with a configuration, and where.
package struct ConfigProblem: Error, Hashable, Sendable {
  /// `nil` where no file is to blame.
  package var file: String?
  package var mark: SourceMark?
  /// What was expected, in a sentence; never shows a secret.
  package var message: String

  package init(file: String? = nil, mark: SourceMark? = nil, message: String) {
    self.file = file
    self.mark = mark
    self.message = message
  }

  /// `kubeconfig:7:3: clusters[0].cluster.server: …`
  package var text: String {
    let place = [file, mark.map { "\($0.line):\($0.column)" }].compactMap { $0 }.joined(separator: ":")
    return place.isEmpty ? message : "\(place): \(message)"
  }
}

/// Why there is no configuration: everything that is wrong, at once.
package struct ConfigError: Error, Hashable, Sendable {
  package var problems: [ConfigProblem]
  /// Whether nothing was configured at all, so that another source may be tried (client-go `IsEmptyConfig`).
  package var isEmptyConfiguration = false

  package init(_ problems: [ConfigProblem], isEmptyConfiguration: Bool = false) {
    self.problems = problems
    self.isEmptyConfiguration = isEmptyConfiguration
  }

  /// One line for each problem.
  package var message: String { problems.map(\.text).joined(separator: "\n") }
}
