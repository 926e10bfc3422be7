package import Support

/// One node of a structural OpenAPI v3 schema, as a CustomResourceDefinition carries it.
///
/// The API types are described by these and nowhere else: `config/crd/bases` is written from them, and the writer of
/// statuses reads from them which fields may lag behind (``Movement``).
package struct Schema: Hashable, Sendable {
  package indirect enum Form: Hashable, Sendable {
    /// At most `maxLength` code points.
    case string(maxLength: Int, StringRules)
    case integer(minimum: Int64, maximum: Int64, isLarge: Bool)
    case boolean
    case object([SchemaField])
    case array(Schema, maxItems: Int, ListType)
    /// Free keys, all values alike.
    case map(Schema, maxProperties: Int)
  }

  /// How the API server merges a list (`x-kubernetes-list-type`).
  package enum ListType: Hashable, Sendable {
    case atomic
    case set
    case map(keys: [String])
  }

  /// How a field's value counts when a status is compared with the one before.
  package enum Movement: Hashable, Sendable {
    /// Any change is news.
    case exact
    /// A number, or a text with numbers in it: small moves of the numbers are no news.
    case gradual
  }

  package struct StringRules: Hashable, Sendable {
    package var minLength = 0
    package var pattern: String?
    package var values: [String] = []
    package var format: String?

    package init() {}
  }

  package var form: Form
  package var description: String
  package var movement = Movement.exact
  package var validations: [SchemaRule] = []
  package var defaultValue: Tree?

  package init(_ form: Form, _ description: String) {
    self.form = form
    self.description = description
  }
}

/// A field of an object.
package struct SchemaField: Hashable, Sendable {
  package var name: String
  package var schema: Schema
  package var isRequired: Bool

  package init(_ name: String, _ schema: Schema, isRequired: Bool = false) {
    self.name = name
    self.schema = schema
    self.isRequired = isRequired
  }

  /// A field that must be there.
  package static func required(_ name: String, _ schema: Schema) -> SchemaField {
    SchemaField(name, schema, isRequired: true)
  }

  package static func optional(_ name: String, _ schema: Schema) -> SchemaField { SchemaField(name, schema) }
}

/// A CEL rule with what people are told when it fails (`x-kubernetes-validations`).
package struct SchemaRule: Hashable, Sendable {
  package var rule: String
  package var message: String

  package init(_ rule: String, _ message: String) {
    self.rule = rule
    self.message = message
  }
}
