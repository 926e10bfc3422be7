/// The program: finds the command, runs it, and turns its end into an exit code.
package enum NetRiskCommand {
  static let commands: [any Command.Type] = [
    AnalyzeCommand.self, ExplainCommand.self, PatchesCommand.self, DiffCommand.self, ConnectivityCommand.self,
    ScheduleCommand.self, ReconcileCommand.self, OperatorCommand.self, VersionCommand.self, CompletionCommand.self,
    HelpCommand.self,
    CompleteCommand.self,
  ]

  /// Every command's specification, in the order of the overview.
  package static var specs: [CommandSpec] { commands.map { $0.spec } }

  package static func run(
    in environment: CommandLineEnvironment, analysis: AnalysisSource = .input,
    operation: OperatorSource = .process
  ) -> Int32 {
    // kubectl asks a program of this name for completions of its plugin.
    let isCompletion = environment.calledBy.hasPrefix("kubectl_complete-")
    let words = (isCompletion ? [CompleteCommand.spec.name] : []) + environment.arguments.dropFirst()
    let help = HelpText(program: environment.program)
    guard let name = words.first, !["-h", "--help"].contains(name) else {
      environment.writeOutput(help.overview(specs))
      return 0
    }
    if name == "--version" { return run(VersionCommand.self, [], environment, analysis, operation) }
    guard let command = commands.first(where: { $0.spec.name == name }) else {
      return refuse(unknownCommand(name), "\(environment.program) --help", environment)
    }
    return run(command, Array(words.dropFirst()), environment, analysis, operation)
  }

  private static func run(
    _ command: any Command.Type, _ words: [String], _ environment: CommandLineEnvironment, _ analysis: AnalysisSource,
    _ operation: OperatorSource
  ) -> Int32 {
    do {
      let arguments = command.spec.takesRawWords ? ParsedArguments(raw: words) : try parse(words, command.spec)
      if arguments.isSet(.help) {
        environment.writeOutput(HelpText(program: environment.program).command(command.spec))
        return 0
      }
      let context = CommandContext(
        environment: environment, arguments: arguments,
        defaults: try CommandDefaults(command.spec, arguments, environment), analysis: analysis, operation: operation)
      return try command.run(context)
    } catch let error as UsageError {
      _ = refuse(error, "\(environment.program) \(command.spec.name) --help", environment)
      return command.spec.failureCode
    } catch {
      let failure = error as? CommandFailure ?? CommandFailure("\(error)")
      environment.writeError("error: \(sentence(failure.message))\n" + failure.advice.map { $0 + "\n" }.joined())
      return command.spec.failureCode
    }
  }

  private static func parse(_ words: [String], _ spec: CommandSpec) throws(UsageError) -> ParsedArguments {
    let arguments = try ArgumentParser.parse(words, spec: spec)
    if arguments.isSet(.help) { return arguments }
    let required = spec.positionals.prefix { $0.isRequired }.count
    if arguments.positionals.count < required {
      throw UsageError("\(spec.name) needs \(spec.usage.first ?? "")")
    }
    if arguments.positionals.count > spec.positionals.count, spec.positionals.last?.isRepeatable != true {
      let extra = arguments.positionals[spec.positionals.count]
      throw UsageError("\(spec.name) takes no argument \(quoted(extra))")
    }
    return arguments
  }

  private static func refuse(_ error: UsageError, _ help: String, _ environment: CommandLineEnvironment) -> Int32 {
    environment.writeError("error: \(sentence(error.message))\nRun '\(help)'.\n")
    return 1
  }

  /// With a full stop, unless it asks.
  private static func sentence(_ message: String) -> String { message.hasSuffix("?") ? message : message + "." }

  private static func unknownCommand(_ name: String) -> UsageError {
    let known = specs.filter { !$0.isHidden }.map(\.name)
    guard !name.hasPrefix("-") else { return UsageError("there is no option \(quoted(name)) before a command") }
    let meant = Suggestion.nearest(to: name, among: known)
    return UsageError("there is no command \(quoted(name))" + (meant.map { "; did you mean \($0)?" } ?? ""))
  }
}

extension CommandSpec {
  /// Words to complete are not options, whatever they look like.
  var takesRawWords: Bool { name == CompleteCommand.name }
}

extension ParsedArguments {
  /// Words taken as they stand.
  init(raw words: [String]) {
    self.init()
    positionals = words
  }
}
