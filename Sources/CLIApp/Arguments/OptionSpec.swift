/// One option of a command, as data: parsing, `--help` and completion are made from it.
package struct OptionSpec: Hashable, Sendable {
  /// What an option's value may be.
  package enum Value: Hashable, Sendable {
    /// A path; shells complete it.
    case path(String)
    /// One of these words; parsing refuses others.
    case choice(String, [String])
    /// Free text, checked by whoever reads it.
    case text(String)

    /// How help names the value.
    package var placeholder: String {
      switch self {
      case .path(let name), .choice(let name, _), .text(let name): name
      }
    }

    package var choices: [String] {
      if case .choice(_, let words) = self { words } else { [] }
    }
  }

  /// The long name without dashes.
  package let name: String
  package let short: Character?
  /// `nil` for a flag.
  package let value: Value?
  package let isRepeatable: Bool
  /// One line without a final full stop, as kubectl's options have it.
  package let summary: String

  package init(
    _ name: String, short: Character? = nil, value: Value? = nil, isRepeatable: Bool = false, _ summary: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isRepeatable = isRepeatable
    self.summary = summary
  }
}
