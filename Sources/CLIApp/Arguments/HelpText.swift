/// Writes `--help` from specifications, in 80 columns.
struct HelpText {
  static let width = 80

  /// The name that the program was called by.
  let program: String

  /// The help of one command.
  func command(_ spec: CommandSpec) -> String {
    var lines: [String] = []
    for paragraph in spec.description {
      lines += wrapped(filled(paragraph), width: Self.width) + [""]
    }
    lines += ["Usage:"] + usageLines(spec) + [""]
    if !spec.examples.isEmpty { lines += ["Examples:"] + exampleLines(spec.examples) }
    lines += ["Options:"] + spec.options.flatMap(optionLines)
    if !spec.exitCodes.isEmpty {
      lines += ["", "Exit codes:"]
      for exit in spec.exitCodes { lines += wrapped(exit.meaning, width: Self.width, first: "  \(exit.code)  ") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the program is for and which commands it has.
  func overview(_ commands: [CommandSpec]) -> String {
    let shown = commands.filter { !$0.isHidden }
    var lines = wrapped(Self.purpose, width: Self.width)
    lines += ["", "Usage:", "  \(program) COMMAND [options]", "", "Commands:"]
    for command in shown {
      lines += wrapped(command.summary, width: Self.width, first: "  " + command.name.leading(14))
    }
    lines += ["", "Examples:"] + exampleLines(Self.examples)
    lines.append("Run '\(program) COMMAND --help' for the options of a command.")
    return lines.joined(separator: "\n") + "\n"
  }

  private static let purpose = """
    NetRisk tells which workloads of a Kubernetes cluster are exposed to network interruption by policy churn, what \
    drives it, and which change would help by how much.
    """

  private static let examples = [
    CommandSpec.Example("Analyze the cluster of the current kubeconfig", "{program} analyze"),
    CommandSpec.Example("Analyze the manifests of a folder", "{program} analyze -f manifests/"),
    CommandSpec.Example("See when a CronJob's schedule runs", "{program} schedule '*/5 * * * *'"),
  ]

  private func usageLines(_ spec: CommandSpec) -> [String] {
    spec.usage.flatMap { form in
      wrapped(form, width: Self.width, first: "  \(program) \(spec.name) ", rest: "      ")
    }
  }

  private func exampleLines(_ examples: [CommandSpec.Example]) -> [String] {
    examples.flatMap { example in
      ["  # " + example.purpose]
        + filled(example.command).split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 } + [""]
    }
  }

  private func optionLines(_ option: OptionSpec) -> [String] {
    var name = option.short.map { "  -\($0), " } ?? "      "
    name += "--" + option.name + (option.value.map { " " + $0.placeholder } ?? "")
    let column = 28
    var summary = filled(option.summary)
    if !(option.value?.choices.isEmpty ?? true) {
      summary += ": " + (option.value?.choices.joined(separator: ", ") ?? "")
    }
    let indent = String(repeating: " ", count: column)
    if name.count + 2 > column { return [name] + wrapped(summary, width: Self.width, first: indent) }
    return wrapped(summary, width: Self.width, first: name.leading(column), rest: indent)
  }

  private func filled(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: "{program}") {
      result += rest[..<range.lowerBound] + program
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
