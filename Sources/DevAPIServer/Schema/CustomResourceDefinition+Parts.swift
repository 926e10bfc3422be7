internal import KubeCore
internal import Support

extension CustomResourceDefinition.Names {
  /// `ValidateCustomResourceDefinitionNames`.
  func validate(at path: SchemaPath, into errors: inout [FieldError]) {
    func check(_ name: String, _ value: String, _ prefix: String = "", lowercased: Bool = false) {
      guard !value.isEmpty else { return }
      let details = NameRules.dns1035Label(lowercased ? value.lowercased() : value)
      guard !details.isEmpty else { return }
      errors.append(
        FieldError(
          .invalid, field: path.child(name).description, badValue: goQuoted(value),
          prefix + details.joined(separator: ",")))
    }
    let mixed = "may have mixed case, but should otherwise match: "
    check("plural", plural)
    check("singular", singular)
    check("kind", kind, mixed, lowercased: true)
    check("listKind", listKind, mixed, lowercased: true)
    for (index, name) in shortNames.enumerated() { check("shortNames[\(index)]", name) }
    if !kind.isEmpty, kind == listKind {
      errors.append(
        FieldError(
          .invalid, field: path.child("listKind").description, badValue: goQuoted(listKind),
          "kind and listKind may not be the same"))
    }
    for (index, name) in categories.enumerated() { check("categories[\(index)]", name) }
  }
}

extension CustomResourceDefinition.PrinterColumn {
  /// `ValidateCustomResourceColumnDefinition`.
  func validate(at path: SchemaPath, into errors: inout [FieldError]) {
    func invalid(_ field: String, _ value: String, _ detail: String) {
      errors.append(FieldError(.invalid, field: path.child(field).description, badValue: goQuoted(value), detail))
    }
    if name.isEmpty { errors.append(FieldError(.required, field: path.child("name").description)) }
    let types = ["boolean", "date", "integer", "number", "string"]
    let formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"]
    if type.isEmpty {
      errors.append(
        FieldError(.required, field: path.child("type").description, "must be one of " + types.joined(separator: ",")))
    } else if !types.contains(type) {
      invalid("type", type, "must be one of " + types.joined(separator: ","))
    }
    if !format.isEmpty, !formats.contains(format) {
      invalid("format", format, "must be one of " + formats.joined(separator: ","))
    }
    if jsonPath.isEmpty {
      errors.append(FieldError(.required, field: path.child("JSONPath").description))
    } else if !jsonPath.hasPrefix(".") {
      invalid("JSONPath", jsonPath, "must be a simple json path starting with .")
    }
  }
}

extension CustomResourceDefinition.Scale {
  /// `ValidateCustomResourceDefinitionSubresources`.
  func validate(at path: SchemaPath, into errors: inout [FieldError]) {
    func check(_ name: String, _ value: String, _ roots: [String], _ words: String) {
      let place = path.child("scale." + name).description
      if value.isEmpty {
        errors.append(FieldError(.required, field: place))
      } else if !value.hasPrefix(".") {
        errors.append(
          FieldError(.invalid, field: place, badValue: goQuoted(value), "must be a simple json path starting with ."))
      } else if !roots.contains(where: value.hasPrefix) {
        errors.append(
          FieldError(.invalid, field: place, badValue: goQuoted(value), "should be a json path under " + words))
      }
    }
    check("specReplicasPath", specReplicasPath, [".spec."], ".spec")
    check("statusReplicasPath", statusReplicasPath, [".status."], ".status")
    if let labelSelectorPath, !labelSelectorPath.isEmpty {
      check("labelSelectorPath", labelSelectorPath, [".spec.", ".status."], "either .spec or .status")
    }
  }
}
