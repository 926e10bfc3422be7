package import Support

/// The part of a schema that restricts values without giving them structure. Source: `ValueValidation` in
/// apiextensions-apiserver, pkg/apiserver/schema/structural.go.
package struct ValueRules: Hashable, Sendable {
  package var format = ""
  package var maximum: Double?
  package var isMaximumExclusive = false
  package var minimum: Double?
  package var isMinimumExclusive = false
  package var maxLength: Int64?
  package var minLength: Int64?
  package var pattern = ""
  package var maxItems: Int64?
  package var minItems: Int64?
  package var hasUniqueItems = false
  package var multipleOf: Double?
  package var enumeration: [Tree] = []
  package var maxProperties: Int64?
  package var minProperties: Int64?
  package var required: [String] = []
  package var allOf: [StructuralSchema] = []
  package var anyOf: [StructuralSchema] = []
  package var oneOf: [StructuralSchema] = []
  /// None or one: a value can hold itself only behind a reference.
  private var notStorage: [StructuralSchema] = []
  package var not: StructuralSchema? {
    get { notStorage.first }
    set { notStorage = newValue.map { [$0] } ?? [] }
  }

  package init() {}
}
