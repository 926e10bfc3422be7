/// One command, as data. `{program}` in its texts stands for the name that the program was called by.
package struct CommandSpec: Sendable {
  /// A command line that works, with what it is for.
  package struct Example: Hashable, Sendable {
    package let purpose: String
    /// One or more lines.
    package let command: String

    package init(_ purpose: String, _ command: String) {
      self.purpose = purpose
      self.command = command
    }
  }

  /// A positional argument and the words it may be, for completion.
  package struct Positional: Hashable, Sendable {
    package let choices: [String]
    package let isRequired: Bool
    /// Whether it stands for all arguments from its place on; the last one only.
    package let isRepeatable: Bool

    package init(choices: [String] = [], isRequired: Bool = true, isRepeatable: Bool = false) {
      self.choices = choices
      self.isRequired = isRequired
      self.isRepeatable = isRepeatable
    }
  }

  package struct ExitCode: Hashable, Sendable {
    package let code: Int32
    package let meaning: String

    package init(_ code: Int32, _ meaning: String) {
      self.code = code
      self.meaning = meaning
    }
  }

  package let name: String
  /// One line for the overview, without a final full stop.
  package let summary: String
  /// Paragraphs.
  package let description: [String]
  /// What follows the command's name, one line for each form.
  package let usage: [String]
  package let positionals: [Positional]
  package let options: [OptionSpec]
  package let examples: [Example]
  package let exitCodes: [ExitCode]
  /// What the program ends with where the command cannot be carried out.
  package let failureCode: Int32
  /// Left out of the overview, of suggestions and of completion.
  package let isHidden: Bool

  package init(
    name: String, summary: String, description: [String], usage: [String], positionals: [Positional] = [],
    options: [OptionSpec] = [], examples: [Example], exitCodes: [ExitCode] = [], failureCode: Int32 = 1,
    isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.usage = usage
    self.positionals = positionals
    self.options = options + [.help]
    self.examples = examples
    self.exitCodes = exitCodes
    self.failureCode = failureCode
    self.isHidden = isHidden
  }
}

extension OptionSpec {
  package static let help = OptionSpec("help", short: "h", "Show this help")
}
