package import Support

/// Short words for the forms that the API types use.
extension Schema {
  package static func string(
    _ description: String, max: Int, min: Int = 0, pattern: String? = nil, format: String? = nil
  ) -> Schema {
    var rules = StringRules()
    (rules.minLength, rules.pattern, rules.format) = (min, pattern, format)
    return Schema(.string(maxLength: max, rules), description)
  }

  /// A text for people whose numbers may move a little without being news.
  package static func message(_ description: String, max: Int = 1024) -> Schema {
    string(description, max: max).gradual
  }

  package static func choice(_ description: String, _ values: [String]) -> Schema {
    var rules = StringRules()
    rules.values = values
    return Schema(.string(maxLength: values.map(\.count).max() ?? 0, rules), description)
  }

  /// RFC 3339.
  package static func time(_ description: String) -> Schema {
    string(description, max: 64, format: "date-time")
  }

  /// `int32`.
  package static func count(_ description: String, min: Int64 = 0, max: Int64 = Int64(Int32.max)) -> Schema {
    Schema(.integer(minimum: min, maximum: max, isLarge: false), description)
  }

  /// A count or rate whose small moves are no news.
  package static func rate(_ description: String) -> Schema { count(description).gradual }

  /// `int64`, within what JSON keeps exactly.
  package static func generation(_ description: String) -> Schema {
    Schema(.integer(minimum: 0, maximum: 1 << 53, isLarge: true), description)
  }

  package static func boolean(_ description: String) -> Schema { Schema(.boolean, description) }

  package static func object(_ description: String, _ fields: [SchemaField]) -> Schema {
    Schema(.object(fields), description)
  }

  package static func list(
    _ description: String, of items: Schema, max: Int, _ type: ListType = .atomic
  ) -> Schema {
    Schema(.array(items, maxItems: max, type), description)
  }

  package static func map(_ description: String, of values: Schema, max: Int) -> Schema {
    Schema(.map(values, maxProperties: max), description)
  }

  package var gradual: Schema { with { $0.movement = .gradual } }

  package func defaulting(to value: Tree) -> Schema { with { $0.defaultValue = value } }

  package func validated(_ rules: SchemaRule...) -> Schema { with { $0.validations += rules } }

  private func with(_ change: (inout Schema) -> Void) -> Schema {
    var copy = self
    change(&copy)
    return copy
  }
}
