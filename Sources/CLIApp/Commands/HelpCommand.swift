/// `netrisk help [COMMAND]`.
enum HelpCommand: Command {
  static let spec = CommandSpec(
    name: "help", summary: "Show the help of a command",
    description: ["Show what NetRisk is for and which commands it has, or the help of one command."],
    usage: ["[COMMAND]"], positionals: [CommandSpec.Positional(isRequired: false)],
    examples: [
      CommandSpec.Example("List the commands", "{program} help"),
      CommandSpec.Example("Show the options of analyze", "{program} help analyze"),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let help = HelpText(program: context.environment.program)
    guard let name = context.arguments.positionals.first else {
      context.write(help.overview(NetRiskCommand.specs))
      return 0
    }
    let specs = NetRiskCommand.specs.filter { !$0.isHidden }
    guard let spec = specs.first(where: { $0.name == name }) else {
      let meant = Suggestion.nearest(to: name, among: specs.map(\.name))
      throw UsageError("there is no command \(quoted(name))" + (meant.map { "; did you mean \($0)?" } ?? ""))
    }
    context.write(help.command(spec))
    return 0
  }
}
