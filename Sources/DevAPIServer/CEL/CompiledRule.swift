internal import Support

/// One entry of `x-kubernetes-validations`, checked against the schema that it stands in.
struct CompiledRule: Sendable {
  let rule: ValidationRule
  /// `nil` where the rule did not compile; then ``error`` says why.
  private(set) var program: CELExpression?
  private(set) var message: CELExpression?
  private(set) var error: String?
  private(set) var messageError: String?
  private(set) var usesOldSelf = false

  init(_ rule: ValidationRule, _ type: CELType?) {
    self.rule = rule
    let type = type ?? .dyn
    let old: CELType = rule.optionalOldSelf == true ? .optional : type
    let checked = Self.compile(rule.rule, type, old)
    usesOldSelf = checked.usesOldSelf
    if let text = checked.error {
      error = "compilation failed: " + text
    } else if checked.type != .bool {
      error = "cel expression must evaluate to a bool"
    } else {
      program = checked.expression
    }
    guard error == nil, !rule.messageExpression.isEmpty else { return }
    let worded = Self.compile(rule.messageExpression, type, old)
    if let text = worded.error {
      messageError = "messageExpression compilation failed: " + text
    } else if worded.type != .string {
      messageError = "messageExpression must evaluate to a string"
    } else {
      message = worded.expression
    }
  }

  private static func compile(
    _ source: String, _ type: CELType, _ old: CELType
  ) -> (expression: CELExpression?, type: CELType, usesOldSelf: Bool, error: String?) {
    do throws(CELError) {
      let expression = try CELParser.parse(source)
      var checker = CELChecker(variables: ["self": type, "oldSelf": old])
      let type = checker.check(expression)
      let text = checker.errors.map { $0.text(in: source) }.joined(separator: "\n")
      return (expression, type, checker.usedNames.contains("oldSelf"), text.isEmpty ? nil : text)
    } catch {
      return (nil, .dyn, false, error.text(in: source))
    }
  }

  /// The words of a failed rule. Source: `ruleMessageOrDefault`.
  var words: String { rule.message.isEmpty ? "failed rule: " + shortWords : shortWords }

  /// The message, or else the rule itself.
  var shortWords: String {
    let text = rule.message.isEmpty ? rule.rule : rule.message
    return text.trimmingBlanks
  }
}

extension String {
  /// Without blanks and line breaks at its ends.
  var trimmingBlanks: String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
