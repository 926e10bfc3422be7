package import Support

extension CustomResourceDefinition {
  /// `spec` as the API writes it, with the defaults and without members that it does not know.
  package var specTree: Tree {
    .members(
      ("group", .string(group)), ("names", names.tree), ("scope", .string(scope)),
      ("versions", versions.isEmpty ? .null : .array(versions.map(\.tree))), ("conversion", conversion),
      ("preserveUnknownFields", .whenTrue(preservesUnknownFields)))
  }

  /// `status` as the API writes it.
  package var statusTree: Tree { status.tree }
}

extension CustomResourceDefinition.Names {
  package var tree: Tree {
    .members(
      ("plural", .string(plural)), ("singular", .nonEmpty(singular)),
      ("shortNames", .nonEmpty(shortNames.map { .string($0) })), ("kind", .string(kind)),
      ("listKind", .nonEmpty(listKind)), ("categories", .nonEmpty(categories.map { .string($0) })))
  }
}

extension CustomResourceDefinition.Version {
  fileprivate var tree: Tree {
    .members(
      ("name", .string(name)), ("served", .bool(isServed)), ("storage", .bool(isStorage)),
      ("deprecated", .whenTrue(isDeprecated)), ("deprecationWarning", deprecationWarning.map { .string($0) }),
      ("schema", schema.map { ["openAPIV3Schema": $0.tree] }),
      ("subresources", hasSubresources ? subresourcesTree : nil),
      ("additionalPrinterColumns", .nonEmpty(printerColumns.map(\.tree))),
      ("selectableFields", .nonEmpty(selectableFields.map { ["jsonPath": .string($0)] })))
  }

  private var subresourcesTree: Tree {
    .members(("status", hasStatus ? .object([]) : nil), ("scale", scale?.tree))
  }
}

extension CustomResourceDefinition.Scale {
  fileprivate var tree: Tree {
    .members(
      ("specReplicasPath", .string(specReplicasPath)), ("statusReplicasPath", .string(statusReplicasPath)),
      ("labelSelectorPath", labelSelectorPath.map { .string($0) }))
  }
}

extension CustomResourceDefinition.PrinterColumn {
  fileprivate var tree: Tree {
    .members(
      ("name", .string(name)), ("type", .string(type)), ("format", .nonEmpty(format)),
      ("description", .nonEmpty(description)), ("priority", priority == 0 ? nil : .integer(priority)),
      ("jsonPath", .string(jsonPath)))
  }
}

extension CustomResourceDefinition.Status {
  fileprivate var tree: Tree {
    .members(
      ("conditions", conditions.isEmpty ? .null : .array(conditions.map(\.tree))),
      ("acceptedNames", acceptedNames.tree),
      ("storedVersions", storedVersions.isEmpty ? .null : .array(storedVersions.map { .string($0) })))
  }
}

extension CustomResourceDefinition.Condition {
  fileprivate var tree: Tree {
    .members(
      ("type", .string(type)), ("status", .string(status)),
      ("lastTransitionTime", lastTransitionTime.isEmpty ? .null : .string(lastTransitionTime)),
      ("reason", .nonEmpty(reason)), ("message", .nonEmpty(message)))
  }
}
