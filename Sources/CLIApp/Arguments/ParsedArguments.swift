/// What a command line says, split by its specification.
package struct ParsedArguments: Hashable, Sendable {
  /// Values of each option in order; a flag's is `true` or `false`.
  package var values: [String: [String]] = [:]
  package var positionals: [String] = []

  package init() {}

  /// The last value given, `nil` where the option was not.
  package func value(_ option: OptionSpec) -> String? { values[option.name]?.last }

  /// Every value of a repeatable option, in order.
  package func all(_ option: OptionSpec) -> [String] { values[option.name] ?? [] }

  /// Whether a flag was given, and how; `nil` where it was not.
  package func flag(_ option: OptionSpec) -> Bool? { value(option).map { $0 == "true" } }

  package func isSet(_ option: OptionSpec) -> Bool { value(option) == "true" }
}
