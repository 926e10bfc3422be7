package import Support

/// One entry of `x-kubernetes-validations`.
package struct ValidationRule: Hashable, Sendable {
  /// The CEL expression that must be true.
  package var rule = ""
  package var message = ""
  /// A CEL expression that yields the message; empty where there is none.
  package var messageExpression = ""
  /// `FieldValueInvalid` and its like; `nil` means invalid.
  package var reason: String?
  /// `.spec.foo`, relative to where the rule stands; empty for that place itself.
  package var fieldPath = ""
  package var optionalOldSelf: Bool?

  package init() {}

  /// The rule in the member order of the API.
  package var tree: Tree {
    .members(
      ("rule", .string(rule)), ("message", message.isEmpty ? nil : .string(message)),
      ("messageExpression", messageExpression.isEmpty ? nil : .string(messageExpression)),
      ("reason", reason.map { .string($0) }), ("fieldPath", fieldPath.isEmpty ? nil : .string(fieldPath)),
      ("optionalOldSelf", optionalOldSelf.map { .bool($0) }))
  }
}
