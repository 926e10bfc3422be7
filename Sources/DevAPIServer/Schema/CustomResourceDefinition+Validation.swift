package import KubeCore
internal import Support

extension CustomResourceDefinition {
  /// Why the server would refuse the definition, in its words and order; empty for a valid one. `old` is the stored
  /// definition on an update.
  ///
  /// What all versions share is named at the top (`spec.validation`), where the server's internal type has it.
  /// Left out: the cost of rules. Source: apiextensions-apiserver, pkg/apis/apiextensions/validation/validation.go.
  package func validate(old: CustomResourceDefinition? = nil) -> [FieldError] {
    var errors: [FieldError] = []
    let spec = SchemaPath("spec")
    if old == nil { validateName(into: &errors) }
    validateGroup(spec, into: &errors)
    if scope.isEmpty {
      errors.append(FieldError(.required, field: "spec.scope"))
    } else if scope != "Cluster", scope != "Namespaced" {
      errors.append(
        FieldError(
          .notSupported, field: "spec.scope", badValue: GoText.json(scope),
          "supported values: \"Cluster\", \"Namespaced\""))
    }
    validateVersions(spec, into: &errors)
    validateRequiredNames(spec.child("names"), into: &errors)
    names.validate(at: spec.child("names"), into: &errors)
    validateShared(spec, into: &errors)
    validateConversion(spec.child("conversion"), into: &errors)
    if let old { validateImmutable(old, spec, into: &errors) }
    status.acceptedNames.validate(at: SchemaPath("status.acceptedNames"), into: &errors)
    validateStoredVersions(into: &errors)
    if preservesUnknownFields, old?.preservesUnknownFields != true {
      errors.append(
        FieldError(
          .invalid, field: "spec.preserveUnknownFields", badValue: "true",
          "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"))
    }
    return errors
  }

  private func validateName(into errors: inout [FieldError]) {
    if name.isEmpty {
      errors.append(FieldError(.required, field: "metadata.name", "name or generateName is required"))
      return
    }
    var details = NameRules.dnsSubdomain(name)
    if name != names.plural + "." + group { details.append(#"must be spec.names.plural+"."+spec.group"#) }
    for detail in details {
      errors.append(FieldError(.invalid, field: "metadata.name", badValue: goQuoted(name), detail))
    }
  }

  private func validateGroup(_ spec: SchemaPath, into errors: inout [FieldError]) {
    let path = spec.child("group").description
    let details = NameRules.dnsSubdomain(group)
    if group.isEmpty {
      errors.append(FieldError(.required, field: path))
    } else if !details.isEmpty {
      errors.append(FieldError(.invalid, field: path, badValue: goQuoted(group), details.joined(separator: ",")))
    } else if !group.contains(".") {
      errors.append(
        FieldError(.invalid, field: path, badValue: goQuoted(group), "should be a domain with at least one dot"))
    }
  }

  private func validateVersions(_ spec: SchemaPath, into errors: inout [FieldError]) {
    let sharesSchema = isShared(\.schema)
    for (index, version) in versions.enumerated() where version.schema == nil {
      let path = spec.child("versions").index(index).child("schema").child("openAPIV3Schema")
      errors.append(FieldError(.required, field: path.description))
    }
    for (index, version) in versions.enumerated() {
      let path = spec.child("versions").index(index)
      let details = NameRules.dns1035Label(version.name)
      if !details.isEmpty {
        errors.append(
          FieldError(
            .invalid, field: path.child("name").description, badValue: goQuoted(version.name),
            details.joined(separator: ",")))
      }
      if !version.isDeprecated, let warning = version.deprecationWarning {
        errors.append(
          FieldError(
            .invalid, field: path.child("deprecationWarning").description, badValue: GoText.json(warning),
            "can only be set for deprecated versions"))
      }
      if !sharesSchema, let schema = version.schema {
        errors += SchemaCheck.errors(schema, hasStatus: version.hasStatus, at: path.child("schema"))
      }
      if !isShared(\.scale) { version.scale?.validate(at: path.child("subresources"), into: &errors) }
      if !isShared(\.printerColumns) { Self.validate(version.printerColumns, at: path, into: &errors) }
    }
    let json = specTree["versions"]?.goJSON
    if Set(versions.map(\.name)).count != versions.count {
      errors.append(FieldError(.invalid, field: "spec.versions", badValue: json, "must contain unique version names"))
    }
    if versions.count(where: \.isStorage) != 1 {
      errors.append(
        FieldError(
          .invalid, field: "spec.versions", badValue: json,
          "must have exactly one version marked as storage version"))
    }
  }

  /// What is the same in all versions is kept once, at the top.
  private func isShared<Value: Equatable>(_ part: KeyPath<Version, Value>) -> Bool {
    versions.allSatisfy { $0[keyPath: part] == versions.first?[keyPath: part] }
  }

  private func validateShared(_ spec: SchemaPath, into errors: inout [FieldError]) {
    guard let first = versions.first else { return }
    if isShared(\.schema), let schema = first.schema {
      let hasStatus = versions.contains(where: \.hasStatus)
      errors += SchemaCheck.errors(schema, hasStatus: hasStatus, at: spec.child("validation"))
    }
    if isShared(\.scale) { first.scale?.validate(at: spec.child("subresources"), into: &errors) }
    if isShared(\.printerColumns) { Self.validate(first.printerColumns, at: spec, into: &errors) }
  }

  private static func validate(_ columns: [PrinterColumn], at path: SchemaPath, into errors: inout [FieldError]) {
    for (index, column) in columns.enumerated() {
      column.validate(at: path.child("additionalPrinterColumns").index(index), into: &errors)
    }
  }

  private func validateRequiredNames(_ path: SchemaPath, into errors: inout [FieldError]) {
    for (field, value) in [
      ("plural", names.plural), ("singular", names.singular), ("kind", names.kind), ("listKind", names.listKind),
    ] where value.isEmpty {
      errors.append(FieldError(.required, field: path.child(field).description))
    }
  }

  private func validateConversion(_ path: SchemaPath, into errors: inout [FieldError]) {
    let strategy = conversion?["strategy"]?.stringValue ?? ""
    if strategy.isEmpty {
      errors.append(FieldError(.required, field: path.child("strategy").description))
    } else if strategy == "Webhook" {
      errors.append(
        FieldError(.forbidden, field: path.child("strategy").description, "this server calls no webhooks"))
    } else if strategy != "None" {
      errors.append(
        FieldError(
          .notSupported, field: path.child("strategy").description, badValue: goQuoted(strategy),
          "supported values: \"None\", \"Webhook\""))
    }
  }

  private func validateImmutable(_ old: CustomResourceDefinition, _ spec: SchemaPath, into errors: inout [FieldError]) {
    var fields = [("group", group, old.group), ("names.plural", names.plural, old.names.plural)]
    if old.status.isTrue("Established") {
      fields = [("scope", scope, old.scope), ("names.kind", names.kind, old.names.kind)] + fields
    }
    for (field, value, stored) in fields where value != stored {
      errors.append(
        FieldError(
          .invalid, field: spec.child(field).description, badValue: goQuoted(value), "field is immutable"))
    }
  }

  private func validateStoredVersions(into errors: inout [FieldError]) {
    let path = SchemaPath("status.storedVersions")
    let json = Tree.array(status.storedVersions.map { .string($0) }).goJSON
    if status.storedVersions.isEmpty {
      errors.append(
        FieldError(.invalid, field: path.description, badValue: "null", "must have at least one stored version"))
      return
    }
    for version in versions where version.isStorage && !status.storedVersions.contains(version.name) {
      errors.append(
        FieldError(.invalid, field: path.description, badValue: json, "must have the storage version " + version.name))
    }
    for (index, stored) in status.storedVersions.enumerated() where !versions.contains(where: { $0.name == stored }) {
      errors.append(
        FieldError(
          .invalid, field: path.index(index).description, badValue: goQuoted(stored),
          "missing from spec.versions; \(stored) was previously a storage version, and must remain in spec.versions"
            + " until a storage migration ensures no data remains persisted in \(stored) and removes \(stored) from"
            + " status.storedVersions"))
    }
  }
}
