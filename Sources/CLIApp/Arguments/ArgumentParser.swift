/// Splits a command's arguments by its specification, as pflag does: `--name value`, `--name=value`, `-n value`,
/// `-nvalue`, bundled flags, and `--` before arguments that only look like options.
struct ArgumentParser {
  let spec: CommandSpec
  private var rest: ArraySlice<String>
  private var parsed = ParsedArguments()

  init(spec: CommandSpec, arguments: [String]) {
    self.spec = spec
    rest = arguments[...]
  }

  static func parse(_ arguments: [String], spec: CommandSpec) throws(UsageError) -> ParsedArguments {
    var parser = ArgumentParser(spec: spec, arguments: arguments)
    return try parser.run()
  }

  private mutating func run() throws(UsageError) -> ParsedArguments {
    while let argument = rest.popFirst() {
      if argument == "--" {
        parsed.positionals += rest
        break
      } else if argument.hasPrefix("--") {
        try readLong(argument.dropFirst(2))
      } else if argument.hasPrefix("-"), argument.count > 1 {
        try readShort(argument.dropFirst())
      } else {
        parsed.positionals.append(argument)
      }
    }
    return parsed
  }

  private mutating func readLong(_ text: Substring) throws(UsageError) {
    let name = String(text.prefix { $0 != "=" })
    let value = text.count > name.count ? String(text.dropFirst(name.count + 1)) : nil
    guard let option = spec.options.first(where: { $0.name == name }) else { throw unknown("--" + name) }
    if option.value == nil {
      guard let flag = ["true", "false"].first(where: { $0 == value ?? "true" }) else {
        throw UsageError("--\(name) is a flag and takes no value but true or false")
      }
      parsed.values[name] = [flag]
    } else {
      try store(option, value ?? rest.popFirst(), as: "--" + name)
    }
  }

  private mutating func readShort(_ letters: Substring) throws(UsageError) {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = spec.options.first(where: { $0.short == letter }) else { throw unknown("-\(letter)") }
      if option.value == nil {
        parsed.values[option.name] = ["true"]
        continue
      }
      let attached = letters.first == "=" ? letters.dropFirst() : letters
      try store(option, letters.isEmpty ? rest.popFirst() : String(attached), as: "-\(letter)")
      return
    }
  }

  private mutating func store(_ option: OptionSpec, _ value: String?, as name: String) throws(UsageError) {
    guard let value else { throw UsageError("\(name) needs a value: \(option.value?.placeholder ?? "")") }
    var stored = value
    if case .choice(_, let choices)? = option.value {
      guard let match = choices.first(where: { $0.lowercased() == value.lowercased() }) else {
        let meant = Suggestion.nearest(to: value.lowercased(), among: choices)
        throw UsageError(
          "\(name) cannot be \(quoted(value)): it is one of \(choices.joined(separator: ", "))"
            + (meant.map { "; did you mean \($0)?" } ?? ""))
      }
      stored = match
    }
    parsed.values[option.name] = (option.isRepeatable ? parsed.all(option) : []) + [stored]
  }

  private func unknown(_ name: String) -> UsageError {
    let known =
      spec.options.map { "--" + $0.name }
      + (name.count == 2 ? spec.options.compactMap { $0.short.map { "-\($0)" } } : [])
    guard name.count > 2, let meant = Suggestion.nearest(to: name, among: known) else {
      return UsageError("there is no option \(name)")
    }
    return UsageError("there is no option \(name); did you mean \(meant)?")
  }
}

/// A word of the user's in quotes, control characters made visible.
func quoted(_ text: String) -> String { "'" + printable(text) + "'" }
