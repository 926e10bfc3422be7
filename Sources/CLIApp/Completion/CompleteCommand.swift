/// `netrisk __complete WORD...`: candidates for the last word, which may be empty.
///
/// One candidate a line, with its description after a tab, then `:` and a directive. Source: kubectl
/// `pkg/cmd/plugin/plugin_completion.go` and Cobra's `ShellCompDirective`.
enum CompleteCommand: Command {
  static let name = "__complete"

  static let spec = CommandSpec(
    name: name, summary: "Print completions", description: ["Print completions of the last word."],
    usage: ["WORD..."], examples: [], isHidden: true)

  static func run(_ context: CommandContext) throws -> Int32 {
    let completion = Completion(words: context.arguments.positionals, commands: NetRiskCommand.specs)
    let lines = completion.candidates.map { candidate in
      candidate.description.isEmpty ? candidate.word : candidate.word + "\t" + candidate.description
    }
    context.write(lines: lines + [":\(completion.directive.rawValue)"])
    return 0
  }
}
