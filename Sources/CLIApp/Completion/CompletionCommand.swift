/// `netrisk completion bash|zsh|fish`.
enum CompletionCommand: Command {
  static let spec = CommandSpec(
    name: "completion", summary: "Print a completion script for bash, zsh or fish",
    description: [
      "Print a script that completes commands, options and their values. kubectl completes the plugin when a link "
        + "kubectl_complete-netrisk to this program is on the PATH."
    ],
    usage: ["bash|zsh|fish"], positionals: [CommandSpec.Positional(choices: ["bash", "zsh", "fish"])],
    examples: [
      CommandSpec.Example("Complete in this bash", "source <(netrisk completion bash)"),
      CommandSpec.Example(
        "Complete in every fish", "netrisk completion fish > ~/.config/fish/completions/netrisk.fish"),
      CommandSpec.Example("Complete in every zsh", "netrisk completion zsh > \"${fpath[1]}/_netrisk\""),
    ],
    exitCodes: [CommandSpec.ExitCode(0, "Printed."), CommandSpec.ExitCode(1, "The command line is wrong.")])

  static func run(_ context: CommandContext) throws -> Int32 {
    let script = CompletionScript(commands: NetRiskCommand.specs.filter { !$0.isHidden })
    let shell = context.arguments.positionals.first ?? ""
    switch shell {
    case "bash": context.write(script.bash)
    case "zsh": context.write(script.zsh)
    case "fish": context.write(script.fish)
    default: throw UsageError("there is no script for \(quoted(shell)): it is one of bash, zsh, fish")
    }
    return 0
  }
}
