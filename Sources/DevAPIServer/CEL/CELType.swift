internal import Support

/// A static type in CEL, as Kubernetes declares it for a schema. Source: apiserver, pkg/cel/common/schemas.go.
indirect enum CELType: Hashable, Sendable {
  case dyn, null, bool, int, double, string, bytes, timestamp, duration
  case list(CELType)
  case map(CELType)
  /// An object with known properties, by their schema.
  case object(StructuralSchema)
  /// `oldSelf` where the rule says it may be absent; nothing in the subset can look inside.
  case optional

  /// The type that rules see; `nil` where a schema is hidden from them (unknown members only).
  init?(_ schema: StructuralSchema, isResourceRoot: Bool = false) {
    if schema.isIntOrString {
      self = .dyn
      return
    }
    let schema = isResourceRoot ? schema.withTypeAndObjectMeta : schema
    switch schema.type {
    case "array":
      guard let items = schema.items, let element = CELType(items, isResourceRoot: items.isEmbeddedResource) else {
        return nil
      }
      self = .list(element)
    case "object":
      if let values = schema.additionalProperties?.schema {
        guard let value = CELType(values, isResourceRoot: values.isEmbeddedResource) else { return nil }
        self = .map(value)
      } else {
        self = .object(schema)
      }
    case "string":
      switch schema.values.format {
      case "byte": self = .bytes
      case "duration": self = .duration
      case "date", "date-time": self = .timestamp
      default: self = .string
      }
    case "boolean": self = .bool
    case "number": self = .double
    case "integer": self = .int
    default: return nil
    }
  }

  /// The type of a property by its escaped name; `nil` where there is none that rules may see.
  func field(_ name: String) -> CELType? {
    guard case .object(let schema) = self, let property = schema.property(escaped: name) else { return nil }
    return CELType(property.schema, isResourceRoot: property.schema.isEmbeddedResource)
  }

  /// As messages name it.
  var text: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element.text))"
    case .map(let value): "map(string, \(value.text))"
    case .object: "object"
    case .optional: "optional_type(object)"
    }
  }

  /// Whether two values of these types may be compared for being equal.
  func isComparable(to other: CELType) -> Bool {
    switch (self, other) {
    case (.dyn, _), (_, .dyn): true
    case (.null, .object), (.object, .null), (.null, .timestamp), (.timestamp, .null), (.null, .duration),
      (.duration, .null):
      true
    case (.list(let left), .list(let right)), (.map(let left), .map(let right)): left.isComparable(to: right)
    default: self == other
    }
  }

  /// Whether `<` and its like are defined; numbers compare across types.
  func isOrdered(with other: CELType) -> Bool {
    let numbers: Set<CELType> = [.int, .double]
    let scalars: Set<CELType> = [.bool, .int, .double, .string, .bytes, .timestamp, .duration]
    switch (self, other) {
    case (.dyn, .dyn): return true
    case (.dyn, _): return scalars.contains(other)
    case (_, .dyn): return scalars.contains(self)
    default: return (self == other && scalars.contains(self)) || (numbers.contains(self) && numbers.contains(other))
    }
  }
}

extension StructuralSchema {
  /// A property by the name that rules call it; source: apiserver, pkg/cel/escaping.go.
  func property(escaped name: String) -> (name: String, schema: StructuralSchema)? {
    if let property = properties[name], CELNames.escaped(name) == name { return (name, property) }
    return properties.first { CELNames.escaped($0.key) == name }.map { ($0.key, $0.value) }
  }

  /// With the kind, the version and the names of the metadata, which rules at the root may always see.
  var withTypeAndObjectMeta: StructuralSchema {
    var text = StructuralSchema()
    text.type = "string"
    var metadata = StructuralSchema()
    metadata.type = "object"
    metadata.properties = ["name": text, "generateName": text]
    var result = self
    result.properties["kind"] = text
    result.properties["apiVersion"] = text
    result.properties["metadata"] = metadata
    return result
  }
}

/// Names of members as identifiers of CEL.
enum CELNames {
  private static let reserved: Set<String> = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
    "loop", "package", "namespace", "return", "var", "void", "while",
  ]

  /// The identifier of a member; `nil` for a name that rules cannot say.
  static func escaped(_ name: String) -> String? {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return nil }
    if reserved.contains(name) { return "__\(name)__" }
    var result = ""
    var rest = Substring(name)
    while let character = rest.unicodeScalars.first {
      if rest.hasPrefix("__") {
        result += "__underscores__"
        rest = rest.dropFirst(2)
        continue
      }
      switch character {
      case ".": result += "__dot__"
      case "-": result += "__dash__"
      case "/": result += "__slash__"
      case "a"..."z", "A"..."Z", "0"..."9", "_": result.unicodeScalars.append(character)
      default: return nil
      }
      rest.unicodeScalars.removeFirst()
    }
    return result
  }
}
