package import KubeCore
internal import Support

extension StructuralSchema {
  enum Level { case root, item, field }

  /// Why this is no structural schema, in the order of the words. Source: apiextensions-apiserver,
  /// pkg/apiserver/schema/validation.go and complete.go.
  package func structuralErrors(at path: SchemaPath) -> [FieldError] {
    let errors = invariantErrors(.root, path) + completenessErrors(values, at: path, from: path)
    return errors.sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
  }

  private func invariantErrors(_ level: Level, _ path: SchemaPath) -> [FieldError] {
    var errors: [FieldError] = []
    func add(_ type: FieldError.ErrorType, _ path: SchemaPath, bad: String? = nil, _ detail: String) {
      errors.append(FieldError(type, field: path.description, badValue: bad, detail))
    }
    let typePath = path.child("type")
    if type == "array", items == nil { add(.required, path.child("items"), "must be specified") }
    if let items { errors += items.invariantErrors(.item, path.child("items")) }
    for (name, property) in properties {
      errors += property.invariantErrors(.field, path.child("properties").key(name))
    }
    if let additionalProperties {
      let place = path.child("additionalProperties")
      if level == .root { add(.forbidden, place, "must not be used at the root") }
      if let schema = additionalProperties.schema { errors += schema.invariantErrors(.field, place) }
      if isEmbeddedResource { add(.forbidden, place, "must not be used if x-kubernetes-embedded-resource is set") }
    }
    if isIntOrString {
      for (isSet, name) in [
        (preservesUnknownFields, "x-kubernetes-preserve-unknown-fields"),
        (isEmbeddedResource, "x-kubernetes-embedded-resource"),
      ] where isSet {
        add(.invalid, path.child(name), bad: "true", "must be false if x-kubernetes-int-or-string is true")
      }
    }
    errors += values.nestedErrors(
      path, skippingAnyOf: Self.isIntOrString(values.anyOf),
      skippingFirstAllOf: values.allOf.first.map { Self.isIntOrString($0.values.anyOf) } ?? false)
    if isEmbeddedResource, type != "object" {
      let detail = "must be object if x-kubernetes-embedded-resource is true"
      if type.isEmpty { add(.required, typePath, detail) } else { add(.invalid, typePath, bad: goQuoted(type), detail) }
    } else if type.isEmpty, !isIntOrString, !preservesUnknownFields {
      let places = [
        Level.root: "at the root", .item: "for specified array items", .field: "for specified object fields",
      ]
      add(.required, typePath, "must not be empty \(places[level] ?? "")")
    }
    if level == .root, !type.isEmpty, type != "object" {
      add(.invalid, typePath, bad: goQuoted(type), "must be object at the root")
    }
    errors += metadataErrors(level, path)
    return errors
  }

  private func metadataErrors(_ level: Level, _ path: SchemaPath) -> [FieldError] {
    var errors: [FieldError] = []
    let checksMetadata = level == .root || isEmbeddedResource
    func require(_ name: String, _ wanted: String) {
      guard checksMetadata, let property = properties[name], property.type != wanted else { return }
      let place = path.child("properties").key(name).child("type").description
      errors.append(FieldError(.invalid, field: place, badValue: goQuoted(property.type), "must be \(wanted)"))
    }
    require("kind", "string")
    require("apiVersion", "string")
    require("metadata", "object")
    if level == .root, var metadata = properties["metadata"] {
      if Set(metadata.properties.keys).isSubset(of: ["name", "generateName"]) { metadata.properties = [:] }
      metadata.type = ""
      metadata.defaultValue = nil
      if metadata != StructuralSchema() {
        let place = path.child("properties").key("metadata").description
        errors.append(
          FieldError(
            .forbidden, field: place,
            "must not specify anything other than name and generateName, but metadata is implicitly specified"))
      }
    }
    if isEmbeddedResource, !preservesUnknownFields, properties.isEmpty {
      errors.append(
        FieldError(
          .required, field: path.child("properties").description,
          "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"))
    }
    return errors
  }

  /// The one pattern in which a branch may have a type: an integer or a string.
  private static func isIntOrString(_ branches: [StructuralSchema]) -> Bool {
    var integer = StructuralSchema()
    integer.type = "integer"
    var string = StructuralSchema()
    string.type = "string"
    return branches == [integer, string]
  }
}

extension ValueRules {
  fileprivate func nestedErrors(
    _ path: SchemaPath, skippingAnyOf: Bool, skippingFirstAllOf: Bool
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if !skippingAnyOf {
      for (index, branch) in anyOf.enumerated() { errors += branch.branchErrors(path.child("anyOf").index(index)) }
    }
    for (index, branch) in allOf.enumerated() {
      let place = path.child("allOf").index(index)
      errors += branch.branchErrors(place, skippingAnyOf: skippingFirstAllOf && index == 0)
    }
    for (index, branch) in oneOf.enumerated() { errors += branch.branchErrors(path.child("oneOf").index(index)) }
    if let not { errors += not.branchErrors(path.child("not")) }
    if !pattern.isEmpty {
      do throws(GoRegexError) { _ = try GoRegex(pattern) } catch {
        errors.append(
          FieldError(
            .invalid, field: path.child("pattern").description, badValue: goQuoted(pattern),
            "must be a valid regular expression, but isn't: \(error.message)"))
      }
    }
    return errors
  }
}

extension StructuralSchema {
  /// What a branch of a logical junctor may not say.
  fileprivate func branchErrors(_ path: SchemaPath, skippingAnyOf: Bool = false) -> [FieldError] {
    var errors = values.nestedErrors(path, skippingAnyOf: skippingAnyOf, skippingFirstAllOf: false)
    if let items { errors += items.branchErrors(path.child("items")) }
    for (name, property) in properties { errors += property.branchErrors(path.child("properties").key(name)) }
    let forbidden: [(Bool, String, String)] = [
      (!type.isEmpty, "type", "must be empty to be structural"),
      (isAdditionalSet, "additionalProperties", "must be undefined to be structural"),
      (defaultValue != nil, "default", "must be undefined to be structural"),
      (!title.isEmpty, "title", "must be empty to be structural"),
      (!description.isEmpty, "description", "must be empty to be structural"),
      (isNullable, "nullable", "must be false to be structural"),
      (preservesUnknownFields, "x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
      (isEmbeddedResource, "x-kubernetes-embedded-resource", "must be false to be structural"),
      (isIntOrString, "x-kubernetes-int-or-string", "must be false to be structural"),
      (!listMapKeys.isEmpty, "x-kubernetes-list-map-keys", "must be empty to be structural"),
      (listTypeText != nil, "x-kubernetes-list-type", "must be undefined to be structural"),
      (mapTypeText != nil, "x-kubernetes-map-type", "must be undefined to be structural"),
      (!validationRules.isEmpty, "x-kubernetes-validations", "must be empty to be structural"),
    ]
    for (isSet, name, detail) in forbidden where isSet {
      errors.append(FieldError(.forbidden, field: path.child(name).description, detail))
    }
    if properties["metadata"] != nil {
      let place = path.child("properties").key("metadata").description
      errors.append(FieldError(.forbidden, field: place, "must not be specified in a nested context"))
    }
    return errors
  }

  private var isAdditionalSet: Bool {
    switch additionalProperties {
    case nil, .allowed(false)?: false
    default: true
    }
  }

  /// What a branch speaks of must be declared outside it as well.
  fileprivate func completenessErrors(
    _ rules: ValueRules, at structure: SchemaPath, from place: SchemaPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if let not = rules.not { errors += completenessErrors(not, at: structure, from: place.child("not")) }
    for (name, branches) in [("allOf", rules.allOf), ("anyOf", rules.anyOf), ("oneOf", rules.oneOf)] {
      for (index, branch) in branches.enumerated() {
        errors += completenessErrors(branch, at: structure, from: place.child(name).index(index))
      }
    }
    return errors
  }

  private func completenessErrors(
    _ branch: StructuralSchema, at structure: SchemaPath, from place: SchemaPath
  ) -> [FieldError] {
    var errors = completenessErrors(branch.values, at: structure, from: place)
    func descend(_ branch: StructuralSchema, _ own: StructuralSchema?, _ structure: SchemaPath, _ place: SchemaPath) {
      if let own {
        errors += own.completenessErrors(branch, at: structure, from: place)
      } else {
        errors.append(FieldError(.required, field: structure.description, "because it is defined in \(place)"))
      }
    }
    if let inner = branch.items { descend(inner, items, structure.child("items"), place.child("items")) }
    for (name, inner) in branch.properties {
      descend(
        inner, properties[name], structure.child("properties").key(name), place.child("properties").key(name))
    }
    return errors
  }
}
