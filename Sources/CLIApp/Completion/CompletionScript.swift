/// Completion scripts, made from the commands' specifications.
struct CompletionScript {
  let commands: [CommandSpec]

  var bash: String {
    var lines = [
      "# bash completion for netrisk",
      "_netrisk() {",
      "  local cur prev cmd words",
      "  COMPREPLY=()",
      "  cur=\"${COMP_WORDS[COMP_CWORD]}\"",
      "  prev=\"${COMP_WORDS[COMP_CWORD-1]}\"",
      "  cmd=\"${COMP_WORDS[1]}\"",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    COMPREPLY=($(compgen -W \"\(names)\" -- \"$cur\"))",
      "    return",
      "  fi",
      "  case \"$cmd:$prev\" in",
    ]
    for command in commands {
      for option in command.options {
        guard let value = option.value else { continue }
        let spellings = ["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])
        let pattern = spellings.map { "\(command.name):\($0)" }.joined(separator: "|")
        lines.append("    \(pattern)) \(bashValue(value)); return ;;")
      }
    }
    lines += ["  esac", "  case \"$cmd\" in"]
    for command in commands {
      let words = choices(command) + command.options.map { "--" + $0.name }
      lines.append("    \(command.name)) words=\"\(words.joined(separator: " "))\" ;;")
    }
    lines += [
      "    *) words=\"\" ;;", "  esac", "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))", "}",
      "complete -o bashdefault -F _netrisk netrisk", "complete -o bashdefault -F _netrisk kubectl-netrisk",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func bashValue(_ value: OptionSpec.Value) -> String {
    switch value {
    case .path: "COMPREPLY=($(compgen -f -- \"$cur\"))"
    case .choice(_, let words): "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$cur\"))"
    case .text: "COMPREPLY=()"
    }
  }

  var zsh: String {
    var lines = [
      "#compdef netrisk kubectl-netrisk", "_netrisk() {", "  local -a commands", "  commands=(",
    ]
    lines += commands.map { "    '\($0.name):\(zshText($0.summary))'" }
    lines += [
      "  )", "  if (( CURRENT == 2 )); then", "    _describe command commands", "    return", "  fi",
      "  local command=${words[2]}", "  shift words", "  (( CURRENT-- ))", "  case $command in",
    ]
    for command in commands {
      lines.append("    \(command.name))")
      let specs = command.options.flatMap(zshOption) + zshPositionals(command)
      lines.append("      _arguments -s \\")
      lines.append(specs.map { "        \($0)" }.joined(separator: " \\\n"))
      lines.append("      ;;")
    }
    lines += ["  esac", "}", "_netrisk \"$@\""]
    return lines.joined(separator: "\n") + "\n"
  }

  private func zshOption(_ option: OptionSpec) -> [String] {
    var value = ""
    switch option.value {
    case .path(let name): value = ":\(name):_files"
    case .choice(let name, let words): value = ":\(name):(\(words.joined(separator: " ")))"
    case .text(let name): value = ":\(name):"
    case nil: break
    }
    let star = option.isRepeatable ? "*" : ""
    let summary = "[\(zshText(option.summary))]\(value)'"
    let long = "'\(star)--\(option.name)\(option.value == nil ? "" : "=")\(summary)"
    return [long] + (option.short.map { ["'\(star)-\($0)\(option.value == nil ? "" : "+")\(summary)"] } ?? [])
  }

  private func zshPositionals(_ command: CommandSpec) -> [String] {
    command.positionals.indices.map { index in
      let words = index == 0 ? choices(command) : command.positionals[index].choices
      return "'\(index + 1):argument:\(words.isEmpty ? "" : "(\(words.joined(separator: " ")))")'"
    }
  }

  var fish: String {
    var lines = ["# fish completion for netrisk", "complete -c netrisk -f"]
    for command in commands {
      lines.append("complete -c netrisk -n __fish_use_subcommand -a \(command.name) -d '\(fishText(command.summary))'")
    }
    for command in commands {
      let start = "complete -c netrisk -n '__fish_seen_subcommand_from \(command.name)'"
      if !choices(command).isEmpty { lines.append("\(start) -a '\(choices(command).joined(separator: " "))'") }
      for option in command.options {
        var line = start + (option.short.map { " -s \($0)" } ?? "") + " -l \(option.name)"
        switch option.value {
        case .path: line += " -r -F"
        case .choice(_, let words): line += " -x -a '\(words.joined(separator: " "))'"
        case .text: line += " -x"
        case nil: break
        }
        lines.append(line + " -d '\(fishText(option.summary))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var names: String { commands.map(\.name).joined(separator: " ") }

  /// Words for the first positional argument.
  private func choices(_ command: CommandSpec) -> [String] {
    command.name == "help" ? commands.map(\.name) : command.positionals.first?.choices ?? []
  }

  private func zshText(_ text: String) -> String {
    text.replacing("'", with: "").replacing(":", with: "\\:").replacing("[", with: "(").replacing("]", with: ")")
  }

  private func fishText(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") }
}
