package import KubeCore
package import Support

/// One served version of a CustomResourceDefinition, ready to take objects: what the server does with a custom
/// resource between the wire and the store.
///
/// Source: apiextensions-apiserver, pkg/apiserver/customresource_handler.go and pkg/registry/customresource.
package struct CustomResource: Sendable {
  package let definition: CustomResourceDefinition
  package let version: CustomResourceDefinition.Version
  private let schema: StructuralSchema
  private let rules: RuleValidator?
  private let validator = SchemaValidator()

  /// `nil` where the definition has no such version.
  package init?(_ definition: CustomResourceDefinition, version name: String) {
    guard let version = definition.versions.first(where: { $0.name == name }) else { return nil }
    self.definition = definition
    self.version = version
    schema = version.schema ?? StructuralSchema()
    rules = RuleValidator(schema)
  }

  package var structuralSchema: StructuralSchema { schema }
  package var apiVersion: String { definition.group + "/" + version.name }
  package var kind: String { definition.names.kind }

  /// The object as it is understood: unknown members dropped and named (`spec.foo`), defaults filled in, the metadata
  /// typed. Throws where the metadata has members of the wrong type.
  package func decode(_ tree: Tree) throws(TypeMismatch) -> (tree: Tree, unknownFields: [String]) {
    var unknown: [String] = []
    var result = tree
    if let metadata = tree["metadata"] {
      var shape = MetadataShape()
      result["metadata"] = try shape.coerce(metadata)
      unknown += shape.unknownFields.sorted()
    }
    let pruned = schema.pruned(result)
    return (schema.defaulted(pruned.tree), unknown + pruned.unknownFields)
  }

  /// The object to create: without a status where that has a path of its own, of generation 1.
  package func preparedForCreate(_ tree: Tree) -> Tree {
    var tree = tree
    if version.hasStatus { tree["status"] = nil }
    tree["metadata"]?["generation"] = 1
    return tree
  }

  /// The object to write: with the stored status where that has a path of its own, its generation raised by any change
  /// outside the metadata.
  package func preparedForUpdate(_ tree: Tree, old: Tree) -> Tree {
    var tree = tree
    if version.hasStatus { tree["status"] = old["status"] }
    guard case .integer(let generation)? = old["metadata"]?["generation"] else { return tree }
    var left = tree
    var right = old
    left["metadata"] = nil
    right["metadata"] = nil
    tree["metadata"]?["generation"] = .integer(left.equalsJSON(right) ? generation : generation &+ 1)
    return tree
  }

  /// The stored object with only the status, and who manages it, taken from `tree`.
  package func preparedForStatusUpdate(_ tree: Tree, old: Tree) -> Tree {
    var result = old
    result["status"] = tree["status"]
    result["metadata"]?["managedFields"] = tree["metadata"]?["managedFields"]
    return result
  }

  /// Why the server would refuse to create the object.
  package func validateCreate(_ tree: Tree) -> [FieldError] {
    let typeErrors = typeMetaErrors(tree)
    guard typeErrors.isEmpty else { return typeErrors }
    var errors = metadataErrors(tree)
    errors += validator.errors(tree, schema)
    errors += schema.listTypeErrors(tree)
    return errors + ruleErrors(tree, old: nil, after: errors)
  }

  /// Why the server would refuse the update, metadata that may not change aside.
  package func validateUpdate(_ tree: Tree, old: Tree) -> [FieldError] {
    let typeErrors = typeMetaErrors(tree)
    guard typeErrors.isEmpty else { return typeErrors }
    var errors = validator.errors(tree, schema, old: old)
    if schema.listTypeErrors(old).isEmpty { errors += schema.listTypeErrors(tree) }
    return errors + ruleErrors(tree, old: old, after: errors)
  }

  /// Why the server would refuse the update of the status; `tree` is ``preparedForStatusUpdate(_:old:)``.
  package func validateStatusUpdate(_ tree: Tree, old: Tree) -> [FieldError] {
    var errors: [FieldError] = []
    if let status = tree["status"], let schema = schema.properties["status"] {
      errors += validator.errors(status, schema, old: old["status"], below: SchemaPath("status"))
    }
    if schema.listTypeErrors(old).isEmpty { errors += schema.listTypeErrors(tree) }
    return errors + ruleErrors(tree, old: old, after: errors)
  }

  private func ruleErrors(_ tree: Tree, old: Tree?, after errors: [FieldError]) -> [FieldError] {
    guard let rules else { return [] }
    let blocking: Set<FieldError.ErrorType> = [.notSupported, .required, .tooLong, .tooMany, .typeInvalid]
    if errors.contains(where: { blocking.contains($0.type) }) {
      return [
        FieldError(
          .invalid, field: "<nil>", badValue: "null",
          "some validation rules were not checked because the object was invalid; correct the existing errors to"
            + " complete validation")
      ]
    }
    return rules.errors(tree, old: old)
  }

  private func typeMetaErrors(_ tree: Tree) -> [FieldError] {
    [("kind", kind), ("apiVersion", apiVersion)].compactMap { name, wanted in
      let found = tree[name]?.stringValue ?? ""
      return found == wanted
        ? nil : FieldError(.invalid, field: name, badValue: goQuoted(found), "must be \(wanted)")
    }
  }

  private func metadataErrors(_ tree: Tree) -> [FieldError] {
    var meta = ObjectMeta()
    let bytes = JSONWriter().bytes(tree["metadata"] ?? .object([]))
    do throws(WireError) {
      meta = try JSONReader.read(bytes) { (reader: inout JSONReader) throws(WireError) in
        var meta = ObjectMeta()
        try reader.message(into: &meta)
        return meta
      }
    } catch {
      return [FieldError(.invalid, field: "metadata", badValue: "{}", "\(error)")]
    }
    var errors: [FieldError] = []
    meta.validate(isNamespaced: definition.isNamespaced, name: NameRules.dnsSubdomain, into: &errors)
    return errors
  }
}
