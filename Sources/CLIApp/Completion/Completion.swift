/// What may stand in the place of the last word of a command line.
struct Completion {
  struct Candidate: Hashable {
    var word: String
    var description: String
  }

  /// What the shell is to do beside the candidates: Cobra's `ShellCompDirective`.
  enum Directive: Int {
    /// Complete file names.
    case files = 0
    case noFiles = 4
  }

  private(set) var candidates: [Candidate] = []
  private(set) var directive = Directive.noFiles

  init(words: [String], commands: [CommandSpec]) {
    let shown = commands.filter { !$0.isHidden }
    let last = words.last ?? ""
    guard words.count > 1, let spec = shown.first(where: { $0.name == words[0] }) else {
      if words.count < 2 { offer(shown.map { Candidate(word: $0.name, description: $0.summary) }, last) }
      return
    }
    let before = words.dropFirst().dropLast()
    if let option = Self.optionWaiting(in: before, spec) {
      offerValue(of: option, last)
    } else if last.hasPrefix("--"), let equals = last.firstIndex(of: "=") {
      let name = last[..<equals].dropFirst(2)
      guard let option = spec.options.first(where: { $0.name == name }) else { return }
      offerValue(of: option, String(last[last.index(after: equals)...]))
    } else if last.hasPrefix("-") {
      offer(spec.options.map { Candidate(word: "--" + $0.name, description: $0.summary) }, last)
    } else {
      let position = Self.positionals(in: before, spec)
      guard position < spec.positionals.count else { return }
      let choices = spec.name == "help" ? shown.map(\.name) : spec.positionals[position].choices
      offer(choices.map { Candidate(word: $0, description: "") }, last)
    }
  }

  private mutating func offer(_ candidates: [Candidate], _ prefix: String) {
    self.candidates = candidates.filter { $0.word.hasPrefix(prefix) }
  }

  private mutating func offerValue(of option: OptionSpec, _ prefix: String) {
    if case .path? = option.value { directive = .files }
    offer((option.value?.choices ?? []).map { Candidate(word: $0, description: "") }, prefix)
  }

  /// The option whose value the last word is.
  private static func optionWaiting(in words: ArraySlice<String>, _ spec: CommandSpec) -> OptionSpec? {
    var waiting: OptionSpec?
    for word in words { waiting = waiting == nil ? option(startedBy: word, spec) : nil }
    return waiting
  }

  private static func option(startedBy word: String, _ spec: CommandSpec) -> OptionSpec? {
    if word.hasPrefix("--") { return spec.options.first { $0.value != nil && "--" + $0.name == word } }
    guard word.hasPrefix("-"), word.count > 1 else { return nil }
    for (index, letter) in word.dropFirst().enumerated() {
      guard let option = spec.options.first(where: { $0.short == letter }) else { return nil }
      if option.value != nil { return index == word.count - 2 ? option : nil }
    }
    return nil
  }

  private static func positionals(in words: ArraySlice<String>, _ spec: CommandSpec) -> Int {
    var count = 0
    var waiting = false
    for word in words {
      if waiting {
        waiting = false
      } else if word.hasPrefix("-"), word.count > 1 {
        waiting = option(startedBy: word, spec) != nil
      } else {
        count += 1
      }
    }
    return count
  }
}
