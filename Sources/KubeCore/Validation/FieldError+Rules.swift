import Support

extension [FieldError] {
  /// `field.Required`.
  mutating func required(_ path: FieldPath, _ detail: String = "") {
    append(FieldError(.required, path, detail))
  }

  /// `field.Forbidden`.
  mutating func forbidden(_ path: FieldPath, _ detail: String) {
    append(FieldError(.forbidden, path, detail))
  }

  /// `field.Invalid` of a string, once for each detail.
  mutating func invalid(_ path: FieldPath, _ value: String, _ details: [String]) {
    for detail in details { append(FieldError(.invalid, path, badValue: goQuoted(value), detail)) }
  }

  /// `field.Invalid` of a number.
  mutating func invalid(_ path: FieldPath, _ value: some BinaryInteger, _ detail: String) {
    append(FieldError(.invalid, path, badValue: String(value), detail))
  }

  /// `field.Invalid` of anything that Go would print as JSON.
  mutating func invalid(_ path: FieldPath, json: String, _ detail: String) {
    append(FieldError(.invalid, path, badValue: json, detail))
  }

  /// `field.Duplicate` of a string.
  mutating func duplicate(_ path: FieldPath, _ value: String) {
    append(FieldError(.duplicate, path, badValue: goQuoted(value)))
  }

  /// `field.NotSupported` of a string type of its own, which Go prints as JSON.
  mutating func notSupported(_ path: FieldPath, _ value: String, _ supported: [String]) {
    notSupported(path, json: GoText.json(value), supported)
  }

  mutating func notSupported(_ path: FieldPath, json: String, _ supported: [String]) {
    let values = supported.map { goQuoted($0) }.joined(separator: ", ")
    append(FieldError(.notSupported, path, badValue: json, "supported values: " + values))
  }

  /// `ValidateNonnegativeField`.
  mutating func negative(_ path: FieldPath, _ value: (some BinaryInteger)?) {
    if let value, value < 0 { invalid(path, value, "must be greater than or equal to 0") }
  }

  /// `IsValidPortNum`.
  mutating func portNumber(_ path: FieldPath, _ value: Int32) {
    if !(1...65_535).contains(value) { invalid(path, value, "must be between 1 and 65535, inclusive") }
  }

  /// `ValidatePortNumOrName`.
  mutating func port(_ path: FieldPath, _ value: IntOrString) {
    switch value {
    case .int(let number): portNumber(path, number)
    case .string(let name): invalid(path, name, NameRules.portName(name))
    }
  }
}
