import Support

/// `netrisk version`.
enum VersionCommand: Command {
  /// The version of this program.
  static let current = "0.1.0"

  static let spec = CommandSpec(
    name: "version", summary: "Print the version",
    description: ["Print the version of NetRisk and of the report format that it writes."],
    usage: ["[-o FORMAT]"], options: [.output(["text", "json", "yaml"])],
    examples: [
      CommandSpec.Example("Print the version", "{program} version"),
      CommandSpec.Example("Print it for a program", "{program} version -o json"),
    ],
    exitCodes: [CommandSpec.ExitCode(0, "Printed."), CommandSpec.ExitCode(1, "The command line is wrong.")])

  static func run(_ context: CommandContext) throws -> Int32 {
    let tree = Tree.members(("version", .string(current)), ("reportApiVersion", .string(reportVersion)))
    switch context.arguments.value(.anyOutput) {
    case "json": context.write(Documents.json(tree))
    case "yaml": context.write(Documents.yaml(tree))
    default: context.write("netrisk \(current)\n")
    }
    return 0
  }

  private static var reportVersion: String { Analysis.reportVersion }
}
