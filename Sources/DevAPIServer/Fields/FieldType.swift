/// The type of a field of a built-in kind.
indirect enum FieldType: Hashable, Sendable {
  case scalar(Scalar)
  /// An object of a type in the ``FieldTable``.
  case message(String)
  case list(FieldType)
  /// Names are texts.
  case map(FieldType)

  /// What has no fields of its own in JSON, by its word in the table.
  enum Scalar: String, Hashable, Sendable {
    case string = ""
    case int
    case long
    case bool
    case double
    /// Base64 in JSON.
    case bytes
    case time = "Time"
    case microTime = "MicroTime"
    case quantity = "Quantity"
    case intOrString = "IntOrString"
    /// A list of texts that is a message in protobuf: the values of `UserInfo.extra`.
    case texts = "Texts"
    /// Any JSON.
    case raw = "Raw"
  }

  /// Reads the end of a field's entry: `:Container`, `[Container]`, `{Quantity}`.
  init(_ text: Substring) {
    switch text.first {
    case "["?: self = .list(Self.named(text.dropFirst().dropLast()))
    case "{"?: self = .map(Self.named(text.dropFirst().dropLast()))
    default: self = Self.named(text.dropFirst())
    }
  }

  private static func named(_ word: Substring) -> FieldType {
    Scalar(rawValue: String(word)).map { .scalar($0) } ?? .message(String(word))
  }

  /// Whether Go writes its zero value as `null`.
  var isNullWhenZero: Bool {
    switch self {
    case .list, .map, .scalar(.time), .scalar(.microTime): true
    case .message, .scalar: false
    }
  }

  /// The type as Go's messages name it.
  var goName: String {
    switch self {
    case .scalar(let scalar): scalar.goName
    case .message(let name): "v1." + name.split(separator: ".").suffix(1).joined()
    case .list(let element): "[]" + element.goName
    case .map(let element): "map[string]" + element.goName
    }
  }
}

extension FieldType.Scalar {
  fileprivate var goName: String {
    switch self {
    case .string, .time, .microTime: "string"
    case .int: "int32"
    case .long: "int64"
    case .bool: "bool"
    case .double: "float64"
    case .bytes: "[]uint8"
    case .quantity: "resource.Quantity"
    case .intOrString: "intstr.IntOrString"
    case .texts: "v1.ExtraValue"
    case .raw: "runtime.RawExtension"
    }
  }
}
